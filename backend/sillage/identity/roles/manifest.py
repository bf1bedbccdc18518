"""What roles offer the house."""

from sillage.kernel.registry import Manifest, Permission
from sillage.kernel.text import Text

manifest = Manifest(
    module="identity.roles",
    permissions=(
        Permission(
            "role.manage",
            Text(fr="Régler les rôles et voir en tant qu’un membre", en="Set up roles and see as a member"),
        ),
    ),
)
