"""Reading calls. Who sees a record reads the calls about it, if his role reads calls at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sillage.activities.about.queries import chosen_records, readable_ids
from sillage.activities.calls.models import Call, CallLink
from sillage.activities.mentions.queries import mentions_in, readable_text
from sillage.identity.users.queries import member_names
from sillage.kernel.errors import NotFound
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text

_TITLES = {
    "outgoing": Text(fr="Appel émis", en="Outgoing call"),
    "incoming": Text(fr="Appel reçu", en="Incoming call"),
}


def current_call(actor: Actor, call_id: UUID) -> dict[str, Any]:
    """A call as the API shows it, for somebody who may read it, the trash included. Raises `NotFound`."""
    row = Call.objects.filter(id=call_id).first()
    if row is None or not (row.owner_id == actor.member_id or readable_ids(actor, "call", CallLink, [call_id])):
        raise NotFound
    return call_documents([call_id])[call_id]


def call_documents(ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """These calls as the API shows them; whether somebody may read them is the caller's business."""
    rows = list(Call.objects.filter(id__in=set(ids)))
    wanted = [row.id for row in rows]
    authors = member_names({row.owner_id for row in rows if row.owner_id})
    mentions, about = mentions_in({row.id: row.summary for row in rows}), chosen_records(CallLink, wanted)
    return {
        row.id: {
            "id": row.id,
            "version": row.version,
            "at": row.at,
            "direction": row.direction,
            "duration_seconds": row.duration_seconds,
            "outcome": row.outcome,
            "summary": row.summary,
            "mentions": mentions[row.id],
            "author_id": row.owner_id,
            "author_name": authors.get(row.owner_id) if row.owner_id else None,
            "about": about.get(row.id, []),
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        }
        for row in rows
    }


def call_titles(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """What each call is called in a list, for those the actor may read, the trash included."""
    readable = readable_ids(actor, "call", CallLink, ids)
    rows = Call.objects.filter(id__in=readable).values_list("id", "direction", "summary")
    return {
        call_id: _line(summary) or _TITLES[direction].in_language(actor.language)
        for call_id, direction, summary in rows
    }


def about_of_calls(ids: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The records each call is about."""
    return chosen_records(CallLink, ids)


def _line(text: str) -> str:
    line = readable_text(text.strip().split("\n", 1)[0]) if text.strip() else ""
    return line if len(line) <= 80 else f"{line[:79].rstrip()}…"
