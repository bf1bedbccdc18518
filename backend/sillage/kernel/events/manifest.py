"""What the kernel itself asks permission for."""

from sillage.kernel.registry import Manifest, Permission
from sillage.kernel.text import Text

manifest = Manifest(
    module="kernel.events",
    permissions=(Permission("audit.see", Text(fr="Voir le journal d’audit", en="See the audit log")),),
)
