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
from sillage.sales.currencies.queries import allowed_currencies
from sillage.sales.currencies.rules import refused
from sillage.sales.deals import links
from sillage.sales.deals.models import Deal
from sillage.sales.deals.placing import first_open_step, steps_of, top_of
from sillage.sales.deals.requiring import refuse_unfilled
from sillage.sales.deals.rules import CLEANERS, NOT_CLOSED, NOT_LOST, STEP, Step, columns_of, outcome
from sillage.sales.lines.rules import total_minor
from sillage.sales.lines.writing import priced_lines

_UNKNOWN_STAGE = Text(fr="Cette étape n’existe pas", en="This stage does not exist")
_OTHER_PIPELINE = Text(
    fr="Cette étape n’appartient pas à ce pipeline", en="This stage does not belong to this pipeline"
)
_KEPT_WHEN_NULL = ("owner_id", "team_id")


def refuse_currencies(rows: Sequence[Mapping[str, Any]], *, many: bool = False) -> None:
    """Raises `InvalidFields` for a currency that is not one of the workspace's."""
    given = {row["currency"] for row in rows if row.get("currency")}
    allowed = allowed_currencies() if given else ()
    problems = [
        FieldProblem(f"{index}.currency" if many else "currency", "other_currency", wrong)
        for index, row in enumerate(rows)
        if row.get("currency") and (wrong := refused(row["currency"], allowed))
    ]
    if problems:
        raise InvalidFields(fields=problems)


def cleaned_rows(actor: Actor, values: Sequence[Mapping[str, Any]], *, many: bool) -> list[dict[str, Any]]:
    """The rows with every value clean, their owner settled and their stage chosen (`step`)."""
    rows = []
    for index, given in enumerate(values):
        path = f"{index}." if many else ""
        row = {name: value for name, value in given.items() if value is not None or name in _KEPT_WHEN_NULL}
        lines = row.pop("lines", None)
        row = clean(row, CLEANERS, path=path)
        if problems := missing(["name"], row, path=path):
            raise InvalidFields(fields=problems)
        rows.append(row if lines is None else row | {"lines": lines})
    settle_ownership(actor, rows, creating="deal.create", many=many)
    _choose_steps(rows, many=many)
    refuse_currencies(rows, many=many)
    links.check_loss_reasons(rows, many=many)
    for index, row in enumerate(rows):
        _price(actor, row, path=f"{index}." if many else "")
    return rows


def _price(actor: Actor, row: dict[str, Any], *, path: str) -> None:
    """Complete the lines of a row from their products; its amount is then their sum."""
    if "lines" not in row:
        return
    row["lines"] = priced_lines(actor, row["lines"], row.get("currency") or row["step"].currency, path=path)
    if row["lines"]:
        row["amount"] = total_minor(row["lines"], path=path)


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
        path = f"{index}." if many else ""
        columns = _columns(row, step, today, path=path, lenient=many)
        refuse_unfilled(step, row | columns | row.get("extras", {}), path=path)
        columns.setdefault("position", places[step.id])
        columns.setdefault("stage_entered_at", now)
        places[step.id] += STEP
        deals.append(Deal(id=new_id(), created_at=now, updated_at=now, **columns))
    return deals


def _columns(row: Mapping[str, Any], step: Step, today: date, *, path: str, lenient: bool) -> dict[str, Any]:
    closed_on, reasons = row.get("closed_on"), {name: row.get(name) for name in ("lost_reason", "loss_reason_id")}
    expected = row.get("expected_close_on")
    if step.kind == "open" and closed_on is not None:
        if not lenient:
            raise InvalidFields.one(f"{path}closed_on", "not_closed", NOT_CLOSED)
        # A file's closing date of an open deal is the one hoped for.
        expected = expected or closed_on
    if step.kind != "lost" and any(reasons.values()) and not lenient:
        named = "lost_reason" if reasons["lost_reason"] else "loss_reason_id"
        raise InvalidFields.one(f"{path}{named}", "not_lost", NOT_LOST)
    result = outcome(step.kind, today, closed_on=closed_on, **reasons)
    fields = {name: value for name, value in row.items() if name not in ("step", "extras")} | {
        "stage_id": step.id,
        "pipeline_id": step.pipeline_id,
        "currency": row.get("currency") or step.currency,
        "expected_close_on": expected,
        "probability": row.get("probability") if step.kind == "open" else None,
        "closed_on": result.closed_on,
        "lost_reason": result.lost_reason,
        "loss_reason_id": result.loss_reason_id,
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
