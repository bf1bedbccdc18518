"""What API keys refuse, in words."""

from __future__ import annotations

from sillage.kernel.text import Text

BEYOND_YOURS = Text(fr="Vous n’avez pas vous-même cette permission", en="You do not hold this permission yourself")
WRONG_EXPIRY = Text(
    fr="L’échéance est dans le futur, à deux ans au plus", en="The expiry is in the future, two years at most"
)
