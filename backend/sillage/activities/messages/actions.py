"""Adding e-mails to records, taking them away and bringing them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File as Content
from django.db import connection

from sillage.activities.about.actions import Activity, refresh_links
from sillage.activities.about.queries import Links, chosen_of, links_of, resolved
from sillage.activities.about.types import About, about_of, as_values
from sillage.activities.messages.errors import REFUSALS, AlreadyThere
from sillage.activities.messages.events import MessageCreated, MessageDeleted, MessageRestored, MessageUpdated
from sillage.activities.messages.models import Attachment, Message, MessageLink, Participant
from sillage.activities.messages.queries import (
    contacts_by_email,
    current_message,
    file_ids_of,
    known_messages,
)
from sillage.activities.messages.types import MAX_BYTES, MAX_PARTICIPANTS
from sillage.identity.members.queries import members_with_address
from sillage.kernel import clock, events
from sillage.kernel.db import new_id
from sillage.kernel.db.records import advance
from sillage.kernel.errors import Conflict, Forbidden, InvalidFields
from sillage.kernel.events import Operation
from sillage.kernel.permissions import Actor, require
from sillage.kernel.sandbox import Answer, Refused, SandboxFailed, apart
from sillage.kernel.text import Text
from sillage.records.files.actions import attach_contents, delete_file, restore_file
from sillage.records.files.queries import present_files
from sillage.records.objects.queries import record_for

MESSAGES: Activity[Message] = Activity("message", Message, MessageLink, current_message)
_READERS = {
    "eml": "sillage.activities.messages.reading:read_eml",
    "msg": "sillage.activities.messages.reading:read_msg",
}
_BY_UPLOAD = Text(fr="Un e-mail s’ajoute en déposant son fichier", en="An e-mail is added by dropping its file")


def add_message(actor: Actor, object: str, record_id: UUID, name: str, content: Content[bytes]) -> UUID:
    """Read an e-mail file and add it to a record the actor may edit, and to the contacts it is from or to.

    Its attachments become files of the record. Raises `Forbidden` without `message.create`, `NotFound`,
    `InvalidFields` naming `file` with the reason for one that cannot be read, `AlreadyThere` for one that is on
    the record already.
    """
    require(actor, "message.create")
    if actor.read_only:
        raise Forbidden
    record_for(actor, object, record_id, "edit")
    reader = _reader(name, content)
    try:
        with apart(reader, content) as answer:
            return _keep(actor, About(object, record_id), answer)
    except Refused as refusal:
        raise _wrong(refusal.sandbox_reason) from None
    except SandboxFailed as failure:
        raise _wrong(failure.reason) from None


def update_message(
    actor: Actor, message_id: UUID, values: Mapping[str, Any], expected_version: int | None = None
) -> None:
    """Change which records a message is on (`about`); what it says never changes.

    Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    message = MESSAGES.locked(actor, message_id, "edit", expected_version)
    before = links_of(MessageLink, message_id)
    after = resolved(actor, about_of(values["about"])) if "about" in values else before
    _relink(actor, message, before, after)


def delete_message(actor: Actor, message_id: UUID, expected_version: int | None = None) -> None:
    """Put a message in the trash with the files that came with it."""
    message = MESSAGES.locked(actor, message_id, "delete", expected_version)
    MESSAGES.trash(actor, message, MessageDeleted())
    for file_id in present_files(file_ids_of(message_id), deleted=False):
        delete_file(actor, file_id)


def restore_message(actor: Actor, message_id: UUID, expected_version: int | None = None) -> None:
    """Take a message out of the trash with the files that came with it."""
    message = MESSAGES.locked(actor, message_id, "delete", expected_version, deleted=True)
    MESSAGES.bring_back(actor, message, MessageRestored())
    for file_id in present_files(file_ids_of(message_id), deleted=True):
        restore_file(actor, file_id)


def refuse_create(actor: Actor, values: Mapping[str, Any]) -> UUID:
    """A message cannot be made from field values. Always raises `Conflict`."""
    raise Conflict(_BY_UPLOAD)


