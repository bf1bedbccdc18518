"""Tables of the capability, where Django looks for them."""

from sillage.products.catalogue.models import Product

__all__ = ["Product"]
