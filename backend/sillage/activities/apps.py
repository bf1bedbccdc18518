"""Django application of this capability."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Tables and migrations of the capability."""

    name = "sillage.activities"
    label = "activities"
