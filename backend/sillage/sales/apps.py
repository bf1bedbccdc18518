"""Django application of this capability."""

from django.apps import AppConfig


class SalesConfig(AppConfig):
    """Tables and migrations of the capability."""

    name = "sillage.sales"
    label = "sales"
