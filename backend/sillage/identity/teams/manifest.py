"""What teams offer the house."""

from sillage.kernel.registry import Manifest, Permission
from sillage.kernel.text import Text

manifest = Manifest(
    module="identity.teams",
    permissions=(Permission("team.manage", Text(fr="Régler les équipes", en="Set up teams")),),
)
