"""What API keys offer the house."""

from sillage.kernel.registry import Manifest, Permission
from sillage.kernel.text import Text

manifest = Manifest(
    module="identity.api_keys",
    permissions=(
        Permission("api_key.manage", Text(fr="Créer et révoquer des clés d’API", en="Create and revoke API keys")),
    ),
)
