"""What tags offer the house."""

from sillage.kernel.registry import Field, FieldKind, Manifest, RecordObject
from sillage.kernel.text import Text
from sillage.records.tags import actions, queries

manifest = Manifest(
    module="records.tags",
    # It removes what was deleted, and told, thirty days ago.
    silent_actions=frozenset({"records.tags.actions.purge_trashed_tags"}),
    objects=(
        RecordObject(
            name="tag",
            model="records.Tag",
            label=Text(fr="Étiquette", en="Tag"),
            plural=Text(fr="Étiquettes", en="Tags"),
            fields=(
                Field("name", FieldKind.TEXT, Text(fr="Nom", en="Name"), required=True, importable=False),
                Field("colour", FieldKind.TEXT, Text(fr="Couleur", en="Colour"), importable=False),
            ),
            title_field="name",
            create=actions.create_tag,
            update=actions.update_tag,
            delete=actions.delete_tag,
            restore=actions.restore_tag,
            titles=queries.tag_titles,
            hidden_columns=("sort_name", "version", "deleted_at"),
            own_permissions=False,
        ),
    ),
    offers={
        "names:tag_label": queries.tag_names,
        "import_values:tag": lambda actor, fixed: queries.tag_options(),
        "create_import_values:tag": lambda actor, fixed, wanted: actions.create_for_import(actor, wanted),
    },
)
