"""What imports offer the house."""

from __future__ import annotations

# The jobs are declared where they are imported: a worker that loads this manifest knows them.
from sillage.kernel.registry import Manifest, Permission
from sillage.kernel.text import Text
from sillage.records.imports import checking, running, undoing, upkeep

manifest = Manifest(
    module="records.imports",
    permissions=(Permission("import.run", Text(fr="Importer des fichiers", en="Import files")),),
    # They prepare or reverse what `import.started` and `import.finished` tell.
    silent_actions=frozenset(
        f"records.imports.actions.{name}"
        for name in ("create_import", "update_mapping", "check_import", "correct_row", "discard_import", "undo_import")
    ),
)
JOBS = (checking.check_import_file, running.run_import, undoing.undo_import_changes, upkeep.forget_old_files)
