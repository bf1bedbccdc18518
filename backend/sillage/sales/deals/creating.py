"""New deals: from the values given to rows ready to be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sillage.identity.users.queries import settle_ownership
from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text
from sillage.kernel.values import clean, missing
from sillage.sales.deals.models import Deal
from sillage.sales.deals.placing import first_open_step, steps_of, top_of
from sillage.sales.deals.rules import CLEANERS, NOT_CLOSED, NOT_LOST, STEP, Step, columns_of, outcome

_UNKNOWN_STAGE = Text(fr="Cette étape n’existe pas", en="This stage does not exist")
_OTHER_PIPELINE = Text(
    fr="Cette étape n’appartient pas à ce pipeline", en="This stage does not belong to this pipeline"
)
_CURRENCY = Text(fr="Les deals de cet espace sont en {currency}", en="The deals of this workspace are in {currency}")
_KEPT_WHEN_NULL = ("owner_id", "team_id")


def wrong_currency(currency: str, path: str = "") -> InvalidFields:
    """The refusal of an amount in another currency than the workspace's, whose totals would be wrong."""
    return InvalidFields.one(f"{path}currency", "other_currency", _CURRENCY.format(currency=currency))


def cleaned_rows(actor: Actor, values: Sequence[Mapping[str, Any]], *, many: bool) -> list[dict[str, Any]]:
    """The rows with every value clean, their owner settled and their stage chosen (`step`)."""
    rows = []
    for index, given in enumerate(values):
        path = f"{index}." if many else ""
        row = {name: value for name, value in given.items() if value is not None or name in _KEPT_WHEN_NULL}
        row = clean(row, CLEANERS, path=path)
        if problems := missing(["name"], row, path=path):
            raise InvalidFields(fields=problems)
        rows.append(row)
    settle_ownership(actor, rows, creating="deal.create", many=many)
    _choose_steps(rows, many=many)
    return rows


def built(actor: Actor, rows: Sequence[dict[str, Any]], today: date, *, many: bool) -> list[Deal]:
    """The deals of clean rows, not yet written, on top of their stages in the order given."""
    now = clock.now()
    counts: dict[UUID, int] = {}
    for row in rows:
        counts[row["step"].id] = counts.get(row["step"].id, 0) + 1
    tops = {row["step"].id: row["step"] for row in rows}
    places = {step_id: top_of(step, step_id) - STEP * (counts[step_id] - 1) for step_id, step in tops.items()}
    deals = []
    for index, row in enumerate(rows):
        step: Step = row["step"]
        columns = _columns(row, step, today, path=f"{index}." if many else "", lenient=many)
        columns.setdefault("position", places[step.id])
        columns.setdefault("stage_entered_at", now)
        places[step.id] += STEP
        deals.append(Deal(id=new_id(), created_at=now, updated_at=now, **columns))
    return deals


def _columns(row: Mapping[str, Any], step: Step, today: date, *, path: str, lenient: bool) -> dict[str, Any]:
    closed_on, lost_reason = row.get("closed_on"), row.get("lost_reason")
    expected = row.get("expected_close_on")
    if step.kind == "open" and closed_on is not None:
        if not lenient:
            raise InvalidFields.one(f"{path}closed_on", "not_closed", NOT_CLOSED)
        # A file's closing date of an open deal is the one hoped for.
        expected = expected or closed_on
    if step.kind != "lost" and lost_reason is not None and not lenient:
        raise InvalidFields.one(f"{path}lost_reason", "not_lost", NOT_LOST)
    if row.get("currency", step.currency) != step.currency:
        raise wrong_currency(step.currency, path)
    result = outcome(step.kind, today, closed_on=closed_on, lost_reason=lost_reason)
    fields = {name: value for name, value in row.items() if name not in ("step", "contacts")} | {
        "stage_id": step.id,
        "pipeline_id": step.pipeline_id,
        "currency": step.currency,
        "expected_close_on": expected,
        "probability": row.get("probability") if step.kind == "open" else None,
        "closed_on": result.closed_on,
        "lost_reason": result.lost_reason,
        "opened_on": row.get("opened_on") or min(today, result.closed_on or today),
    }
    return columns_of(fields) | {"status": result.status}


def _choose_steps(rows: Sequence[dict[str, Any]], *, many: bool) -> None:
    """Set `step` of each row from its stage, else from its pipeline, else from the first pipeline."""
    known = steps_of(sorted({row["stage_id"] for row in rows if row.get("stage_id")}))
    starts: dict[UUID | None, Step] = {}
    problems: list[FieldProblem] = []
    for index, row in enumerate(rows):
        path = f"{index}." if many else ""
        stage_id, pipeline_id = row.get("stage_id"), row.get("pipeline_id")
        if stage_id is None:
            if pipeline_id not in starts:
                starts[pipeline_id] = first_open_step(pipeline_id, f"{path}pipeline_id")
            row["step"] = starts[pipeline_id]
        elif stage_id not in known:
            problems.append(FieldProblem(f"{path}stage_id", "unknown_stage", _UNKNOWN_STAGE))
        elif pipeline_id not in (None, known[stage_id].pipeline_id):
            problems.append(FieldProblem(f"{path}stage_id", "other_pipeline", _OTHER_PIPELINE))
        else:
            row["step"] = known[stage_id]
    if problems:
        raise InvalidFields(fields=problems)
