"""What workspaces refuse."""

from __future__ import annotations

from sillage.kernel.errors import Conflict
from sillage.kernel.text import Text


class AlreadySetUp(Conflict):
    """The first run happens once."""

    code = "already_set_up"
    title = Text(
        fr="Cette installation est déjà prête, connectez-vous", en="This installation is already set up, sign in"
    )


UNKNOWN_CURRENCY = Text(
    fr="Une devise s’écrit en trois lettres, par exemple EUR", en="A currency is three letters, such as EUR"
)
