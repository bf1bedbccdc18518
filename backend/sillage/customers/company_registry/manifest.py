"""What the company registry offers the house."""

from sillage.kernel.registry import Manifest

manifest = Manifest(module="customers.company_registry")
