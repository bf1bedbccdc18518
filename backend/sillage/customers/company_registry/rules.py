"""What a register's answer fills in, and which of its differences are worth a person's decision."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sillage.customers.company_registry.types import CompanyMatch
from sillage.kernel.text import normalise

ADDRESS = ("address_line", "postal_code", "city")
LEGAL_NAME, HEAD_OFFICE, STATUS = "legal_name", "address", "legal_status"


def values_of(match: CompanyMatch) -> dict[str, Any]:
    """The fields of an organisation that a match knows."""
    values = {
        "name": match.trade_name or match.name,
        "legal_name": match.legal_name,
        "trade_name": match.trade_name,
        "siren": match.siren,
        "siret": match.siret,
        "vat_number": match.vat_number,
        "naf_code": match.naf_code,
        "legal_form": match.legal_form,
        "legal_status": "closed" if match.closed else "active",
        "closed_on": match.closed_on.isoformat() if match.closed_on else None,
        "headcount_range": match.headcount_range,
        "revenue": match.revenue,
        "revenue_year": match.revenue_year if match.revenue else None,
        "address_line": match.street,
        "postal_code": match.postal_code,
        "city": match.city,
    }
    return {name: value for name, value in values.items() if value is not None}


def changes_of(record: Mapping[str, Any], match: CompanyMatch) -> dict[str, dict[str, Any]]:
    """The values to propose by kind of change: a new name, a move of the head office, an end or a new start.

    Only what the record says otherwise is proposed; what it does not say is no change.
    """
    found: dict[str, dict[str, Any]] = {}
    if match.legal_name and record["legal_name"] and _differ(record["legal_name"], match.legal_name):
        found[LEGAL_NAME] = {"legal_name": match.legal_name}
        if not _differ(record["name"], record["legal_name"]):
            found[LEGAL_NAME]["name"] = match.legal_name
    given = {"address_line": match.street, "postal_code": match.postal_code, "city": match.city}
    moved = {name: value for name, value in given.items() if value}
    if record["postal_code"] and match.postal_code and any(_differ(record[name], moved[name]) for name in moved):
        found[HEAD_OFFICE] = moved | ({"siret": match.siret} if match.siret else {})
    if match.closed and record["legal_status"] != "closed":
        closed_on = match.closed_on.isoformat() if match.closed_on else None
        found[STATUS] = {"legal_status": "closed", "closed_on": closed_on}
    elif not match.closed and record["legal_status"] == "closed":
        found[STATUS] = {"legal_status": "active", "closed_on": None}
    return found


def _differ(one: str | None, other: str | None) -> bool:
    return _bare(one) != _bare(other)


def _bare(text: str | None) -> str:
    return "".join(char for char in normalise(text or "") if char.isalnum())


def fingerprint(after: Mapping[str, Any]) -> str:
    """The same for the same proposed values, so that what was ignored stays ignored."""
    return hashlib.sha256(json.dumps(after, sort_keys=True).encode()).hexdigest()
