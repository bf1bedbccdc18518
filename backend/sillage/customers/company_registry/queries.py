"""Reading what the registry says, whether it is asked, and what it proposes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.core.cache import cache

from sillage.customers.company_registry.errors import NotInRegistry, RegistryOff
from sillage.customers.company_registry.models import RegistryProposal, RegistryRun, RegistrySetting
from sillage.customers.company_registry.ports import OFFER, CompanyRegistry
from sillage.customers.company_registry.rules import values_of
from sillage.customers.company_registry.types import CompanyMatch
from sillage.customers.organisations.queries import titles
from sillage.kernel import clock
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import registry

_LOOKED_UP = 24 * 3600
_SHOWN = 200


def provider() -> CompanyRegistry | None:
    """The register this installation may ask, or None."""
    offered = registry.offer(OFFER)
    found: CompanyRegistry | None = offered() if offered else None
    return found


def is_enabled() -> bool:
    """True when the entered workspace asks the register."""
    return RegistrySetting.objects.filter(enabled=True).exists()


def enabled_provider() -> CompanyRegistry:
    """The register, for a workspace that asks it. Raises `RegistryOff`."""
    found = provider()
    if found is None or not is_enabled():
        raise RegistryOff
    return found


def status(actor: Actor) -> dict[str, Any]:
    """Whether the register is there and asked, its last comparison, and how many changes wait."""
    found = provider()
    run = RegistryRun.objects.order_by("-started_at").first()
    return {
        "available": found is not None,
        "enabled": is_enabled(),
        "source": found.source if found else None,
        "waiting": len(_visible(actor, list(RegistryProposal.objects.filter(status="open")[: _SHOWN * 5]))),
        "last_run": None
        if run is None
        else {
            "state": run.state,
            "started_at": run.started_at,
            "finished_at": run.finished_at,
            "checked": run.checked,
            "missing": run.missing,
            "proposed": run.proposed,
        },
    }


def search(query: str) -> Callable[[], dict[str, Any]]:
    """A search to run after the transaction: it goes outside. Raises `RegistryOff`.

    What is run may raise `RegistryUnreachable` or `RegistryBusy`.
    """
    source = enabled_provider()
    text = " ".join(query.split())

    def ask() -> dict[str, Any]:
        matches = source.search(text) if len(text) >= 3 else []
        now = clock.now()
        for match in matches:
            _keep(source.source, match, now)
        return {"items": [_shown(match) for match in matches], "source": source.source, "fetched_at": now}

    return ask


def _shown(match: CompanyMatch) -> dict[str, Any]:
    return {"siren": match.siren, "name": match.name, "closed": match.closed, "values": values_of(match)}


def _keep(source: str, match: CompanyMatch, fetched_at: datetime) -> None:
    value = {"source": source, "fetched_at": fetched_at, "values": values_of(match)}
    cache.set(_key(match.siren), orjson.dumps(value).decode(), _LOOKED_UP)


def _key(siren: str) -> str:
    return f"company_registry:{siren}"


def looked_up(siren: str) -> tuple[dict[str, Any], str, datetime]:
    """What the register said of a company a moment ago: values, source, when. Raises `NotInRegistry`."""
    kept = cache.get(_key(siren))
    if kept is None:
        raise NotInRegistry
    found = orjson.loads(kept)
    return found["values"], found["source"], datetime.fromisoformat(found["fetched_at"])


def proposals(actor: Actor, state: str) -> dict[str, Any]:
    """The changes proposed for organisations the actor may see, newest first, at most 200."""
    rows = list(RegistryProposal.objects.filter(status=state).order_by("-found_at", "id")[: _SHOWN * 5])
    names = titles(actor, {row.organisation_id for row in rows})
    items = [
        {
            "id": row.id,
            "organisation_id": row.organisation_id,
            "organisation_name": names[row.organisation_id],
            "field": row.field,
            "before": row.before or {},
            "after": row.after,
            "source": row.source,
            "status": row.status,
            "found_at": row.found_at,
        }
        for row in rows
        if row.organisation_id in names
    ]
    return {"items": items[:_SHOWN], "truncated": len(items) > _SHOWN}


def _visible(actor: Actor, rows: Sequence[RegistryProposal]) -> list[RegistryProposal]:
    names = titles(actor, {row.organisation_id for row in rows})
    return [row for row in rows if row.organisation_id in names]


def enabled_run(run_id: UUID) -> RegistryRun | None:
    """A comparison still going on in a workspace that asks the register, under its lock."""
    run = RegistryRun.objects.select_for_update().filter(id=run_id, state="running").first()
    return run if run is not None and is_enabled() else None
