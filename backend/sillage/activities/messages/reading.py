"""Reading an e-mail file. Runs in the sandbox: no Django, nothing but what is given."""

from __future__ import annotations

import email
import hashlib
import json
import struct
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import IO, Any

from sillage.activities.messages.cleaning import MAX_HTML, harmless
from sillage.activities.messages.decoding import addresses, clean, decoded, header, moment
from sillage.kernel.sandbox.types import Refused

MAX_PARTS = 600
MAX_DEPTH = 30
MAX_ATTACHMENTS = 200
MAX_TEXT = 500_000
_MAX_INLINE = 1_000_000
_MAX_INLINE_ALL = 4_000_000
_TELLING = ("from", "to", "subject", "date", "message-id", "received", "return-path", "cc", "sender")


@dataclass(slots=True)
class _Found:
    """What the parts of a message hold."""

    folder: Path
    texts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    inline: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    inline_bytes: int = 0
    parts: int = 0

    def attach(self, name: str, media_type: str, content: bytes, content_id: str | None) -> None:
        """Keep a part as a file beside the answer."""
        place = len(self.attachments)
        if place >= MAX_ATTACHMENTS:
            raise Refused("too_many_attachments")
        (self.folder / f"part-{place}").write_bytes(content)
        self.attachments.append(
            {
                "name": name[:200] or f"document-{place + 1}",
                "media_type": media_type[:120],
                "size": len(content),
                "path": f"part-{place}",
                "content_id": content_id,
            }
        )
        if content_id and len(content) <= _MAX_INLINE and self.inline_bytes + len(content) <= _MAX_INLINE_ALL:
            self.inline[content_id] = (media_type, content)
            self.inline_bytes += len(content)


def read_eml(source: IO[bytes], folder: Path) -> dict[str, Any]:
    """An RFC 5322 message. Raises `Refused`: "not_a_message", "too_deep", "too_many_parts", "too_many_attachments"."""
    try:
        message = email.message_from_binary_file(source)
        _require_headers(message)
        found = _Found(folder)
        _walk(message, found, 0)
    except RecursionError:
        raise Refused("too_deep") from None
    people = {role: addresses(message, name) for role, name in _PEOPLE.items()}
    if not people["from"]:
        people["from"] = addresses(message, "sender")
    heads = {
        "message_id": _identifier(header(message, "message-id")),
        "in_reply_to": _identifier(header(message, "in-reply-to")),
        "subject": header(message, "subject", 500),
        "at": moment(message),
    }
    return _answer(heads, people, found)


_PEOPLE = {"from": "from", "to": "to", "cc": "cc", "bcc": "bcc", "reply_to": "reply-to"}


def _require_headers(message: Message) -> None:
    names = {name.lower() for name in message}
    if not names & set(_TELLING):
        raise Refused("not_a_message")


def _walk(part: Message, found: _Found, depth: int) -> None:
    found.parts += 1
    if found.parts > MAX_PARTS:
        raise Refused("too_many_parts")
    if depth > MAX_DEPTH:
        raise Refused("too_deep")
    kind = part.get_content_type()
    if kind == "message/rfc822" or (part.is_multipart() and kind.startswith("message/")):
        inner: Any = part.get_payload()
        first: Message = inner[0] if isinstance(inner, list) and inner else part
        name = _file_name(part) or f"{header(first, 'subject', 120) or 'message'}.eml"
        found.attach(name, "message/rfc822", bytes(first), None)
        return
    payload: Any = part.get_payload()
    if part.is_multipart() and isinstance(payload, list):
        for inner_part in payload:
            _walk(inner_part, found, depth + 1)
        return
    _leaf(part, kind, found)


