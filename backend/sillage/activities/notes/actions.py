"""Writing, changing, deleting and restoring notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.activities.mentions.actions import check_mentions, tell_mentioned
from sillage.activities.notes.events import NoteCreated, NoteDeleted, NoteRestored, NoteUpdated
from sillage.activities.notes.models import Note, NoteLink
from sillage.activities.notes.queries import chosen_records_of, current_note, linked_records
from sillage.activities.notes.types import MAX_ABOUT, MAX_BODY, About
from sillage.kernel import clock, events
from sillage.kernel.db.records import advance, check_version, locked_for
from sillage.kernel.errors import Forbidden, InvalidFields
from sillage.kernel.events import Operation
from sillage.kernel.permissions import Actor, require
from sillage.kernel.text import Text
from sillage.records.objects.queries import object_named, parents_of, record_for

_EMPTY = Text(fr="Une note ne peut pas être vide", en="A note cannot be empty")
_TOO_LONG = Text(fr="Au plus 20 000 caractères acceptés", en="At most 20,000 characters accepted")
_ABOUT = Text(fr="Une note concerne de 1 à 20 fiches", en="A note is about 1 to 20 records")


def create_note(actor: Actor, body: str, about: Sequence[About], *, pinned: bool = False) -> UUID:
    """Write a note about records the actor may see; it also shows on the records these belong to.

    Raises `Forbidden` without `note.create`, `NotFound` for a record out of sight, and
    `InvalidFields` for an empty or too long text or no record.
    """
    require(actor, "note.create")
    if actor.read_only:
        raise Forbidden
    body = _checked(body)
    links = _links(actor, about)
    now = clock.now()
    note = Note.objects.create(
        body=body,
        pinned=pinned,
        owner_id=actor.member_id,
        team_id=actor.main_team_id,
        author_key_id=actor.key_id,
        created_at=now,
        updated_at=now,
    )
    NoteLink.objects.bulk_create(
        NoteLink(workspace_id=actor.workspace_id, note_id=note.id, object=kind, record_id=record_id, direct=direct)
        for record_id, (kind, direct) in links.items()
    )
    _record(actor, note, NoteCreated(), Operation.CREATED, list(links), {"body": (None, body)})
    tell_mentioned(actor, "note", note.id, body, about)
    return note.id


def _checked(body: str) -> str:
    body = body.strip()
    if not body:
        raise InvalidFields.one("body", "empty_note", _EMPTY)
    if len(body) > MAX_BODY:
        raise InvalidFields.one("body", "string_too_long", _TOO_LONG)
    check_mentions(body, path="body")
    return body


def _links(actor: Actor, about: Sequence[About]) -> dict[UUID, tuple[str, bool]]:
    """The records chosen (True) and the records they belong to (False)."""
    if not 1 <= len(about) <= MAX_ABOUT:
        raise InvalidFields.one("about", "about_count", _ABOUT)
    links: dict[UUID, tuple[str, bool]] = {}
    for index, each in enumerate(about):
        entry = object_named(each.object, path=f"about.{index}.object")
        record = record_for(actor, each.object, each.id, "see", path=f"about.{index}.object")
        for parent_id, kind in parents_of(entry, record).items():
            links.setdefault(parent_id, (kind, False))
        links[each.id] = (each.object, True)
    return links


def update_note(actor: Actor, note_id: UUID, values: Mapping[str, Any], expected_version: int | None = None) -> None:
    """Change the text of a note or pin it; one's own note always, others' with `note.edit`."""
    note = _locked(actor, note_id, "note.edit", expected_version)
    wanted: dict[str, Any] = {}
    if "body" in values:
        wanted["body"] = _checked(str(values["body"]))
    if "pinned" in values:
        wanted["pinned"] = bool(values["pinned"])
    before = {name: getattr(note, name) for name in wanted}
    changes = events.differences(before, wanted)
    if not changes:
        return
    advance(note, {name: after for name, (_, after) in changes.items()})
    event = NoteUpdated(fields=tuple(sorted(changes)))
    _record(actor, note, event, Operation.UPDATED, linked_records(note_id), changes)
    if "body" in changes:
        tell_mentioned(actor, "note", note_id, note.body, chosen_records_of(note_id))


def delete_note(actor: Actor, note_id: UUID, expected_version: int | None = None) -> None:
    """Put a note in the trash; one's own note always, others' with `note.delete`."""
    note = _locked(actor, note_id, "note.delete", expected_version)
    advance(note, {"deleted_at": clock.now()})
    _record(actor, note, NoteDeleted(), Operation.DELETED, linked_records(note_id), {})


def restore_note(actor: Actor, note_id: UUID, expected_version: int | None = None) -> None:
    """Take a note out of the trash; who may delete it may bring it back."""
    note = _locked(actor, note_id, "note.delete", expected_version, deleted=True)
    advance(note, {"deleted_at": None})
    _record(actor, note, NoteRestored(), Operation.RESTORED, linked_records(note_id), {})


def create_from_values(actor: Actor, values: Mapping[str, Any]) -> UUID:
    """The registry's way in: `body`, `pinned` and `about` as `[{"object": …, "id": …}]`."""
    about = [About(str(each["object"]), UUID(str(each["id"]))) for each in values.get("about", ())]
    return create_note(actor, str(values.get("body", "")), about, pinned=bool(values.get("pinned", False)))


def _locked(
    actor: Actor, note_id: UUID, permission: str, expected_version: int | None, *, deleted: bool = False
) -> Note:
    """The note under its row lock: one's own for whoever may write notes, others' by permission."""
    rows = Note.objects.filter(deleted_at__isnull=not deleted)
    own = rows.select_for_update().filter(id=note_id, owner_id=actor.member_id).first() if actor.member_id else None
    if own is None or actor.read_only or not actor.can("note.create"):
        return locked_for(actor, rows, note_id, permission, expected_version, current_note)
    check_version(actor, own, expected_version, current_note)
    return own


def _record(
    actor: Actor,
    note: Note,
    event: events.Event,
    operation: Operation,
    about: Sequence[UUID],
    changes: Mapping[str, tuple[Any, Any]],
) -> None:
    events.record(
        actor,
        event,
        object="note",
        record_id=note.id,
        operation=operation,
        version=note.version,
        changes=changes,
        about=about,
    )
