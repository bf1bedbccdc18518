"""The kernel as a Django app."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Tables of events, change sets, deliveries, limits and idempotency."""

    name = "sillage.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
