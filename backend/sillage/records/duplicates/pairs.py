"""Pairs of records that may be one: written by the detection, decided by people, carried along by merges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Q

from sillage.kernel.db import current_workspace_id, new_id
from sillage.records.duplicates.models import DuplicatePair
from sillage.records.duplicates.moving import Move
from sillage.records.duplicates.ports import Reference
from sillage.records.duplicates.scoring import Finding

Found = tuple[UUID, UUID, Finding]

# A pair that was decided keeps its decision, unless an identifying key matches that did not match then.
_WRITE = """
INSERT INTO records_duplicate_pair AS p (id, workspace_id, object, first_id, second_id, score, reasons, evidence,
  status, run_id, detected_at)
SELECT n.id, %(workspace)s, %(object)s, n.first_id, n.second_id, n.score, n.reasons, n.evidence, 'open', %(run)s,
  %(now)s
FROM jsonb_to_recordset(%(rows)s) AS n(id uuid, first_id uuid, second_id uuid, score smallint, reasons jsonb,
  evidence jsonb)
ON CONFLICT (workspace_id, object, first_id, second_id) DO UPDATE SET score = excluded.score,
  reasons = excluded.reasons, run_id = excluded.run_id, detected_at = excluded.detected_at,
  status = CASE WHEN p.status = 'dismissed' AND NOT p.evidence @> excluded.evidence THEN 'open' ELSE p.status END,
  evidence = CASE WHEN p.status = 'dismissed' AND p.evidence @> excluded.evidence THEN p.evidence
    ELSE excluded.evidence END
"""
_CARRY = """
INSERT INTO records_duplicate_pair (id, workspace_id, object, first_id, second_id, score, reasons, evidence, status,
  decided_by, decided_at, detected_at)
SELECT gen_random_uuid(), workspace_id, object, least(other, %(survivor)s), greatest(other, %(survivor)s), score,
  reasons, evidence, status, decided_by, decided_at, detected_at
FROM (SELECT p.*, CASE WHEN p.first_id = %(loser)s THEN p.second_id ELSE p.first_id END AS other
  FROM records_duplicate_pair p WHERE (p.first_id = %(loser)s OR p.second_id = %(loser)s)
  AND p.object = %(object)s AND p.status = 'dismissed') decided
WHERE other <> %(survivor)s
ON CONFLICT DO NOTHING RETURNING id
"""


def ordered(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The ids of a pair as it is stored."""
    return (one, other) if one < other else (other, one)


def write_pairs(object: str, found: Iterable[Found], run_id: UUID | None, now: datetime) -> None:
    """Note pairs, or bring known ones up to date; decisions stay unless a new identifying key matches."""
    rows = [
        {
            "id": new_id(),
            "first_id": first,
            "second_id": second,
            "score": finding.score,
            "reasons": [{"kind": reason.kind, "weight": reason.weight} for reason in finding.reasons],
            "evidence": list(finding.evidence),
        }
        for first, second, finding in found
    ]
    if rows:
        values: dict[str, Any] = {"workspace": current_workspace_id(), "object": object, "run": run_id, "now": now}
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, values | {"rows": orjson.dumps(rows).decode()})


def forget_unseen(object: str, run_id: UUID) -> None:
    """Forget undecided pairs that a whole run did not find again."""
    DuplicatePair.objects.filter(object=object, status__in=["open", "later"]).exclude(run_id=run_id).delete()


def forget_undecided(ids: Sequence[UUID]) -> None:
    """Forget undecided pairs of records that do not live any more."""
    rows = DuplicatePair.objects.filter(Q(first_id__in=ids) | Q(second_id__in=ids))
    rows.filter(status__in=["open", "later"]).delete()


def carry_decisions(move: Move) -> None:
    """Put the loser's pairs aside; what was decided about it holds for the survivor."""
    reference = Reference("records_duplicate_pair", "first_id")
    values: dict[str, Any] = {"survivor": move.survivor_id, "loser": move.loser_id, "object": move.object}
    statement, positional = _positional(_CARRY, values)
    move.kept(reference, "added", statement, positional)
    statement, positional = _positional(
        "DELETE FROM records_duplicate_pair WHERE (first_id = %(loser)s OR second_id = %(loser)s) RETURNING *", values
    )
    move.kept(reference, "dropped", statement, positional)


def _positional(statement: str, values: dict[str, Any]) -> tuple[str, list[Any]]:
    """Named places as positional ones, which `Move.kept` continues."""
    order: list[Any] = []

    class Places(dict[str, str]):
        def __missing__(self, name: str) -> str:
            order.append(values[name])
            return "%s"

    return statement % Places(), order
