"""What workspaces offer the house."""

from sillage.kernel.registry import Manifest, Permission
from sillage.kernel.text import Text

manifest = Manifest(
    module="identity.workspaces",
    permissions=(
        Permission("workspace.manage", Text(fr="Régler l’espace de travail", en="Set up the workspace")),
        Permission(
            "backup.see", Text(fr="Voir l’état de l’installation et des sauvegardes", en="See installation and backups")
        ),
    ),
)
