"""Keyset cursors: where a page ended, as an opaque token."""

from __future__ import annotations

import base64
import binascii
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

import orjson
from django.db.models import F, Model, Q, QuerySet

from sillage.kernel.errors import InvalidFields
from sillage.kernel.text import Text

_INVALID = Text(fr="Ce repère de page n’est pas valide", en="This page cursor is not valid")
COUNT_CAP = 10_000


def encode_cursor(*values: Any) -> str:
    """A token for the sort values of the last row of a page."""
    return base64.urlsafe_b64encode(orjson.dumps(values, default=str)).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: type) -> list[Any]:
    """The values of a token, each of the kind given (str, int, float, bool, Decimal, UUID, date, datetime) or None.

    Raises `InvalidFields` naming `cursor` when the token was not made for these kinds.
    """
    try:
        values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(kinds):
            raise ValueError("wrong number of values")
        return [_typed(value, kind) for value, kind in zip(values, kinds, strict=True)]
    except (ValueError, TypeError, InvalidOperation, binascii.Error) as error:
        raise InvalidFields.one("cursor", "invalid_cursor", _INVALID) from error


def _typed(value: Any, kind: type) -> Any:
    if value is None:
        return None
    if kind in (UUID, date, datetime):
        if not isinstance(value, str):
            raise ValueError("wrong kind")
        return _moment(value) if kind is datetime else UUID(value) if kind is UUID else date.fromisoformat(value)
    if kind is int and isinstance(value, int) and not isinstance(value, bool):
        if abs(value) >= 2**63:
            raise ValueError("out of range")
        return value
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if kind is bool and isinstance(value, bool):
        return value
    if kind is Decimal and isinstance(value, str):
        return _decimal(value)
    if kind is str and isinstance(value, str) and "\x00" not in value:
        return value
    raise ValueError("wrong kind")


def _decimal(value: str) -> Decimal:
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError("a finite number")
    return number


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment


def after(column: str, value: Any, row_id: UUID, *, descending: bool = False) -> Q:
    """The rows after (value, row_id) in the order `column`, `id`; nulls come last both ways."""
    step = "lt" if descending else "gt"
    if value is None:
        return Q(**{f"{column}__isnull": True, f"id__{step}": row_id})
    later = Q(**{f"{column}__{step}": value}) | Q(**{column: value, f"id__{step}": row_id})
    return later | Q(**{f"{column}__isnull": True})


def ordering(column: str, *, descending: bool = False) -> tuple[Any, str]:
    """The `order_by` arguments that `after` continues."""
    field = F(column)
    primary = field.desc(nulls_last=True) if descending else field.asc(nulls_last=True)
    return primary, "-id" if descending else "id"


def capped_count(rows: QuerySet[Model]) -> dict[str, Any]:
    """Count at most 10,000 rows: past that people read "10 000+" and the database rests."""
    counted = rows.order_by().values("pk")[: COUNT_CAP + 1].count()
    return {"count": min(counted, COUNT_CAP), "capped": counted > COUNT_CAP}
