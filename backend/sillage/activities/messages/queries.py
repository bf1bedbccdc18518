"""Reading messages. Who sees a record reads the messages on it, if his role reads messages at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sillage.activities.about.queries import chosen_records, readable_ids
from sillage.activities.messages.cleaning import without_remote_pictures
from sillage.activities.messages.models import Attachment, Message, MessageLink, Participant
from sillage.identity.users.queries import member_names
from sillage.kernel.errors import NotFound
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.checks import within
from sillage.kernel.registry import registry
from sillage.kernel.text import Text
from sillage.records.files.queries import files_by_id
from sillage.records.objects.queries import rows_of, visible_ids

_NO_SUBJECT = Text(fr="Sans objet", en="No subject")
_EXCERPT = 300


def current_message(actor: Actor, message_id: UUID) -> dict[str, Any]:
    """A message with its text, for somebody who may read it, the trash included. Raises `NotFound`."""
    row = message_for(actor, message_id)
    document = message_documents(actor, [message_id])[message_id]
    return document | {"text": row.text, "has_html": bool(row.html), "remote_images": row.remote_images}


def message_for(actor: Actor, message_id: UUID) -> Message:
    """A message the actor may read, the trash included. Raises `NotFound`."""
    row = Message.objects.filter(id=message_id).first()
    own = row is not None and row.owner_id == actor.member_id
    if row is None or not (own or readable_ids(actor, "message", MessageLink, [message_id])):
        raise NotFound
    return row


def html_of(message_id: UUID, *, remote_images: bool) -> str:
    """The cleaned HTML of a message of the entered workspace, with pictures from elsewhere only when asked.

    Raises `NotFound`.
    """
    found = Message.objects.filter(id=message_id, deleted_at__isnull=True).values_list("html", flat=True).first()
    if found is None:
        raise NotFound
    return found if remote_images else without_remote_pictures(found)


def message_documents(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """These messages without their whole text; whether somebody may read them is the caller's business."""
    rows = list(Message.objects.filter(id__in=set(ids)).defer("html"))
    wanted = [row.id for row in rows]
    people, attachments = _participants(actor, wanted), _attachments(actor, wanted)
    authors = member_names({row.owner_id for row in rows if row.owner_id})
    about = chosen_records(MessageLink, wanted)
    return {
        row.id: {
            "id": row.id,
            "version": row.version,
            "at": row.at,
            "subject": row.subject,
            "direction": row.direction,
            "excerpt": " ".join(row.text[: 4 * _EXCERPT].split())[:_EXCERPT],
            "participants": people[row.id],
            "attachments": attachments[row.id],
            "author_id": row.owner_id,
            "author_name": authors.get(row.owner_id) if row.owner_id else None,
            "about": about.get(row.id, []),
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        }
        for row in rows
    }


def _participants(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    rows = list(Participant.objects.filter(message_id__in=ids).order_by("message_id", "position"))
    seen = visible_ids(actor, "contact", {row.contact_id for row in rows if row.contact_id})
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        contact_id = row.contact_id if row.contact_id in seen else None
        found[row.message_id].append({"role": row.role, "email": row.email, "name": row.name, "contact_id": contact_id})
    return found


def _attachments(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    rows = list(Attachment.objects.filter(message_id__in=ids).order_by("message_id", "position"))
    files = files_by_id(actor, {row.file_id for row in rows if row.file_id})
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row.message_id].append(
            {
                "name": row.name,
                "media_type": row.media_type,
                "size": row.size,
                "kept": row.file_id is not None,
                "file": files.get(row.file_id) if row.file_id else None,
            }
        )
    return found


def file_ids_of(message_id: UUID) -> list[UUID]:
    """The files that came with a message."""
    rows = Attachment.objects.filter(message_id=message_id, file_id__isnull=False)
    return [each for each in rows.values_list("file_id", flat=True) if each]


def contacts_by_email(actor: Actor, emails: Iterable[str]) -> dict[str, UUID]:
    """The contact of each address among those the actor may see; the oldest when several share one."""
    wanted = {address for address in emails if address}
    entry = registry.objects().get("contact")
    if entry is None or not wanted:
        return {}
    contacts: Any = within(actor, "contact.see", rows_of(entry).filter(deleted_at__isnull=True))
    rows = contacts.filter(email__in=sorted(wanted))
    found: dict[str, UUID] = {}
    for address, contact_id in rows.order_by("created_at", "id").values_list("email", "id"):
        found.setdefault(address, contact_id)
    return found


def known_messages(key: str) -> list[UUID]:
    """The messages of that Message-ID outside the trash, the oldest first."""
    rows = Message.objects.filter(message_key=key, deleted_at__isnull=True)
    return list(rows.order_by("created_at", "id").values_list("id", flat=True))


def message_titles(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The subject of each message the actor may read, the trash included."""
    readable = readable_ids(actor, "message", MessageLink, ids)
    rows = Message.objects.filter(id__in=readable).values_list("id", "subject")
    return {message_id: subject or _NO_SUBJECT.in_language(actor.language) for message_id, subject in rows}


def about_of_messages(ids: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The records each message is about."""
    return chosen_records(MessageLink, ids)
