"""Who entered a stage and how far they got, from the stays of deals in stages.

A deal counts once per stage, at its first entry in the period. It advanced when it entered a later open
stage, or a won one, afterwards; skipping a stage is advancing too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sillage.kernel.http.listing import Condition

# One row per first entry, with how far the deal got from then on (`best`) and whether it was lost next.
_ENTRIES = """
SELECT * FROM (
  SELECT v.deal_id, v.stage_id, v.entered_at, v.left_at, s.position,
    row_number() OVER (PARTITION BY v.deal_id, v.stage_id ORDER BY v.entered_at, v.id) AS nth,
    max(CASE WHEN s.kind <> 'lost' THEN s.position END) OVER later AS best,
    lead(s.kind) OVER (PARTITION BY v.deal_id ORDER BY v.entered_at, v.id) AS next_kind
  FROM sales_stage_visit v
  JOIN sales_stage s ON s.workspace_id = v.workspace_id AND s.id = v.stage_id
  WHERE v.pipeline_id = %s AND v.entered_at >= %s
  WINDOW later AS (PARTITION BY v.deal_id ORDER BY v.entered_at, v.id
    ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
) e WHERE e.nth = 1 AND e.entered_at < %s
"""
_STAYS = """
SELECT v.stage_id, extract(epoch FROM v.left_at - v.entered_at) / 86400 AS days
FROM sales_stage_visit v JOIN ({deals}) d ON d.id = v.deal_id
WHERE v.pipeline_id = %s AND v.entered_at >= %s AND v.entered_at < %s AND v.left_at IS NOT NULL
"""


def cohort_statement(
    pipeline_id: UUID, reach: Sequence[Condition], begin: datetime, end: datetime
) -> tuple[str, list[Any]]:
    """Per stage: how many deals entered, advanced, were lost right after, and how many of them were won."""
    deals, values = _deals(pipeline_id, reach)
    statement = (
        "SELECT e.stage_id, count(*), count(*) FILTER (WHERE e.best > e.position),"  # noqa: S608
        " count(*) FILTER (WHERE e.next_kind = 'lost'),"
        " count(*) FILTER (WHERE e.best >= (SELECT min(w.position) FROM sales_stage w WHERE w.pipeline_id = %s"
        " AND w.kind = 'won' AND w.deleted_at IS NULL))"
        f" FROM ({_ENTRIES}) e JOIN ({deals}) d ON d.id = e.deal_id GROUP BY e.stage_id"
    )
    return statement, [pipeline_id, pipeline_id, begin, end, *values]


def stay_statement(
    pipeline_id: UUID, reach: Sequence[Condition], begin: datetime, end: datetime
) -> tuple[str, list[Any]]:
    """Per stage: how many stays begun in the period have ended, their median and 90th percentile in days."""
    deals, values = _deals(pipeline_id, reach)
    statement = (
        "SELECT x.stage_id, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY x.days),"  # noqa: S608
        f" percentile_cont(0.9) WITHIN GROUP (ORDER BY x.days) FROM ({_STAYS.format(deals=deals)}) x"
        " GROUP BY x.stage_id"
    )
    return statement, [*values, pipeline_id, begin, end]


def entered_condition(
    pipeline_id: UUID, stage_id: UUID, begin: datetime, end: datetime, *, advanced: bool
) -> Condition:
    """Deals that entered the stage in the period, or those of them that advanced."""
    more = " AND e.best > e.position" if advanced else ""
    sql = f"r.id IN (SELECT e.deal_id FROM ({_ENTRIES}) e WHERE e.stage_id = %s{more})"  # noqa: S608
    return Condition(sql, (pipeline_id, begin, end, stage_id))


def _deals(pipeline_id: UUID, reach: Sequence[Condition]) -> tuple[str, list[Any]]:
    """The ids of the deals in reach; those that left the pipeline since keep their stays in it."""
    parts = [f"SELECT r.id FROM sales_deal r WHERE r.deleted_at IS NULL AND {part.sql}" for part in reach]  # noqa: S608
    nothing = "SELECT r.id FROM sales_deal r WHERE false"
    return " UNION ALL ".join(parts or [nothing]), [value for part in reach for value in part.values]
