"""What saved views offer the house."""

from sillage.kernel.registry import Manifest, Permission
from sillage.kernel.text import Text

manifest = Manifest(
    module="records.views",
    permissions=(
        Permission("view.share", Text(fr="Partager des vues avec tout l’espace", en="Share views with the workspace")),
    ),
)
