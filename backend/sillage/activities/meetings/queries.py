"""Reading meetings. Who sees a record reads the meetings about it, if his role reads meetings at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sillage.activities.about.queries import chosen_records, readable_ids
from sillage.activities.meetings.models import Meeting, MeetingLink, MeetingMember
from sillage.activities.mentions.queries import mentions_in
from sillage.identity.users.queries import member_names
from sillage.kernel.errors import NotFound
from sillage.kernel.permissions import Actor


def current_meeting(actor: Actor, meeting_id: UUID) -> dict[str, Any]:
    """A meeting as the API shows it, for somebody who may read it, the trash included. Raises `NotFound`."""
    row = Meeting.objects.filter(id=meeting_id).first()
    own = row is not None and row.owner_id == actor.member_id
    if row is None or not (own or readable_ids(actor, "meeting", MeetingLink, [meeting_id])):
        raise NotFound
    return meeting_documents([meeting_id])[meeting_id]


def meeting_documents(ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """These meetings as the API shows them; whether somebody may read them is the caller's business."""
    rows = list(Meeting.objects.filter(id__in=set(ids)))
    wanted = [row.id for row in rows]
    members = members_of(wanted)
    owners = {row.owner_id for row in rows if row.owner_id}
    people = member_names(owners | {each for found in members.values() for each in found})
    mentions = mentions_in({row.id: row.notes for row in rows})
    about = chosen_records(MeetingLink, wanted)
    return {
        row.id: {
            "id": row.id,
            "version": row.version,
            "title": row.title,
            "at": row.at,
            "duration_minutes": row.duration_minutes,
            "status": row.status,
            "place": row.place,
            "link": row.link,
            "members": [{"id": each, "name": people[each]} for each in members[row.id] if each in people],
            "outcome": row.outcome,
            "notes": row.notes,
            "mentions": mentions[row.id],
            "author_id": row.owner_id,
            "author_name": people.get(row.owner_id) if row.owner_id else None,
            "about": about.get(row.id, []),
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        }
        for row in rows
    }


def members_of(ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """The members who take part in each meeting."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    rows = MeetingMember.objects.filter(meeting_id__in=set(ids)).order_by("member_id")
    for meeting_id, member_id in rows.values_list("meeting_id", "member_id"):
        found[meeting_id].append(member_id)
    return found


def meeting_titles(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The title of each meeting the actor may read, the trash included."""
    readable = readable_ids(actor, "meeting", MeetingLink, ids)
    return dict(Meeting.objects.filter(id__in=readable).values_list("id", "title"))


def about_of_meetings(ids: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The records each meeting is about."""
    return chosen_records(MeetingLink, ids)
