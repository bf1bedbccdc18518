"""What files offer the house."""

from sillage.kernel.registry import Field, FieldKind, Manifest, RecordObject
from sillage.kernel.text import Text
from sillage.records.files import actions, queries

manifest = Manifest(
    module="records.files",
    # One refuses always; the other removes what was deleted, and told, thirty days ago.
    silent_actions=frozenset({"records.files.actions.refuse_create", "records.files.actions.purge_trashed_files"}),
    objects=(
        RecordObject(
            name="file",
            model="records.File",
            label=Text(fr="Fichier", en="File"),
            plural=Text(fr="Fichiers", en="Files"),
            fields=(
                Field(
                    "name",
                    FieldKind.TEXT,
                    Text(fr="Nom", en="Name"),
                    required=True,
                    importable=False,
                    personal=True,
                    logged=False,
                ),
            ),
            title_field="name",
            create=actions.refuse_create,
            update=actions.update_file,
            delete=actions.delete_file,
            restore=actions.restore_file,
            titles=queries.file_titles,
            own_permissions=False,
        ),
    ),
)
