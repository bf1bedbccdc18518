"""What reading the outbox asks permission for."""

from sillage.kernel.registry import Manifest, Permission
from sillage.kernel.text import Text

manifest = Manifest(
    module="kernel.mail",
    permissions=(
        Permission(
            "mail_outbox.see",
            Text(
                fr="Lire les e-mails de Sillage, liens de réinitialisation compris",
                en="Read the e-mails of Sillage, reset links included",
            ),
        ),
    ),
)
