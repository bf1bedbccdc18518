"""What the timeline offers the house."""

from sillage.activities.timeline import queries
from sillage.kernel.registry import Manifest

manifest = Manifest(module="activities.timeline", offers={"timeline": queries.timeline})
