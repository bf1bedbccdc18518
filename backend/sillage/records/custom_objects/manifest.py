"""What custom objects offer the house."""

from sillage.kernel.registry import Field, FieldKind, Manifest, RecordObject
from sillage.kernel.text import Text
from sillage.records.custom_objects import actions, queries, records

_TEXTS = {
    "label": Text(fr="Nom", en="Name"),
    "label_en": Text(fr="Nom anglais", en="English name"),
    "plural": Text(fr="Nom au pluriel", en="Plural"),
    "plural_en": Text(fr="Pluriel anglais", en="English plural"),
    "title_label": Text(fr="Champ titre", en="Title field"),
    "title_label_en": Text(fr="Champ titre anglais", en="English title field"),
    "icon": Text(fr="Icône", en="Icon"),
}

manifest = Manifest(
    module="records.custom_objects",
    # It removes what was deleted, and told, thirty days ago.
    silent_actions=frozenset({"records.custom_objects.actions.purge_deleted_objects"}),
    objects=(
        RecordObject(
            name="custom_object",
            model="records.ObjectDefinition",
            label=Text(fr="Objet", en="Object"),
            plural=Text(fr="Objets", en="Objects"),
            fields=tuple(Field(name, FieldKind.TEXT, label, importable=False) for name, label in _TEXTS.items()),
            title_field="label",
            create=actions.create_object,
            update=actions.update_object,
            delete=actions.delete_object,
            restore=actions.restore_object,
            titles=queries.object_titles,
            own_permissions=False,
        ),
    ),
    offers={
        "objects_of_workspace": queries.objects_of_workspace,
        "hand_over:custom_record": records.hand_over,
    },
)
