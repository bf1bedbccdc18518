"""Cursors: what was encoded comes back, and anything else is a refused field, never a failure."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sillage.kernel.errors import InvalidFields
from sillage.kernel.http.cursor import decode_cursor, encode_cursor

KINDS = (str, int, float, UUID, date, datetime)
moments = st.datetimes(timezones=st.just(UTC))
texts = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=80)


@given(texts, st.integers(-(2**63) + 1, 2**63 - 1), st.uuids(), moments, st.dates())
def test_what_was_encoded_comes_back(text: str, number: int, row_id: UUID, moment: datetime, day: date) -> None:
    token = encode_cursor(text, number, row_id, moment.isoformat(), day.isoformat(), None)

    assert decode_cursor(token, str, int, UUID, datetime, date, str) == [text, number, row_id, moment, day, None]


@given(st.text(max_size=200), st.lists(st.sampled_from(KINDS), min_size=1, max_size=4))
@example("\ud800", [str])
@example("é" * 8, [str])
@example("bnVsbA", [str])
@example("WzFlOTk5XQ", [float])
@example("W251bGwsMV0", [datetime, int])
@example("WyIyMDI2LTAxLTAxIl0", [datetime])
@example("WzEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MF0", [int])
@example("WyJcdTAwMDAiXQ", [str])
@example("WyJcdWQ4MDAiXQ", [str])
def test_any_text_decodes_or_is_refused_by_name(token: str, kinds: list[type]) -> None:
    values: list[object] | None
    try:
        values = decode_cursor(token, *kinds)
    except InvalidFields as refused:
        paths = [field.path for field in refused.fields]
        values = None

    assert values is not None or paths == ["cursor"]
    for value, kind in zip(values or [], kinds, strict=values is not None):
        assert value is None or isinstance(value, kind)
        assert isinstance(value, int | float) or "\x00" not in str(value)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | texts, st.lists, max_leaves=6))
def test_any_json_decodes_or_is_refused_by_name(value: object) -> None:
    token = base64.urlsafe_b64encode(json.dumps([value]).encode()).decode().rstrip("=")
    for kind in KINDS:
        try:
            (found,) = decode_cursor(token, kind)
        except InvalidFields:
            continue
        assert found is None or isinstance(found, kind)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(InvalidFields):
        decode_cursor(encode_cursor("2026-01-01T00:00:00"), datetime)
