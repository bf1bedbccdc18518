"""Which records an activity is about, and whether somebody may read it: who sees one of them may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from sillage.activities.about.types import MAX_ABOUT, About
from sillage.kernel.errors import InvalidFields
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text
from sillage.records.objects.queries import object_named, parents_of, record_for, visible_ids

_COUNT = Text(fr="Choisissez de 1 à 20 fiches", en="Choose 1 to 20 records")
Links = dict[UUID, tuple[str, bool]]


def resolved(actor: Actor, about: Sequence[About], verb: str = "see") -> Links:
    """The records chosen (True) and the records these belong to (False), by id with their kind.

    Raises `InvalidFields` for none or too many or an unknown kind, `NotFound` or `Forbidden` for one the
    actor may not `verb`.
    """
    if not 1 <= len(about) <= MAX_ABOUT:
        raise InvalidFields.one("about", "about_count", _COUNT)
    links: Links = {}
    for index, each in enumerate(about):
        entry = object_named(each.object, path=f"about.{index}.object")
        record = record_for(actor, each.object, each.id, verb, path=f"about.{index}.object")
        for parent_id, kind in parents_of(entry, record).items():
            links.setdefault(parent_id, (kind, False))
        links[each.id] = (each.object, True)
    return links


def links_of(model: type[Model], activity_id: UUID) -> Links:
    """The records an activity shows on, as `resolved` gives them."""
    rows = model._default_manager.filter(activity_id=activity_id)
    return {row[0]: (row[1], row[2]) for row in rows.values_list("record_id", "object", "direct")}


def chosen_of(links: Links) -> list[About]:
    """The records that were chosen."""
    return [About(kind, record_id) for record_id, (kind, direct) in links.items() if direct]


def readable_ids(actor: Actor, kind: str, model: type[Model], ids: Iterable[UUID]) -> set[UUID]:
    """Those of these activities that are about a record the actor may see, if his role reads them at all."""
    wanted = set(ids)
    if not wanted or not actor.can(f"{kind}.see"):
        return set()
    rows = model._default_manager.filter(activity_id__in=wanted)
    links = list(rows.values_list("activity_id", "object", "record_id"))
    by_object: dict[str, set[UUID]] = defaultdict(set)
    for _, name, record_id in links:
        by_object[name].add(record_id)
    seen = {name: visible_ids(actor, name, records) for name, records in by_object.items()}
    return {activity_id for activity_id, name, record_id in links if record_id in seen[name]}


def chosen_records(model: type[Model], ids: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The chosen records of each activity, as the API shows them."""
    rows = model._default_manager.filter(activity_id__in=set(ids), direct=True).order_by("object", "record_id")
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for activity_id, name, record_id in rows.values_list("activity_id", "object", "record_id"):
        found[activity_id].append({"object": name, "id": record_id})
    return found


# One reviewed statement: the last time somebody spoke with the people behind a record, and the next time planned.
_DATES = """
SELECT record_id, max(spoken), min(planned) FROM (
  SELECT l.record_id, a.at AS spoken, NULL::timestamptz AS planned FROM activities_call_link l
  JOIN activities_call a ON a.workspace_id = l.workspace_id AND a.id = l.activity_id
  WHERE l.record_id = ANY(%(ids)s) AND a.deleted_at IS NULL AND a.outcome = 'reached'
  UNION ALL
  SELECT l.record_id, CASE WHEN a.status = 'held' THEN a.at END, CASE WHEN a.status = 'planned' THEN a.at END
  FROM activities_meeting_link l
  JOIN activities_meeting a ON a.workspace_id = l.workspace_id AND a.id = l.activity_id
  WHERE l.record_id = ANY(%(ids)s) AND a.deleted_at IS NULL AND a.status IN ('held', 'planned')
  UNION ALL
  SELECT l.record_id, a.at, NULL FROM activities_message_link l
  JOIN activities_message a ON a.workspace_id = l.workspace_id AND a.id = l.activity_id
  WHERE l.record_id = ANY(%(ids)s) AND a.deleted_at IS NULL
) AS met GROUP BY record_id
"""


def activity_dates(record_ids: Iterable[UUID]) -> dict[UUID, tuple[Any, Any]]:
    """When people last spoke about each record, and when they next plan to; records without either are left out.

    Spoken: a call that reached somebody, a meeting that was held, an e-mail. Planned: the earliest meeting
    still marked as planned, also when its hour has passed, because nobody has said yet what became of it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DATES, {"ids": list(record_ids)})
        return {record_id: (spoken, planned) for record_id, spoken, planned in cursor.fetchall()}
