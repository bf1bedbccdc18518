"""What meetings offer the house."""

from sillage.activities.meetings import actions, queries
from sillage.kernel.registry import Choice, Field, FieldKind, Manifest, RecordObject
from sillage.kernel.text import Text
from sillage.records.duplicates.ports import things_on_records

FIELDS = (
    Field("title", FieldKind.TEXT, Text(fr="Titre", en="Title"), required=True, importable=False, personal=True),
    Field("at", FieldKind.DATETIME, Text(fr="Date", en="Date"), required=True, importable=False),
    Field("duration_minutes", FieldKind.NUMBER, Text(fr="Durée (minutes)", en="Duration (minutes)"), importable=False),
    Field(
        "status",
        FieldKind.CHOICE,
        Text(fr="État", en="State"),
        choices=(
            Choice("planned", Text(fr="Prévue", en="Planned")),
            Choice("held", Text(fr="Tenue", en="Held")),
            Choice("cancelled", Text(fr="Annulée", en="Cancelled")),
        ),
        importable=False,
    ),
    Field("place", FieldKind.TEXT, Text(fr="Lieu", en="Place"), importable=False),
    Field("link", FieldKind.URL, Text(fr="Lien", en="Link"), importable=False),
    Field("outcome", FieldKind.TEXT, Text(fr="Issue", en="Outcome"), importable=False, personal=True, logged=False),
    Field("notes", FieldKind.LONG_TEXT, Text(fr="Notes", en="Notes"), importable=False, personal=True, logged=False),
    Field(
        "about",
        FieldKind.RELATION,
        Text(fr="Fiches", en="Records"),
        importable=False,
        exported=False,
        filterable=False,
    ),
    Field(
        "members",
        FieldKind.MEMBER,
        Text(fr="Collègues", en="Colleagues"),
        importable=False,
        exported=False,
        filterable=False,
    ),
    Field("owner_id", FieldKind.MEMBER, Text(fr="Organisée par", en="Organiser"), writable=False, importable=False),
)

manifest = Manifest(
    module="activities.meetings",
    objects=(
        RecordObject(
            name="meeting",
            model="activities.Meeting",
            label=Text(fr="Réunion", en="Meeting"),
            plural=Text(fr="Réunions", en="Meetings"),
            fields=FIELDS,
            title_field="title",
            create=actions.create_from_values,
            update=actions.update_meeting,
            delete=actions.delete_meeting,
            restore=actions.restore_meeting,
            titles=queries.meeting_titles,
            listed=False,
        ),
    ),
    offers={
        "about:meeting": queries.about_of_meetings,
        "references:meetings": lambda: things_on_records(
            "activities_meeting_link", "activity_id", Text(fr="Réunions", en="Meetings")
        ),
    },
)
