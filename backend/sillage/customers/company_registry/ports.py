"""What the company registry asks of a provider.

A provider is offered as `company_registry` by the manifest of an integration: a function without arguments
that gives the provider, or None when the installation has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sillage.customers.company_registry.types import CompanyMatch

OFFER = "company_registry"


class CompanyRegistry(Protocol):
    """A public register of companies. Both calls go outside: never make them inside a transaction."""

    @property
    def source(self) -> str:
        """The short name kept with each value it gives."""

    def search(self, query: str) -> Sequence[CompanyMatch]:
        """Companies by name, SIREN or SIRET, the best first, at most 10.

        Raises `RegistryUnreachable` or `RegistryBusy`.
        """

    def fetch(self, siren: str) -> CompanyMatch | None:
        """The company of a SIREN, as it is today; None when the register has none.

        Raises `RegistryUnreachable` or `RegistryBusy`.
        """
