"""What custom objects offer the house."""

from sillage.kernel.registry import Manifest
from sillage.records.custom_objects import queries

manifest = Manifest(
    module="records.custom_objects",
    offers={"objects_of_workspace": queries.objects_of_workspace},
)
