"""Asking the registry or not, filling records from it, and deciding on what it proposes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.customers.company_registry.errors import AlreadyDecided
from sillage.customers.company_registry.events import (
    ChangesProposed,
    ProposalDecided,
    RegistryCompared,
    RegistrySwitched,
)
from sillage.customers.company_registry.models import RegistryProposal, RegistryRun, RegistrySetting
from sillage.customers.company_registry.queries import enabled_provider, looked_up
from sillage.customers.company_registry.rules import changes_of, fingerprint
from sillage.customers.company_registry.types import CompanyMatch
from sillage.customers.organisations.actions import create_organisation, mark_from_register, take_from_register
from sillage.customers.organisations.queries import organisation_details
from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.errors import NotFound
from sillage.kernel.events import record
from sillage.kernel.permissions import Actor, require


def switch_registry(actor: Actor, enabled: bool) -> None:
    """Ask the register from now on, or no longer. Raises `Forbidden`."""
    require(actor, "workspace.manage")
    values = {"enabled": enabled, "changed_at": clock.now(), "changed_by": actor.member_id}
    RegistrySetting.objects.update_or_create(workspace_id=actor.workspace_id, defaults=values)
    record(actor, RegistrySwitched(enabled=enabled), object="workspace", record_id=actor.workspace_id)


def create_from_registry(actor: Actor, siren: str, values: Mapping[str, Any]) -> UUID:
    """Create an organisation from a form the register filled; values the person left as they were are marked.

    Raises `Forbidden`, `InvalidFields`, `RegistryOff` or `NotInRegistry`.
    """
    enabled_provider()
    said, source, fetched_at = looked_up(siren)
    organisation_id = create_organisation(actor, values)
    mark_from_register(actor, organisation_id, said, source=source, fetched_at=fetched_at)
    return organisation_id


def fill_from_registry(
    actor: Actor, organisation_id: UUID, siren: str, fields: Sequence[str], expected_version: int | None = None
) -> None:
    """Take the chosen fields from what the register said, and mark them.

    Raises `NotFound`, `Forbidden`, `StaleVersion`, `InvalidFields`, `RegistryOff` or `NotInRegistry`.
    """
    enabled_provider()
    said, source, fetched_at = looked_up(siren)
    values = {name: said[name] for name in fields if name in said}
    take_from_register(
        actor, organisation_id, values, source=source, fetched_at=fetched_at, expected_version=expected_version
    )


def accept_proposal(actor: Actor, proposal_id: UUID) -> UUID:
    """Write what the register proposes on the record, marked; gives the organisation.

    Raises `NotFound`, `Forbidden` or `AlreadyDecided`.
    """
    proposal = _open(actor, proposal_id)
    take_from_register(
        actor, proposal.organisation_id, proposal.after, source=proposal.source, fetched_at=proposal.found_at
    )
    _decide(actor, proposal, "accepted")
    return proposal.organisation_id


def ignore_proposal(actor: Actor, proposal_id: UUID) -> UUID:
    """Leave the record as it is; the same change is not proposed again. Gives the organisation.

    Raises `NotFound` or `AlreadyDecided`.
    """
    proposal = _open(actor, proposal_id)
    _decide(actor, proposal, "ignored")
    return proposal.organisation_id


def start_comparison(actor: Actor) -> UUID | None:
    """Begin to compare every organisation with the register; None while a comparison is going on.

    Raises `Forbidden` or `RegistryOff`.
    """
    require(actor, "workspace.manage")
    enabled_provider()
    if RegistryRun.objects.filter(state="running").exists():
        return None
    run = RegistryRun.objects.create(id=new_id(), started_at=clock.now())
    record(actor, RegistryCompared(run_id=run.id), object="company_registry", record_id=run.id)
    return run.id


def propose_changes(actor: Actor, organisation: Mapping[str, Any], match: CompanyMatch, source: str) -> int:
    """Keep what the register says otherwise for a person to decide; gives how many changes are new.

    What was ignored or accepted before stays so; what no longer holds is put aside.
    """
    found = changes_of(organisation, match)
    rows = RegistryProposal.objects.filter(organisation_id=organisation["id"])
    known = {(row.field, row.fingerprint): row for row in rows}
    wanted = {(field, fingerprint(after)): after for field, after in found.items()}
    gone = [row.id for key, row in known.items() if row.status == "open" and key not in wanted]
    rows.filter(id__in=gone).update(status="outdated")
    fresh = 0
    for (field, print_), after in wanted.items():
        row = known.get((field, print_))
        before = {name: organisation.get(name) for name in after}
        if row is None:
            RegistryProposal.objects.create(
                id=new_id(), organisation_id=organisation["id"], field=field, before=before, after=after,
                fingerprint=print_, source=source, found_at=clock.now(),
            )  # fmt: skip
        elif row.status == "outdated":
            rows.filter(id=row.id).update(status="open", before=before, found_at=clock.now())
        else:
            continue
        fresh += 1
    if fresh:
        record(actor, ChangesProposed(count=fresh), object="organisation", record_id=organisation["id"])
    return fresh


def _open(actor: Actor, proposal_id: UUID) -> RegistryProposal:
    require(actor, "organisation.edit")
    proposal = RegistryProposal.objects.select_for_update().filter(id=proposal_id).first()
    if proposal is None:
        raise NotFound
    organisation_details(actor, proposal.organisation_id)
    if proposal.status != "open":
        raise AlreadyDecided
    return proposal


def _decide(actor: Actor, proposal: RegistryProposal, state: str) -> None:
    RegistryProposal.objects.filter(id=proposal.id).update(
        status=state, decided_at=clock.now(), decided_by=actor.member_id
    )
    event = ProposalDecided(proposal_id=proposal.id, accepted=state == "accepted")
    record(actor, event, object="organisation", record_id=proposal.organisation_id)
