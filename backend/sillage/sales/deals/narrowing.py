"""The quick filters of a board, as conditions over `r`.

They look at columns that the index of the board holds, so that totals stay index-only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sillage.kernel import clock
from sillage.kernel.http.listing import Condition, branches, owner_filter
from sillage.kernel.permissions import Actor, Scope
from sillage.kernel.text import normalise

_SCOPES = {"me": Scope.OWN, "team": Scope.TEAM, "all": Scope.ALL}
OPEN = "r.closed_on IS NULL"


def today(actor: Actor) -> date:
    """The actor's calendar day."""
    return clock.now().astimezone(ZoneInfo(actor.time_zone)).date()


def reach_of(actor: Actor, owner: str) -> list[Condition]:
    """What the actor sees of deals: all, those of his teams (`team`), his own (`me`), one member's or nobody's.

    Raises `Forbidden`, or `InvalidFields` naming `owner`.
    """
    if owner in _SCOPES:
        return branches(actor, "deal.see", at_most=_SCOPES[owner])
    return branches(actor, "deal.see", owner=owner_filter(actor, owner))


@dataclass(frozen=True, slots=True)
class Quick:
    """What a board is narrowed to; several together narrow further, none shows everything.

    `late`: open, expected to close before today. `rotting`: open, without interaction for longer than its
    stage allows. `no_next_step`: open, nothing planned. `closing_this_month`: open, expected to close in
    the calendar month. `text`: words of the name.
    """

    text: str | None = None
    late: bool = False
    rotting: bool = False
    no_next_step: bool = False
    closing_this_month: bool = False

    def conditions(self, actor: Actor, *, rotting_days: Sequence[int | None] | None = None) -> list[Condition]:
        """The filter as SQL. The stage's threshold comes from `s`, or is given where no stage is joined."""
        found = [
            Condition("position(%s IN r.sort_name) > 0", (word,)) for word in normalise(self.text or "").split()[:8]
        ]
        day = today(actor)
        if self.late:
            found.append(Condition(f"{OPEN} AND r.expected_close_on < %s", (day,)))
        if self.no_next_step:
            found.append(Condition(f"{OPEN} AND r.next_activity_at IS NULL"))
        if self.closing_this_month:
            first = day.replace(day=1)
            following = (first + timedelta(days=32)).replace(day=1)
            within = f"{OPEN} AND r.expected_close_on >= %s AND r.expected_close_on < %s"
            found.append(Condition(within, (first, following)))
        if self.rotting:
            found.append(rotten(rotting_days))
        return found


def rotten(rotting_days: Sequence[int | None] | None = None) -> Condition:
    """Open deals without interaction for longer than their stage allows; a stage without limit has none."""
    now = clock.now()
    if rotting_days is None:
        cut, values = "%s - s.rotting_days * interval '1 day'", (now,)
    elif rotting_days[0] is None:
        return Condition("false")
    else:
        cut, values = "%s", (now - timedelta(days=rotting_days[0]),)
    quiet = f"(r.last_interaction_at IS NULL OR r.last_interaction_at < {cut})"
    return Condition(f"{OPEN} AND r.stage_entered_at < {cut} AND {quiet}", values * 2)


def is_rotting(
    *, status: str, rotting_days: int | None, entered_at: datetime, last_interaction_at: datetime | None
) -> bool:
    """Whether a deal is marked as rotting now."""
    if status != "open" or rotting_days is None:
        return False
    quiet_since = max(entered_at, last_interaction_at or entered_at)
    return quiet_since < clock.now() - timedelta(days=rotting_days)


def all_of(conditions: Sequence[Condition]) -> tuple[str, list[Any]]:
    """The conditions as ` AND …` with their values; nothing for none."""
    sql = "".join(f" AND {part.sql}" for part in conditions)
    return sql, [value for part in conditions for value in part.values]
