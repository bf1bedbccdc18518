"""Reading mentions: a member's own, of what he may still see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sillage.activities.mentions.models import Mention
from sillage.activities.mentions.rules import mentioned_in, with_names
from sillage.identity.users.queries import member_names
from sillage.kernel.http.cursor import decode_cursor, encode_cursor
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import registry
from sillage.records.objects.queries import rows_of


def mention_names(texts: Iterable[str | None]) -> dict[UUID, str]:
    """The names of everybody these texts mention."""
    return member_names({member_id for text in texts for member_id in mentioned_in(text)})


def readable_text(text: str) -> str:
    """A text with names in place of ids."""
    return with_names(text, mention_names([text]))


def mentions_in(texts: Mapping[UUID, str]) -> dict[UUID, list[dict[str, Any]]]:
    """Who each text mentions, by the id of the note, call or meeting it belongs to, as the API shows it.

    `told` is false for somebody who may not see the records and so was not told.
    """
    wanted = {activity_id: members for activity_id, text in texts.items() if (members := mentioned_in(text))}
    names = member_names({each for members in wanted.values() for each in members})
    told = told_members(wanted) if wanted else {}
    return {
        activity_id: [
            {"id": each, "name": names[each], "told": each in told.get(activity_id, ())}
            for each in wanted.get(activity_id, ())
            if each in names
        ]
        for activity_id in texts
    }


def told_members(activity_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Who was told of each of these texts."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Mention.objects.filter(activity_id__in=set(activity_ids))
    for activity_id, member_id in rows.values_list("activity_id", "member_id"):
        found[activity_id].add(member_id)
    return found


def mention_page(actor: Actor, cursor: str | None = None, limit: int = 50) -> dict[str, Any]:
    """Where the actor was mentioned, the latest first, and how many mentions he has not read."""
    if actor.member_id is None:
        return {"items": [], "next_cursor": None, "unread": 0}
    rows = Mention.objects.filter(member_id=actor.member_id)
    unread = rows.filter(read_at__isnull=True).count()
    if cursor:
        at, last = decode_cursor(cursor, datetime, UUID)
        rows = rows.filter(created_at__lte=at).exclude(created_at=at, id__gte=last)
    found = list(rows.order_by("-created_at", "-id")[: limit + 1])
    page = found[:limit]
    token = encode_cursor(page[-1].created_at.isoformat(), page[-1].id) if len(found) > limit else None
    return {"items": _documents(actor, page), "next_cursor": token, "unread": unread}


def _documents(actor: Actor, page: Sequence[Mention]) -> list[dict[str, Any]]:
    by_object: dict[str, set[UUID]] = defaultdict(set)
    for mention in page:
        by_object[mention.object].add(mention.activity_id)
    titles: dict[UUID, str] = {}
    about: dict[UUID, list[dict[str, Any]]] = {}
    for name, ids in by_object.items():
        entry = registry.object(name)
        alive = set(rows_of(entry).filter(id__in=ids, deleted_at__isnull=True).values_list("id", flat=True))
        titles |= entry.titles(actor, alive)
        offer = registry.offer(f"about:{name}")
        about |= offer(alive) if offer else {}
    records = _records(actor, [each for chosen in about.values() for each in chosen])
    authors = member_names({mention.by_member_id for mention in page if mention.by_member_id})
    return [
        {
            "id": mention.id,
            "object": mention.object,
            "activity_id": mention.activity_id,
            "text": titles[mention.activity_id],
            "by_name": authors.get(mention.by_member_id) if mention.by_member_id else None,
            "at": mention.created_at,
            "read": mention.read_at is not None,
            "record": next(
                (records[each["id"]] for each in about.get(mention.activity_id, ()) if each["id"] in records), None
            ),
        }
        for mention in page
        if mention.activity_id in titles
    ]


def _records(actor: Actor, wanted: Iterable[Mapping[str, Any]]) -> dict[UUID, dict[str, Any]]:
    """The records of mentions with their names, those the actor may see."""
    by_object: dict[str, set[UUID]] = defaultdict(set)
    for each in wanted:
        by_object[each["object"]].add(each["id"])
    return {
        record_id: {"object": name, "id": record_id, "name": title}
        for name, ids in by_object.items()
        for record_id, title in registry.object(name).titles(actor, ids).items()
    }
