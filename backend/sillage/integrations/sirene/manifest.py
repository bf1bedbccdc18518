"""What this provider offers the house."""

from sillage.customers.company_registry.ports import OFFER
from sillage.integrations.sirene.provider import sirene
from sillage.kernel.registry import Manifest

manifest = Manifest(module="integrations.sirene", offers={OFFER: sirene})
