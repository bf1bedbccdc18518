"""What notes offer the house."""

from sillage.activities.notes import actions, queries
from sillage.kernel.registry import Field, FieldKind, Manifest, RecordObject
from sillage.kernel.text import Text
from sillage.records.duplicates.ports import things_on_records

manifest = Manifest(
    module="activities.notes",
    objects=(
        RecordObject(
            name="note",
            model="activities.Note",
            label=Text(fr="Note", en="Note"),
            plural=Text(fr="Notes", en="Notes"),
            fields=(
                Field(
                    "body",
                    FieldKind.LONG_TEXT,
                    Text(fr="Texte", en="Text"),
                    required=True,
                    importable=False,
                    personal=True,
                    logged=False,
                ),
                Field("pinned", FieldKind.BOOLEAN, Text(fr="Épinglée", en="Pinned"), importable=False),
                Field(
                    "owner_id",
                    FieldKind.MEMBER,
                    Text(fr="Auteur", en="Author"),
                    writable=False,
                    importable=False,
                ),
            ),
            title_field="body",
            create=actions.create_from_values,
            update=actions.update_note,
            delete=actions.delete_note,
            restore=actions.restore_note,
            titles=queries.note_titles,
            listed=False,
        ),
    ),
    offers={
        "about:note": queries.about_of_notes,
        "references:notes": lambda: things_on_records("activities_note_link", "note_id", Text(fr="Notes", en="Notes")),
    },
)
