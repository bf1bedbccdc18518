"""Header and body text of e-mails, whatever they claim about their encoding. Runs in the sandbox: no Django."""

from __future__ import annotations

import email.errors
import email.header
import email.utils
import re
from datetime import UTC
from email.message import Message
from inspect import signature
from typing import Any

from charset_normalizer import from_bytes

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What mailers call some encodings, and what they are.
_ALIASES = {"ks_c_5601-1987": "cp949", "x-unknown": "utf-8", "unicode-1-1-utf-7": "utf-7", "iso-8859-8-i": "iso-8859-8"}
_MAX_LINE = 998
# Newer interpreters refuse odd address lists unless told otherwise; older ones do not know the word.
_LENIENT: dict[str, Any] = {"strict": False} if "strict" in signature(email.utils.getaddresses).parameters else {}


def decoded(content: bytes, declared: str | None = None) -> str:
    """Bytes as text: as declared if that works, else UTF-8, else the most likely encoding."""
    for name in (_ALIASES.get((declared or "").lower(), declared), "utf-8"):
        if not name:
            continue
        try:
            return clean(content.decode(name))
        except (LookupError, UnicodeError, ValueError):
            continue
    best = from_bytes(content[:65_536]).best()
    return clean(content.decode(best.encoding if best else "cp1252", errors="replace"))


def clean(text: str) -> str:
    """Text that a database keeps and a person reads: no control characters, no lone surrogates."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).encode("utf-8", "replace").decode()


def header(message: Message, name: str, limit: int = _MAX_LINE) -> str:
    """A header on one line, its encoded words read; empty when there is none."""
    values = [value for key, value in message.raw_items() if key.lower() == name.lower()]
    return readable(values[0])[:limit] if values else ""


def readable(raw: str) -> str:
    """A raw header value as text."""
    text = raw.encode("utf-8", "surrogateescape")
    try:
        pieces = email.header.decode_header(decoded(text))
        read = "".join(decoded(part, charset) if isinstance(part, bytes) else clean(part) for part, charset in pieces)
    except (email.errors.HeaderParseError, ValueError, LookupError):
        read = decoded(text)
    return " ".join(read.split())


def addresses(message: Message, name: str) -> list[dict[str, str]]:
    """The people of an address header: name and address (lower case), at most 500."""
    values = [value for key, value in message.raw_items() if key.lower() == name.lower()]
    found = []
    plain = [decoded(value.encode("utf-8", "surrogateescape")).replace("\n", " ") for value in values]
    for shown, address in email.utils.getaddresses(plain, **_LENIENT)[:500]:
        address = address.strip().strip("<>'\"").lower()
        if address and "@" in address:
            found.append({"name": readable(shown)[:200], "email": address[:254]})
    return found


def moment(message: Message) -> str | None:
    """When the message was sent, by its own date, else by the first server that noted one; ISO, UTC."""
    candidates = [value for key, value in message.raw_items() if key.lower() == "date"]
    received = [value for key, value in message.raw_items() if key.lower() == "received"]
    candidates += [value.rpartition(";")[2] for value in reversed(received)]
    for candidate in candidates:
        try:
            found = email.utils.parsedate_to_datetime(candidate.strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        found = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        if 1971 <= found.year <= 2200:
            return found.isoformat()
    return None
