"""Reading notes. Who sees a record reads the notes about it, if his role reads notes at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sillage.activities.notes.models import Note, NoteLink
from sillage.identity.users.queries import member_names
from sillage.kernel.errors import NotFound
from sillage.kernel.permissions import Actor
from sillage.records.objects.queries import visible_ids

_TITLE_LENGTH = 80


def linked_records(note_id: UUID) -> list[UUID]:
    """The records a note shows on, chosen ones and their parents."""
    return list(NoteLink.objects.filter(note_id=note_id).values_list("record_id", flat=True))


def current_note(actor: Actor, note_id: UUID) -> dict[str, Any]:
    """A note as the API shows it, for somebody who may read it. Raises `NotFound`."""
    note = Note.objects.filter(id=note_id).first()
    if note is None or not (note.owner_id == actor.member_id or note_titles(actor, [note_id])):
        raise NotFound
    author = member_names([note.owner_id]) if note.owner_id else {}
    chosen = NoteLink.objects.filter(note_id=note_id, direct=True).order_by("object", "record_id")
    return {
        "id": note.id,
        "version": note.version,
        "body": note.body,
        "pinned": note.pinned,
        "author_id": note.owner_id,
        "author_name": author.get(note.owner_id) if note.owner_id else None,
        "about": [{"object": link.object, "id": link.record_id} for link in chosen],
        "created_at": note.created_at,
        "updated_at": note.updated_at,
    }


def note_titles(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The first line of each note that is about a record the actor may see, the trash included."""
    wanted = set(ids)
    if not wanted or not actor.can("note.see"):
        return {}
    links = list(NoteLink.objects.filter(note_id__in=wanted).values_list("note_id", "object", "record_id"))
    by_object: dict[str, set[UUID]] = defaultdict(set)
    for _, kind, record_id in links:
        by_object[kind].add(record_id)
    seen = {kind: visible_ids(actor, kind, records) for kind, records in by_object.items()}
    readable = {note_id for note_id, kind, record_id in links if record_id in seen[kind]}
    return {
        note_id: first_line(body) for note_id, body in Note.objects.filter(id__in=readable).values_list("id", "body")
    }


def first_line(body: str) -> str:
    """What a note is called in a list: its first line, cut at 80 characters."""
    line = body.strip().split("\n", 1)[0]
    return line if len(line) <= _TITLE_LENGTH else f"{line[: _TITLE_LENGTH - 1].rstrip()}…"
