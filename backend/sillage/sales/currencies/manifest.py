"""What currencies offer the house."""

from sillage.kernel.registry import Manifest, Permission
from sillage.kernel.text import Text

manifest = Manifest(
    module="sales.currencies",
    permissions=(
        Permission(
            "currency.manage",
            Text(
                fr="Choisir les devises et saisir les taux de change", en="Choose currencies and enter exchange rates"
            ),
        ),
    ),
)
