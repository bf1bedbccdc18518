"""Why records cannot be merged or a merge not be taken back."""

from __future__ import annotations

from sillage.kernel.errors import Conflict
from sillage.kernel.text import Text


class RecordInTrash(Conflict):
    """One of the records is in the trash."""

    code = "record_in_trash"
    title = Text(
        fr="Une des fiches est dans la corbeille : restaurez-la avant de fusionner",
        en="One of the records is in the trash: restore it before merging",
    )


class MergedSince(Conflict):
    """The survivor of the merge was itself merged into another record later."""

    code = "merged_since"
    title = Text(
        fr="La fiche conservée a été fusionnée depuis : annulez d’abord la fusion la plus récente",
        en="The record kept was merged again since: undo the later merge first",
    )


class MergeExpired(Conflict):
    """The merge is older than 30 days; what it needs to be taken back is forgotten."""

    code = "merge_expired"
    title = Text(
        fr="Cette fusion date de plus de 30 jours, elle ne peut plus être annulée",
        en="This merge is more than 30 days old and can no longer be undone",
    )


class MergeAgain(Conflict):
    """An undone merge comes back by merging again, which lets a person look at the values of today."""

    code = "merge_again"
    title = Text(
        fr="Pour rétablir une fusion annulée, fusionnez à nouveau les fiches",
        en="To bring back an undone merge, merge the records again",
    )


class DetectionRuns(Conflict):
    """A detection of this kind of record is already at work."""

    code = "detection_runs"
    title = Text(
        fr="Une recherche de doublons est déjà en cours pour ce type de fiche",
        en="A search for duplicates is already running for this kind of record",
    )
