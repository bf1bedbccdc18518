"""What custom fields offer the house."""

from sillage.kernel.registry import Manifest, Permission
from sillage.kernel.text import Text

manifest = Manifest(
    module="records.fields",
    permissions=(
        Permission(
            "fields.manage", Text(fr="Régler les champs, objets et étiquettes", en="Set up fields, objects and tags")
        ),
    ),
)
