"""What members offer the house."""

from sillage.kernel.registry import Manifest, Permission
from sillage.kernel.text import Text

manifest = Manifest(
    module="identity.members",
    permissions=(
        Permission(
            "member.manage",
            Text(fr="Inviter, modifier et désactiver des membres", en="Invite, change and deactivate members"),
        ),
    ),
)
