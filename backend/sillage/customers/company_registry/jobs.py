"""Comparing organisations with the registry once a month, some at a time, politely."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from sillage.customers.company_registry.actions import propose_changes, start_comparison
from sillage.customers.company_registry.errors import RegistryBusy, RegistryUnreachable
from sillage.customers.company_registry.models import RegistryRun
from sillage.customers.company_registry.ports import CompanyRegistry
from sillage.customers.company_registry.queries import enabled_run, is_enabled, provider
from sillage.customers.company_registry.types import CompanyMatch
from sillage.customers.organisations.queries import organisations_in_registers
from sillage.identity.workspaces.queries import workspace_ids
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.jobs import enqueue, job, periodic
from sillage.kernel.permissions.actor import system_actor

log = structlog.get_logger(__name__)
_BATCH = 25
# The public register allows seven questions a second to one address.
PAUSE_SECONDS = 0.25
_PATIENCE = 6
_RETRY = timedelta(minutes=10)


@periodic("compare_with_registry_monthly", cron="23 4 1 * *", queue="bulk")
def compare_monthly() -> None:
    """On the first of each month begin a comparison in every workspace that asks the register."""
    if provider() is None:
        return
    for workspace_id in workspace_ids():
        with workspace_transaction(workspace_id):
            if is_enabled() and (run_id := start_comparison(system_actor(workspace_id))):
                enqueue_comparison(workspace_id, run_id)


def enqueue_comparison(workspace_id: UUID, run_id: UUID) -> None:
    """Queue the next step of a comparison."""
    enqueue(compare_some, workspace_id=workspace_id, run_id=run_id, lock=f"company_registry:{workspace_id}")


@job("compare_with_registry", queue="bulk")
def compare_some(workspace_id: str, run_id: str, tries: int = 0) -> None:
    """Compare the next organisations; the questions are asked between two transactions."""
    workspace, source = UUID(workspace_id), provider()
    with workspace_transaction(workspace):
        run = enabled_run(UUID(run_id))
        if run is None or source is None:
            RegistryRun.objects.filter(id=run_id, state="running").update(state="stopped", finished_at=clock.now())
            return
        organisations = organisations_in_registers(run.reached, _BATCH)
    answers, failed = _ask(source, organisations)
    with workspace_transaction(workspace):
        run = enabled_run(UUID(run_id))
        if run is not None:
            _write(run, source.source, organisations, answers)
            _go_on(run, workspace, tries, more=failed or len(organisations) == _BATCH, failed=failed)


def _ask(source: CompanyRegistry, organisations: list[dict[str, Any]]) -> tuple[list[CompanyMatch | None], bool]:
    """What the register says of each, in order; cut short, and True, when it does not answer."""
    answers: list[CompanyMatch | None] = []
    for organisation in organisations:
        try:
            answers.append(source.fetch(organisation["siren"]))
        except (RegistryUnreachable, RegistryBusy) as error:
            log.warning("company_registry_pause", code=error.code)
            return answers, True
        time.sleep(PAUSE_SECONDS)
    return answers, False


def _write(
    run: RegistryRun, source: str, organisations: list[dict[str, Any]], answers: list[CompanyMatch | None]
) -> None:
    house = system_actor(run.workspace_id)
    for organisation, match in zip(organisations, answers, strict=False):
        run.checked += 1
        run.reached = organisation["id"]
        if match is None:
            run.missing += 1
        else:
            run.proposed += propose_changes(house, organisation, match, source)


def _go_on(run: RegistryRun, workspace_id: UUID, tries: int, *, more: bool, failed: bool) -> None:
    tries = tries + 1 if failed else 0
    if tries >= _PATIENCE:
        run.state = "stopped"
    elif not more:
        run.state = "done"
    if run.state != "running":
        run.finished_at = clock.now()
    run.save()
    if run.state == "running":
        later = clock.now() + _RETRY if failed else None
        lock = f"company_registry:{workspace_id}"
        enqueue(compare_some, workspace_id=workspace_id, run_id=run.id, tries=tries, lock=lock, run_at=later)
