"""Django application of this capability."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """Tables and migrations of the capability."""

    name = "sillage.customers"
    label = "customers"