def _leaf(part: Message, kind: str, found: _Found) -> None:
    content = part.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    name, disposition = _file_name(part), part.get_content_disposition()
    shown = kind in ("text/plain", "text/html") and disposition != "attachment" and not name
    if shown:
        charset = part.get_content_charset()
        text = decoded(content, charset)
        (found.texts if kind == "text/plain" else found.pages).append(text)
        return
    if not content and not name:
        return
    content_id = header(part, "content-id").strip("<>") or None
    found.attach(name or "", kind, content, content_id)


def _file_name(part: Message) -> str:
    try:
        raw = part.get_filename()
    except (ValueError, LookupError, TypeError, UnicodeError):
        raw = None
    if not raw:
        return ""
    return " ".join(readable_name(raw).split())


def readable_name(raw: str) -> str:
    """The name of an attachment, its encoded words read."""
    holder = Message()
    holder["subject"] = raw.replace("\n", " ").replace("\r", " ")
    return header(holder, "subject", 200)


def read_msg(source: IO[bytes], folder: Path) -> dict[str, Any]:
    """An Outlook message. Raises `Refused`: "not_a_message" or "too_many_attachments"."""
    from oxmsg import Message as Outlook

    try:
        message = Outlook.load(source)
        if not message.message_class.upper().startswith(("IPM.NOTE", "IPM.SCHEDULE", "REPORT")):
            raise Refused("not_a_message")
        return _outlook(message, folder)
    except (ValueError, KeyError, IndexError, OSError, struct.error, AttributeError, AssertionError, LookupError):
        raise Refused("not_a_message") from None


def _outlook(message: Any, folder: Path) -> dict[str, Any]:
    found = _Found(folder)
    if message.body:
        found.texts.append(clean(message.body))
    if message.html_body:
        found.pages.append(clean(message.html_body))
    for attachment in message.attachments:
        content = attachment.file_bytes
        if content is None:
            continue
        kind = attachment.mime_type or "application/octet-stream"
        found.attach(clean(attachment.file_name or ""), kind, content, _content_id(attachment))
    heads = Message()
    for name, value in message.message_headers.items():
        heads[name] = " ".join(str(value).split())
    people = {role: addresses(heads, name) for role, name in _PEOPLE.items()}
    if not people["from"] and message.sender:
        heads["sillage-from"] = clean(" ".join(message.sender.split()))
        people["from"] = addresses(heads, "sillage-from")
    if not people["to"]:
        people["to"] = [
            {"name": clean(each.name)[:200], "email": each.email_address.strip().lower()[:254]}
            for each in message.recipients
            if "@" in each.email_address
        ]
    sent = message.sent_date
    at = moment(heads) or (sent.isoformat() if sent else None)
    told = {
        "message_id": _identifier(header(heads, "message-id") or _text_property(message, 0x1035)),
        "in_reply_to": _identifier(header(heads, "in-reply-to")),
        "subject": clean(message.subject)[:500],
        "at": at,
    }
    return _answer(told, people, found)


def _content_id(attachment: Any) -> str | None:
    found = _text_property(attachment, 0x3712)
    return found.strip("<>") or None


def _text_property(holder: Any, number: int) -> str:
    try:
        return str(holder.properties.str_prop_value(number) or "")
    except (KeyError, ValueError, UnicodeError):
        return ""


def _identifier(value: str) -> str | None:
    """A Message-ID without its brackets."""
    bare = value.strip().split(" ")[0].strip("<>")
    return bare[:250] or None


def _answer(heads: dict[str, Any], people: dict[str, Any], found: _Found) -> dict[str, Any]:
    html, remote, used = "", False, set[str]()
    if found.pages:
        html, remote, used = harmless("\n<hr>\n".join(found.pages)[:MAX_HTML], found.inline)
    # A picture shown within the text is not one more file.
    kept = [each for each in found.attachments if each.pop("content_id") not in used or not used]
    text = "\n\n".join(text.strip("\n") for text in found.texts)[:MAX_TEXT]
    told = {**heads, "people": people, "text": text}
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return {**told, "html": html, "remote_images": remote, "attachments": kept, "digest": digest}
