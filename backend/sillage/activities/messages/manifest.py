"""What messages offer the house."""

from sillage.activities.messages import actions, queries
from sillage.kernel.registry import Choice, Field, FieldKind, Manifest, RecordObject
from sillage.kernel.text import Text
from sillage.records.duplicates.ports import Reference, things_on_records

manifest = Manifest(
    module="activities.messages",
    # It refuses always.
    silent_actions=frozenset({"activities.messages.actions.refuse_create"}),
    objects=(
        RecordObject(
            name="message",
            model="activities.Message",
            label=Text(fr="E-mail", en="E-mail"),
            plural=Text(fr="E-mails", en="E-mails"),
            fields=(
                Field(
                    "subject",
                    FieldKind.TEXT,
                    Text(fr="Objet", en="Subject"),
                    writable=False,
                    importable=False,
                    personal=True,
                    logged=False,
                ),
                Field("at", FieldKind.DATETIME, Text(fr="Date", en="Date"), writable=False, importable=False),
                Field(
                    "direction",
                    FieldKind.CHOICE,
                    Text(fr="Sens", en="Direction"),
                    choices=(
                        Choice("outgoing", Text(fr="Envoyé", en="Sent")),
                        Choice("incoming", Text(fr="Reçu", en="Received")),
                    ),
                    writable=False,
                    importable=False,
                ),
                Field(
                    "text",
                    FieldKind.LONG_TEXT,
                    Text(fr="Texte", en="Text"),
                    writable=False,
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
                Field(
                    "owner_id", FieldKind.MEMBER, Text(fr="Ajouté par", en="Added by"), writable=False, importable=False
                ),
            ),
            title_field="subject",
            create=actions.refuse_create,
            update=actions.update_message,
            delete=actions.delete_message,
            restore=actions.restore_message,
            titles=queries.message_titles,
            listed=False,
        ),
    ),
    offers={
        "about:message": queries.about_of_messages,
        "references:messages": lambda: (
            (
                *things_on_records("activities_message_link", "activity_id", Text(fr="Messages", en="Messages")),
                Reference("activities_message_participant", "contact_id", "contact"),
            )
        ),
    },
)
