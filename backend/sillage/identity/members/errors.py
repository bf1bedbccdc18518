"""What member management refuses."""

from __future__ import annotations

from sillage.kernel.errors import Conflict
from sillage.kernel.text import Text


class YourselfNotAllowed(Conflict):
    """Nobody shuts himself out."""

    code = "yourself"
    title = Text(
        fr="Demandez à un autre administrateur de le faire pour vous",
        en="Ask another administrator to do this for you",
    )


RECEIVER_NEEDED = Text(fr="Choisissez qui reprend ses fiches", en="Choose who takes over the records")
WRONG_RECEIVER = Text(fr="Choisissez un autre membre, encore actif", en="Choose another member who is still active")
