"""Why something cannot be undone."""

from __future__ import annotations

from sillage.kernel.errors import Conflict
from sillage.kernel.text import Text


class UndoExpired(Conflict):
    """The change is older than 30 days."""

    code = "undo_expired"
    title = Text(
        fr="Cette modification date de plus de 30 jours, elle ne peut plus être annulée",
        en="This change is more than 30 days old and can no longer be undone",
    )


class AlreadyUndone(Conflict):
    """The change was undone before."""

    code = "already_undone"
    title = Text(fr="Cette modification est déjà annulée", en="This change is already undone")


class StillUsed(Conflict):
    """Something living needs what should go for good."""

    code = "still_used"
    title = Text(
        fr="Cette fiche sert encore ailleurs, elle ne peut pas être supprimée définitivement",
        en="This record is still used elsewhere and cannot be deleted for good",
    )
