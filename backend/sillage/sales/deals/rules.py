"""What a deal's fields may hold, what a move does to it, and where it lands on the board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sillage.kernel.text import Text, normalise
from sillage.kernel.values import (
    Cleaner,
    WrongValue,
    amount_text,
    day,
    identifier,
    line,
    minor_units,
    one_of,
    optional,
    paragraph,
    whole,
)
from sillage.sales.currencies.rules import currency_code

# Kept in tables of their own.
APART = frozenset({"contacts", "lines"})
ROLES = ("decider", "buyer", "payer", "user", "influencer", "prescriber", "other")
# Room between neighbours on the board: it halves with each deal put between the same two.
STEP = 1024.0
_TIGHT = 1e-6

NOT_LOST = Text(fr="Un motif de perte ne va qu’à un deal perdu", en="A lost reason goes with a lost deal only")
NOT_CLOSED = Text(
    fr="Une date de clôture ne va qu’à un deal gagné ou perdu", en="A closing date goes with a won or lost deal only"
)
NOT_OPEN = Text(
    fr="Un deal gagné ou perdu a la probabilité de son étape", en="A won or lost deal has its stage’s probability"
)
FOLLOWS_LINES = Text(
    fr="Le montant de ce deal suit ses lignes : modifiez les lignes",
    en="This deal’s amount follows its lines: change the lines",
)
NEEDS_DATE = Text(fr="Un deal gagné ou perdu a une date de clôture", en="A won or lost deal has a closing date")


def moment(value: Any) -> datetime:
    """A moment with its time zone, also given as text."""
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError as error:
        raise WrongValue(
            "datetime_type", "Une date et une heure sont attendues", "A date and time are expected"
        ) from error
    if found.tzinfo is None:
        raise WrongValue("datetime_type", "Une date et une heure sont attendues", "A date and time are expected")
    return found


def involved(value: Any) -> list[dict[str, Any]]:
    """Contacts of a deal as `{"id", "role"}`, each once, in order; ids as text so that history can keep them."""
    if not isinstance(value, list):
        raise WrongValue("list_type", "Une liste est attendue", "A list is expected")
    if len(value) > 50:
        raise WrongValue("too_long", "Au plus 50 contacts", "At most 50 contacts")
    found: dict[str, dict[str, Any]] = {}
    for entry in value:
        if not isinstance(entry, Mapping):
            raise WrongValue("dict_type", "Un objet est attendu", "An object is expected")
        contact_id = str(identifier(entry.get("id")))
        found.setdefault(contact_id, {"id": contact_id, "role": optional(one_of(ROLES))(entry.get("role"))})
    return list(found.values())


def position(value: Any) -> float:
    """A place on the board: any finite number of a sane size."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12:
        raise WrongValue("float_type", "Un nombre est attendu", "A number is expected")
    return float(value)


CLEANERS: dict[str, Cleaner] = {
    "name": line(200),
    "organisation_id": optional(identifier),
    "contacts": involved,
    "pipeline_id": optional(identifier),
    "stage_id": optional(identifier),
    "amount": minor_units,
    "currency": currency_code,
    "probability": optional(whole(0, 100)),
    "position": position,
    "expected_close_on": optional(day),
    "opened_on": day,
    "closed_on": optional(day),
    "loss_reason_id": optional(identifier),
    "lost_reason": optional(line(200)),
    "competitor_id": optional(identifier),
    "competitor": optional(line(200)),
    "source": optional(line(120)),
    "reference": optional(line(120)),
    "description": optional(paragraph()),
    "stage_entered_at": moment,
    "owner_id": optional(identifier),
    "team_id": optional(identifier),
}
_COLUMNS = {"amount": "amount_minor"}


def columns_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Clean field values as the table keeps them, with what follows from them."""
    columns = {_COLUMNS.get(name, name): value for name, value in fields.items() if name not in APART}
    if "source" in columns:
        columns["source_key"] = None if columns["source"] is None else normalise(columns["source"])
    if "name" in columns:
        columns["sort_name"] = normalise(columns["name"])
    return columns


def shown(name: str, value: Any) -> Any:
    """A clean field value as history shows it: amounts as decimal text."""
    return amount_text(value) if name == "amount" else value


@dataclass(frozen=True, slots=True)
class Step:
    """What a rule needs to know of a stage."""

    id: UUID
    pipeline_id: UUID
    name: str
    kind: str
    probability: int
    currency: str
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a deal stands: open, or won or lost since a day; when lost with a reason, of the list or in words."""

    status: str
    closed_on: date | None
    lost_reason: str | None
    loss_reason_id: UUID | None = None


def outcome(
    kind: str,
    today: date,
    *,
    before: Outcome | None = None,
    closed_on: date | None = None,
    lost_reason: str | None = None,
    loss_reason_id: UUID | None = None,
) -> Outcome:
    """What entering a stage of this kind makes of a deal.

    A won or lost deal is closed on the day given, else on the day it was already closed with the same
    outcome, else today. Reopening forgets day and reason; only lost deals keep a reason.
    """
    if kind == "open":
        return Outcome("open", None, None)
    same = before is not None and before.status == kind
    closed = closed_on or (before.closed_on if before is not None and same else None) or today
    if kind != "lost":
        return Outcome(kind, closed, None)
    if before is not None and same and lost_reason is None and loss_reason_id is None:
        lost_reason, loss_reason_id = before.lost_reason, before.loss_reason_id
    return Outcome(kind, closed, lost_reason, loss_reason_id)


def between(above: float | None, below: float | None) -> float | None:
    """A place between two neighbours (None: no neighbour on that side); None when there is no room left."""
    if above is None:
        return 0.0 if below is None else below - STEP
    if below is None:
        return above + STEP
    middle = (above + below) / 2
    return middle if below - above > _TIGHT and above < middle < below else None
