"""Choosing currencies and entering rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.errors import FieldProblem, InvalidFields, NotFound
from sillage.kernel.events import record
from sillage.kernel.permissions import Actor, require
from sillage.kernel.text import Text
from sillage.kernel.values import WrongValue, clean, missing
from sillage.sales.currencies.events import CurrenciesChanged, ExchangeRateRemoved, ExchangeRatesEntered
from sillage.sales.currencies.models import ExchangeRate, WorkspaceCurrency
from sillage.sales.currencies.queries import allowed_currencies, own_currency
from sillage.sales.currencies.rules import CLEANERS, MOST_RATES, NOT_OFFERED, OWN_CURRENCY, currency_code

MANAGE = "currency.manage"
_TOO_MANY = Text(fr="Au plus 2 000 taux à la fois", en="At most 2,000 rates at once")
_TWICE = Text(fr="Cette devise a déjà un taux ce jour-là, plus haut", en="This currency has a rate that day, above")


def set_currencies(actor: Actor, codes: Sequence[str]) -> None:
    """Say which currencies deals may be in beside the workspace's own.

    Deals in one that leaves the list keep it. Raises `Forbidden` or `InvalidFields`.
    """
    require(actor, MANAGE)
    wanted: set[str] = set()
    problems = []
    for index, code in enumerate(codes):
        try:
            wanted.add(currency_code(code))
        except WrongValue as wrong:
            problems.append(FieldProblem(f"codes.{index}", wrong.code, wrong.message))
    if problems:
        raise InvalidFields(fields=problems)
    own, *present = allowed_currencies()
    added, removed = sorted(wanted - {own, *present}), sorted(set(present) - wanted)
    if not added and not removed:
        return
    WorkspaceCurrency.objects.filter(code__in=removed).delete()
    WorkspaceCurrency.objects.bulk_create([WorkspaceCurrency(id=new_id(), code=code) for code in added])
    event = CurrenciesChanged(added=tuple(added), removed=tuple(removed))
    record(actor, event, object="workspace", record_id=actor.workspace_id)


def enter_rates(actor: Actor, rates: Sequence[Mapping[str, Any]]) -> int:
    """Enter dated rates; one of the same currency and day is replaced. Returns how many there are.

    Each has `currency`, `valid_on` and `rate`: what one unit is worth in the workspace's currency.
    Raises `Forbidden` or `InvalidFields` naming `rates.<n>.<field>`, and then enters none.
    """
    require(actor, MANAGE)
    if len(rates) > MOST_RATES:
        raise InvalidFields.one("rates", "too_long", _TOO_MANY)
    own, *others = allowed_currencies()
    rows = [_cleaned(index, entry, own, others) for index, entry in enumerate(rates)]
    _refuse_twice(rows)
    now = clock.now()
    made = [ExchangeRate(id=new_id(), base=own, created_at=now, **row) for row in rows]
    ExchangeRate.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["workspace_id", "base", "currency", "valid_on"],
        update_fields=["rate", "created_at"],
    )
    if made:
        event = ExchangeRatesEntered(currencies=tuple(sorted({row["currency"] for row in rows})), count=len(made))
        record(actor, event, object="workspace", record_id=actor.workspace_id)
    return len(made)


def remove_rate(actor: Actor, rate_id: UUID) -> None:
    """Remove one rate; the one before holds again. Raises `Forbidden` or `NotFound`."""
    require(actor, MANAGE)
    found = ExchangeRate.objects.filter(id=rate_id, base=own_currency()).first()
    if found is None:
        raise NotFound
    found.delete()
    event = ExchangeRateRemoved(currency=found.currency)
    record(actor, event, object="workspace", record_id=actor.workspace_id)


def _cleaned(index: int, entry: Mapping[str, Any], own: str, others: Sequence[str]) -> dict[str, Any]:
    path = f"rates.{index}."
    row = clean(entry, CLEANERS, path=path)
    if problems := missing(["currency", "valid_on", "rate"], row, path=path):
        raise InvalidFields(fields=problems)
    currency = row["currency"]
    if currency == own:
        raise InvalidFields.one(f"{path}currency", "own_currency", OWN_CURRENCY.format(currency=currency))
    if currency not in others:
        raise InvalidFields.one(f"{path}currency", "currency_not_offered", NOT_OFFERED.format(currency=currency))
    return row


def _refuse_twice(rows: Sequence[Mapping[str, Any]]) -> None:
    seen: set[tuple[Any, Any]] = set()
    for index, row in enumerate(rows):
        key = (row["currency"], row["valid_on"])
        if key in seen:
            raise InvalidFields.one(f"rates.{index}.valid_on", "rate_twice", _TWICE)
        seen.add(key)
