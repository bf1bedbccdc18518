"""Where a deal goes: the stage it enters and its place between neighbours on the board."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from sillage.kernel.errors import InvalidFields
from sillage.kernel.http.listing import fetch
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.checks import covers
from sillage.kernel.text import Text
from sillage.sales.deals.rules import STEP, Step, between

_UNKNOWN_STAGE = Text(fr="Cette étape n’existe pas", en="This stage does not exist")
_UNKNOWN_PIPELINE = Text(fr="Ce pipeline n’existe pas", en="This pipeline does not exist")
_UNKNOWN_NEIGHBOUR = Text(fr="Ce deal n’est pas dans l’étape choisie", en="This deal is not in the chosen stage")
_BOTH_SIDES = Text(fr="Indiquez un seul voisin", en="Give one neighbour only")

# The key-share lock makes whoever removes the stage wait, and us see that it was removed.
_STEPS = (
    "SELECT s.id, s.pipeline_id, s.name, s.kind, s.probability, w.currency, s.required_fields FROM sales_stage s"
    " JOIN sales_pipeline p ON p.workspace_id = s.workspace_id AND p.id = s.pipeline_id AND p.deleted_at IS NULL"
    " JOIN identity_workspace w ON w.id = s.workspace_id"
    " WHERE s.deleted_at IS NULL"
)
_LOCK = " FOR KEY SHARE OF s"
_IN_STAGE = (
    "SELECT p.position FROM sales_deal p"
    " WHERE p.pipeline_id = %(pipeline)s AND p.stage_id = %(stage)s AND p.deleted_at IS NULL"
)
_OTHERS = _IN_STAGE + " AND p.id <> %(moved)s"
_FIRST = _OTHERS + " ORDER BY p.position, p.id LIMIT 1"
_NEIGHBOUR = (
    f"SELECT n.owner_id, n.team_id, n.position, ({_OTHERS} AND (p.position, p.id) {{step}} (n.position, n.id)"  # noqa: S608
    " ORDER BY p.position {way}, p.id {way} LIMIT 1) FROM sales_deal n"
    " WHERE n.id = %(neighbour)s AND n.stage_id = %(stage)s AND n.id <> %(moved)s AND n.deleted_at IS NULL"
)
_REBALANCE = """
UPDATE sales_deal d SET position = ranked.rank * %(step)s
FROM (
  SELECT p.id, row_number() OVER (ORDER BY p.position, p.id) AS rank FROM sales_deal p
  WHERE p.pipeline_id = %(pipeline)s AND p.stage_id = %(stage)s AND p.deleted_at IS NULL
) ranked
WHERE d.id = ranked.id
"""


def step_of(stage_id: UUID, field: str = "stage_id") -> Step:
    """The living stage of that id. Raises `InvalidFields` naming the field."""
    rows = fetch(f"{_STEPS} AND s.id = %s{_LOCK}", [stage_id])
    if not rows:
        raise InvalidFields.one(field, "unknown_stage", _UNKNOWN_STAGE)
    return _step(rows[0])


def steps_of(stage_ids: Sequence[UUID]) -> dict[UUID, Step]:
    """The living stages among these ids."""
    rows = fetch(f"{_STEPS} AND s.id = ANY(%s){_LOCK}", [list(stage_ids)])
    return {row[0]: _step(row) for row in rows}


def first_open_step(pipeline_id: UUID | None, field: str = "pipeline_id") -> Step:
    """The first open stage of a pipeline, of the first pipeline by default. Raises `InvalidFields`."""
    chosen = "" if pipeline_id is None else " AND s.pipeline_id = %s"
    order = " AND s.kind = 'open' ORDER BY p.position, p.id, s.position, s.id LIMIT 1"
    rows = fetch(f"{_STEPS}{chosen}{order}{_LOCK}", [] if pipeline_id is None else [pipeline_id])
    if not rows:
        raise InvalidFields.one(field, "unknown_pipeline", _UNKNOWN_PIPELINE)
    return _step(rows[0])


def top_of(step: Step, moved: UUID) -> float:
    """A place above every deal of the stage."""
    rows = fetch(_FIRST, {"pipeline": step.pipeline_id, "stage": step.id, "moved": moved})
    place = between(None, rows[0][0] if rows else None)
    assert place is not None, "there is always room above"
    return place


def place_beside(actor: Actor, step: Step, moved: UUID, before: UUID | None, after: UUID | None) -> float:
    """A place right before or right after a deal of the stage, on top when neither is given.

    Raises `InvalidFields` naming `before_id` or `after_id` when that deal is not there for the actor.
    """
    if before is None and after is None:
        return top_of(step, moved)
    if before is not None and after is not None:
        raise InvalidFields.one("after_id", "two_neighbours", _BOTH_SIDES)
    found = _find_place(actor, step, moved, before, after)
    if found is None:
        _rebalance(step)
        found = _find_place(actor, step, moved, before, after)
    assert found is not None, "neighbours are a whole step apart"
    return found


def _find_place(actor: Actor, step: Step, moved: UUID, before: UUID | None, after: UUID | None) -> float | None:
    signs = {"step": "<", "way": "DESC"} if before else {"step": ">", "way": "ASC"}
    values = {"pipeline": step.pipeline_id, "stage": step.id, "moved": moved, "neighbour": before or after}
    rows = fetch(_NEIGHBOUR.format(**signs), values)
    if not rows or not covers(actor, "deal.see", SimpleNamespace(owner_id=rows[0][0], team_id=rows[0][1])):
        name = "before_id" if before else "after_id"
        raise InvalidFields.one(name, "unknown_neighbour", _UNKNOWN_NEIGHBOUR)
    own, other = rows[0][2:]
    return between(other, own) if before else between(own, other)


def _step(row: Sequence[Any]) -> Step:
    # Django hands JSON over as text.
    required = orjson.loads(row[6]) if isinstance(row[6], str) else row[6]
    return Step(row[0], row[1], row[2], row[3], row[4], row[5], tuple(required))


def _rebalance(step: Step) -> None:
    """Space the deals of a stage evenly again; their order and versions stay."""
    with connection.cursor() as cursor:
        cursor.execute(_REBALANCE, {"pipeline": step.pipeline_id, "stage": step.id, "step": STEP})
