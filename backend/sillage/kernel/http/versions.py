"""The version a caller has seen, from the body or from `If-Match`."""

from __future__ import annotations

import re

from django.http import HttpRequest

from sillage.kernel.errors import InvalidFields
from sillage.kernel.text import Text

_TAG = re.compile(r'(?:W/)?"?([1-9][0-9]{0,8})"?')
_INVALID = Text(
    fr='If-Match attend la version de la fiche, par exemple "3"',
    en='If-Match expects the version of the record, for example "3"',
)


def expected_version(request: HttpRequest, given: int | None = None) -> int | None:
    """The version in the body, else in `If-Match`; None when the caller names none or `*`.

    Raises `InvalidFields` for a header that is no version.
    """
    header = request.headers.get("If-Match")
    if given is not None or header is None or header.strip() == "*":
        return given
    match = _TAG.fullmatch(header.strip())
    if match is None:
        raise InvalidFields.one("If-Match", "invalid_version", _INVALID)
    return int(match[1])
