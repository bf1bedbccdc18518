"""What custom fields offer the house."""

from sillage.kernel.registry import Field, FieldKind, Manifest, Permission, RecordObject
from sillage.kernel.text import Text
from sillage.records.fields import actions, computing, queries

_TEXTS = {
    "label": Text(fr="Nom", en="Name"),
    "label_en": Text(fr="Nom anglais", en="English name"),
    "kind": Text(fr="Nature", en="Kind"),
    "help": Text(fr="Aide", en="Help"),
    "required": Text(fr="Obligatoire", en="Required"),
    "personal": Text(fr="Donnée personnelle", en="Personal data"),
    "default": Text(fr="Valeur par défaut", en="Default value"),
    "choices": Text(fr="Choix", en="Choices"),
    "target": Text(fr="Vers", en="Points to"),
    "currency": Text(fr="Devise", en="Currency"),
    "settings": Text(fr="Calcul", en="Computation"),
    "position": Text(fr="Place", en="Place"),
}

manifest = Manifest(
    module="records.fields",
    permissions=(
        Permission(
            actions.MANAGE, Text(fr="Régler les champs, objets et étiquettes", en="Set up fields, objects and tags")
        ),
    ),
    # It removes what was deleted, and told, thirty days ago.
    silent_actions=frozenset({"records.fields.actions.purge_deleted_fields"}),
    objects=(
        RecordObject(
            name="field",
            model="records.FieldDefinition",
            label=Text(fr="Champ", en="Field"),
            plural=Text(fr="Champs", en="Fields"),
            fields=tuple(Field(name, FieldKind.TEXT, label, importable=False) for name, label in _TEXTS.items()),
            title_field="label",
            create=actions.create_field,
            update=actions.update_field,
            delete=actions.delete_field,
            restore=actions.restore_field,
            titles=queries.field_titles,
            own_permissions=False,
        ),
    ),
    offers={"recorded": computing.recorded},
)