def _reader(name: str, content: Content[bytes]) -> str:
    size = int(content.size or 0)
    if size == 0:
        raise _wrong("empty")
    if size > MAX_BYTES:
        raise _wrong("too_large")
    reader = _READERS.get(name.rpartition(".")[2].lower())
    if reader is None:
        raise _wrong("not_a_message")
    return reader


def _wrong(reason: str) -> InvalidFields:
    return InvalidFields.one("file", f"message_{reason}", REFUSALS.get(reason, REFUSALS["crashed"]))


def _keep(actor: Actor, target: About, answer: Answer) -> UUID:
    told = answer.value
    key = told["message_id"] or f"sha256:{told['digest']}"
    with connection.cursor() as cursor:
        # Two people who drop the same message at once must not both find it missing.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{actor.workspace_id}:{key}"])
    known = known_messages(key)
    present = set(MessageLink.objects.filter(activity_id__in=known).values_list("record_id", flat=True))
    if target.id in present:
        raise AlreadyThere
    people = [(role, each["name"], each["email"]) for role, entries in told["people"].items() for each in entries][
        :MAX_PARTICIPANTS
    ]
    contacts = contacts_by_email(actor, {address for _, _, address in people})
    # A contact who has this message already, from elsewhere, does not get it twice.
    others = [About("contact", each) for each in dict.fromkeys(contacts.values()) if each not in {target.id, *present}]
    links = resolved(actor, [target, *others[:19]])
    message = _insert(actor, key, told, [address for role, _, address in people if role == "from"])
    MESSAGES.tie(actor, message.id, links)
    Participant.objects.bulk_create(
        Participant(
            workspace_id=actor.workspace_id, id=new_id(), message_id=message.id, position=place, role=role,
            name=name, email=address, contact_id=contacts.get(address),
        )
        for place, (role, name, address) in enumerate(people)
    )  # fmt: skip
    event = MessageCreated(direction=message.direction, attachments=len(told["attachments"]))
    MESSAGES.told(actor, message, event, Operation.CREATED, links, {"at": (None, message.at)}, at=message.at)
    # After the message, so that undoing takes the files away first and finds the message alone.
    _attach(actor, target, message, answer)
    return message.id


def _insert(actor: Actor, key: str, told: Mapping[str, Any], senders: Sequence[str]) -> Message:
    now = clock.now()
    at = datetime.fromisoformat(told["at"]).astimezone(UTC) if told["at"] else now
    return Message.objects.create(
        # A date in the future is a wrong clock: nobody received it later than now.
        at=min(at, now),
        message_key=key,
        in_reply_to=told["in_reply_to"],
        subject=told["subject"],
        direction="outgoing" if members_with_address(senders) else "incoming",
        text=told["text"],
        html=told["html"],
        remote_images=told["remote_images"],
        owner_id=actor.member_id,
        team_id=actor.main_team_id,
        created_at=now,
        updated_at=now,
    )


def _attach(actor: Actor, target: About, message: Message, answer: Answer) -> None:
    """Keep the attachments as files of the record; one whose type is not accepted is only named."""
    given = answer.value["attachments"]
    contents = [(each["name"], answer.folder / each["path"]) for each in given]
    kept = attach_contents(actor, target.object, target.id, contents)
    Attachment.objects.bulk_create(
        Attachment(
            workspace_id=actor.workspace_id, id=new_id(), message_id=message.id, position=place, name=each["name"],
            media_type=each["media_type"], size=each["size"], file_id=file_id,
        )
        for place, (each, file_id) in enumerate(zip(given, kept, strict=True))
    )  # fmt: skip


def _relink(actor: Actor, message: Message, before: Links, after: Links) -> None:
    if after == before:
        return
    changes = {"about": (as_values(chosen_of(before)), as_values(chosen_of(after)))}
    MESSAGES.tie(actor, message.id, after)
    advance(message, {})
    events.retell(message.id, before=before, after=after, at=message.at)
    MESSAGES.told(actor, message, MessageUpdated(fields=("about",)), Operation.UPDATED, after, changes)
    refresh_links(before)
