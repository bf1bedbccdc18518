"""What calls offer the house."""

from sillage.activities.calls import actions, queries
from sillage.kernel.registry import Choice, Field, FieldKind, Manifest, RecordObject
from sillage.kernel.text import Text
from sillage.records.duplicates.ports import things_on_records

FIELDS = (
    Field("at", FieldKind.DATETIME, Text(fr="Date", en="Date"), required=True, importable=False),
    Field(
        "direction",
        FieldKind.CHOICE,
        Text(fr="Sens", en="Direction"),
        choices=(
            Choice("outgoing", Text(fr="Émis", en="Outgoing")),
            Choice("incoming", Text(fr="Reçu", en="Incoming")),
        ),
        importable=False,
    ),
    Field("duration_seconds", FieldKind.NUMBER, Text(fr="Durée (secondes)", en="Duration (seconds)"), importable=False),
    Field(
        "outcome",
        FieldKind.CHOICE,
        Text(fr="Résultat", en="Outcome"),
        choices=(
            Choice("reached", Text(fr="Joint", en="Reached")),
            Choice("no_answer", Text(fr="Absent", en="No answer")),
            Choice("message_left", Text(fr="Message laissé", en="Message left")),
            Choice("busy", Text(fr="Occupé", en="Busy")),
            Choice("wrong_number", Text(fr="Mauvais numéro", en="Wrong number")),
            Choice("call_back", Text(fr="À rappeler", en="To call back")),
        ),
        importable=False,
    ),
    Field(
        "summary",
        FieldKind.LONG_TEXT,
        Text(fr="Compte rendu", en="Summary"),
        importable=False,
        personal=True,
        logged=False,
    ),
    Field(
        "about",
        FieldKind.RELATION,
        Text(fr="Fiches", en="Records"),
        importable=False,
        exported=False,
        filterable=False,
    ),
    Field("owner_id", FieldKind.MEMBER, Text(fr="Auteur", en="Author"), writable=False, importable=False),
)

manifest = Manifest(
    module="activities.calls",
    objects=(
        RecordObject(
            name="call",
            model="activities.Call",
            label=Text(fr="Appel", en="Call"),
            plural=Text(fr="Appels", en="Calls"),
            fields=FIELDS,
            title_field="summary",
            create=actions.create_from_values,
            update=actions.update_call,
            delete=actions.delete_call,
            restore=actions.restore_call,
            titles=queries.call_titles,
            listed=False,
        ),
    ),
    offers={
        "about:call": queries.about_of_calls,
        "references:calls": lambda: things_on_records(
            "activities_call_link", "activity_id", Text(fr="Appels", en="Calls")
        ),
    },
)
