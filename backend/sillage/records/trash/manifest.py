"""What the trash offers the house."""

from sillage.kernel.registry import Manifest, Permission
from sillage.kernel.text import Text
from sillage.records.trash import jobs

manifest = Manifest(
    module="records.trash",
    permissions=(Permission("trash.purge", Text(fr="Supprimer définitivement", en="Delete for good")),),
    # Part of an undo is told by its caller; what the calendar removes was told when it was deleted.
    silent_actions=frozenset({"records.trash.actions.undo_part", "records.trash.actions.purge_expired"}),
)
JOBS = (jobs.purge_trash_everywhere,)
