"""Django application of this capability."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Tables and migrations of the capability."""

    name = "sillage.records"
    label = "records"
