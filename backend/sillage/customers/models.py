"""The capability's tables, gathered for Django."""

from sillage.customers.contacts.models import Contact
from sillage.customers.organisations.models import Organisation

__all__ = ["Contact", "Organisation"]
