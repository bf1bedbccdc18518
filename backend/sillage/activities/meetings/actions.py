"""Planning meetings, writing down how they went, deleting and restoring them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.activities.about.actions import Activity, refresh_links
from sillage.activities.about.queries import chosen_of, links_of, resolved
from sillage.activities.about.types import About, about_of, as_values
from sillage.activities.meetings.events import MeetingCreated, MeetingDeleted, MeetingRestored, MeetingUpdated
from sillage.activities.meetings.models import Meeting, MeetingLink, MeetingMember
from sillage.activities.meetings.queries import current_meeting, members_of
from sillage.activities.meetings.types import MAX_MEMBERS, MAX_MINUTES, MAX_NOTES, STATUSES
from sillage.activities.mentions.actions import check_mentions, tell_mentioned
from sillage.identity.users.queries import active_main_teams
from sillage.kernel import clock, events
from sillage.kernel.db.records import advance
from sillage.kernel.errors import Forbidden, InvalidFields
from sillage.kernel.events import Operation
from sillage.kernel.permissions import Actor, require
from sillage.kernel.text import Text
from sillage.kernel.values import clean, identifier, line, missing, moment, one_of, optional, paragraph, url, whole

MEETINGS: Activity[Meeting] = Activity("meeting", Meeting, MeetingLink, current_meeting)
_CLEANERS = {
    "title": line(200),
    "at": moment,
    "duration_minutes": optional(whole(1, MAX_MINUTES)),
    "status": one_of(STATUSES),
    "place": optional(line(300)),
    "link": optional(url),
    "outcome": paragraph(300),
    "notes": paragraph(MAX_NOTES),
}
_BESIDE = ("about", "members")
_NO_MEMBER = Text(
    fr="Cette personne n’est pas un membre actif de cet espace", en="This person is no active member of this workspace"
)
_HELD_LATER = Text(
    fr="Une réunion tenue ne peut pas être dans le futur", en="A meeting that was held cannot be in the future"
)


def create_meeting(actor: Actor, values: Mapping[str, Any], about: Sequence[About]) -> UUID:
    """Plan a meeting about records the actor may see, or write down one that was held.

    `values` holds `title` and `at`; `status` is "planned" unless told; `members` are the ids of colleagues who
    take part. Raises `Forbidden` without `meeting.create`, `NotFound` for a record out of sight, `InvalidFields`.
    """
    require(actor, "meeting.create")
    if actor.read_only:
        raise Forbidden
    fields = _checked({"status": "planned", **{name: values[name] for name in values if name not in _BESIDE}})
    problems = missing(("title", "at"), fields)
    if problems:
        raise InvalidFields(fields=problems)
    members = _members(values.get("members") or ())
    links = resolved(actor, about)
    now = clock.now()
    meeting = Meeting.objects.create(
        **fields, owner_id=actor.member_id, team_id=actor.main_team_id, created_at=now, updated_at=now
    )
    MEETINGS.tie(actor, meeting.id, links)
    _seat(actor, meeting.id, members)
    changes = {name: (None, value) for name, value in fields.items()}
    event = MeetingCreated(status=meeting.status)
    MEETINGS.told(actor, meeting, event, Operation.CREATED, links, changes, at=meeting.at)
    tell_mentioned(actor, "meeting", meeting.id, meeting.notes, about)
    return meeting.id


def update_meeting(
    actor: Actor, meeting_id: UUID, values: Mapping[str, Any], expected_version: int | None = None
) -> None:
    """Change a meeting, who takes part or what it is about; one's own always, others' with `meeting.edit`.

    Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    meeting = MEETINGS.locked(actor, meeting_id, "edit", expected_version)
    now = {name: getattr(meeting, name) for name in _CLEANERS}
    fields = _checked({name: values[name] for name in values if name not in _BESIDE}, now)
    before = links_of(MeetingLink, meeting_id)
    after = resolved(actor, about_of(values["about"])) if "about" in values else before
    seated = [str(each) for each in members_of([meeting_id])[meeting_id]]
    changes = events.differences(now, fields)
    if after != before:
        changes["about"] = (as_values(chosen_of(before)), as_values(chosen_of(after)))
        MEETINGS.tie(actor, meeting_id, after)
    if "members" in values and (wanted := [str(each) for each in _members(values["members"], seated)]) != seated:
        changes["members"] = (seated, wanted)
        _seat(actor, meeting_id, [UUID(each) for each in wanted])
    if not changes:
        return
    advance(meeting, {name: value for name, (_, value) in changes.items() if name not in _BESIDE})
    events.retell(meeting_id, before=before, after=after, at=meeting.at)
    event = MeetingUpdated(fields=tuple(sorted(changes)))
    MEETINGS.told(actor, meeting, event, Operation.UPDATED, after, changes)
    refresh_links(before)
    tell_mentioned(actor, "meeting", meeting_id, meeting.notes, chosen_of(after))


def delete_meeting(actor: Actor, meeting_id: UUID, expected_version: int | None = None) -> None:
    """Put a meeting in the trash; one's own always, others' with `meeting.delete`."""
    MEETINGS.trash(actor, MEETINGS.locked(actor, meeting_id, "delete", expected_version), MeetingDeleted())


def restore_meeting(actor: Actor, meeting_id: UUID, expected_version: int | None = None) -> None:
    """Take a meeting out of the trash; who may delete it may bring it back."""
    meeting = MEETINGS.locked(actor, meeting_id, "delete", expected_version, deleted=True)
    MEETINGS.bring_back(actor, meeting, MeetingRestored())


def create_from_values(actor: Actor, values: Mapping[str, Any]) -> UUID:
    """The registry's way in: the fields of `create_meeting` and `about` as `[{"object": …, "id": …}]`."""
    fields = {name: value for name, value in values.items() if name != "about" and value is not None}
    return create_meeting(actor, fields, about_of(values.get("about") or ()))


def _checked(values: Mapping[str, Any], now: Mapping[str, Any] | None = None) -> dict[str, Any]:
    fields = clean(values, _CLEANERS)
    whole_meeting = {**(now or {}), **fields}
    at = whole_meeting.get("at")
    if whole_meeting.get("status") == "held" and at is not None and at > clock.now():
        raise InvalidFields.one("status", "held_in_the_future", _HELD_LATER)
    check_mentions(fields.get("notes"), path="notes")
    return fields


def _members(wanted: Sequence[Any], present: Sequence[str] = ()) -> list[UUID]:
    """Active members, each once, in the order of their ids; those already in the meeting may have left since."""
    ids = sorted({identifier(each) for each in wanted})
    known = {*active_main_teams(ids), *(UUID(each) for each in present)}
    if len(ids) > MAX_MEMBERS or set(ids) - known:
        raise InvalidFields.one("members", "not_a_member", _NO_MEMBER)
    return ids


def _seat(actor: Actor, meeting_id: UUID, members: Sequence[UUID]) -> None:
    MeetingMember.objects.filter(meeting_id=meeting_id).delete()
    MeetingMember.objects.bulk_create(
        MeetingMember(workspace_id=actor.workspace_id, meeting_id=meeting_id, member_id=each) for each in members
    )
