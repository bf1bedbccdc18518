"""Django application of this capability."""

from django.apps import AppConfig


class ProductsConfig(AppConfig):
    """Tables and migrations of the capability."""

    name = "sillage.products"
    label = "products"
