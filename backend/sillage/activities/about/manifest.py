"""What activities as a whole offer the house."""

from sillage.activities.about.queries import activity_dates
from sillage.kernel.registry import Manifest

manifest = Manifest(
    module="activities.about",
    # It keeps a date beside what its callers record.
    silent_actions=frozenset({"activities.about.actions.refresh_links", "records.interactions.actions.refresh_dates"}),
    offers={"activity_dates:activities": activity_dates},
)
