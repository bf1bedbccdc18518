"""What bulk changes refuse."""

from __future__ import annotations

from sillage.kernel.errors import Conflict
from sillage.kernel.text import Text


class RunHasEnded(Conflict):
    """A bulk change that has ended cannot be cancelled; it can be undone."""

    code = "run_has_ended"
    title = Text(fr="Cette modification groupée est déjà terminée", en="This bulk change has already ended")
