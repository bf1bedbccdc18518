"""Reading notes. Who sees a record reads the notes about it, if his role reads notes at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sillage.activities.mentions.queries import mention_names, mentions_in
from sillage.activities.mentions.rules import with_names
from sillage.activities.notes.models import Note, NoteLink
from sillage.activities.notes.types import About
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
    return note_documents([note_id])[note_id]


def note_documents(ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """These notes as the API shows them; whether somebody may read them is the caller's business."""
    rows = list(Note.objects.filter(id__in=set(ids)))
    authors = member_names({row.owner_id for row in rows if row.owner_id})
    mentions = mentions_in({row.id: row.body for row in rows})
    about = about_of_notes(row.id for row in rows)
    return {
        row.id: {
            "id": row.id,
            "version": row.version,
            "body": row.body,
            "pinned": row.pinned,
            "mentions": mentions[row.id],
            "author_id": row.owner_id,
            "author_name": authors.get(row.owner_id) if row.owner_id else None,
            "about": about[row.id],
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        }
        for row in rows
    }


def pinned_notes(actor: Actor, record_id: UUID) -> list[dict[str, Any]]:
    """The pinned notes that show on a record and that the actor may read, the latest first; at most 20.

    Whether he may see the record is the caller's business.
    """
    if not actor.can("note.see"):
        return []
    linked = NoteLink.objects.filter(record_id=record_id).values("note_id")
    rows = Note.objects.filter(id__in=linked, pinned=True, deleted_at__isnull=True).order_by("-created_at", "-id")
    wanted = list(rows.values_list("id", flat=True)[:20])
    readable, documents = note_titles(actor, wanted), note_documents(wanted)
    return [documents[each] for each in wanted if each in readable]


def about_of_notes(ids: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The records each note is about."""
    chosen = NoteLink.objects.filter(note_id__in=set(ids), direct=True).order_by("object", "record_id")
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for note_id, name, record_id in chosen.values_list("note_id", "object", "record_id"):
        found[note_id].append({"object": name, "id": record_id})
    return found


def chosen_records_of(note_id: UUID) -> list[About]:
    """The records a note is about."""
    return [About(each["object"], each["id"]) for each in about_of_notes([note_id])[note_id]]


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
    bodies = dict(Note.objects.filter(id__in=readable).values_list("id", "body"))
    names = mention_names(bodies.values())
    return {note_id: first_line(with_names(body, names)) for note_id, body in bodies.items()}


def first_line(body: str) -> str:
    """What a note is called in a list: its first line, cut at 80 characters."""
    line = body.strip().split("\n", 1)[0]
    return line if len(line) <= _TITLE_LENGTH else f"{line[: _TITLE_LENGTH - 1].rstrip()}…"
