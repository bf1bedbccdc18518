"""The capability's tables, gathered for Django."""

from sillage.customers.company_registry.models import RegistryProposal, RegistryRun, RegistrySetting
from sillage.customers.contacts.models import Affiliation, ConsentAct, Contact, ContactEmail, ContactPhone, OptOut
from sillage.customers.organisations.models import (
    Organisation,
    OrganisationAddress,
    OrganisationEmail,
    OrganisationKind,
    OrganisationPhone,
    Provenance,
)

__all__ = [
    "Affiliation",
    "ConsentAct",
    "Contact",
    "ContactEmail",
    "ContactPhone",
    "OptOut",
    "Organisation",
    "OrganisationAddress",
    "OrganisationEmail",
    "OrganisationKind",
    "OrganisationPhone",
    "Provenance",
    "RegistryProposal",
    "RegistryRun",
    "RegistrySetting",
]
