"""Writing calls down, correcting, deleting and restoring them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sillage.activities.about.actions import Activity, refresh_links
from sillage.activities.about.queries import chosen_of, links_of, resolved
from sillage.activities.about.types import About, about_of, as_values
from sillage.activities.calls.events import CallCreated, CallDeleted, CallRestored, CallUpdated
from sillage.activities.calls.models import Call, CallLink
from sillage.activities.calls.queries import current_call
from sillage.activities.calls.types import DIRECTIONS, MAX_SECONDS, MAX_SUMMARY, OUTCOMES
from sillage.activities.mentions.actions import check_mentions, tell_mentioned
from sillage.kernel import clock, events
from sillage.kernel.db.records import advance
from sillage.kernel.errors import Forbidden, InvalidFields
from sillage.kernel.events import Operation
from sillage.kernel.permissions import Actor, require
from sillage.kernel.text import Text
from sillage.kernel.values import clean, moment, one_of, paragraph, whole

CALLS: Activity[Call] = Activity("call", Call, CallLink, current_call)
_CLEANERS = {
    "at": moment,
    "direction": one_of(DIRECTIONS),
    "duration_seconds": whole(0, MAX_SECONDS),
    "outcome": one_of(OUTCOMES),
    "summary": paragraph(MAX_SUMMARY),
}
_LATER = Text(
    fr="Un appel s’enregistre une fois passé : sa date est dans le futur",
    en="A call is logged once it took place: its date is in the future",
)
# Clocks differ a little between a telephone and a server.
_TOLERANCE = timedelta(minutes=10)


def log_call(actor: Actor, values: Mapping[str, Any], about: Sequence[About]) -> UUID:
    """Write down a call about records the actor may see; it also shows on the records these belong to.

    `values` holds `at`, `direction`, `outcome`, and if known `duration_seconds` and `summary`. Raises
    `Forbidden` without `call.create`, `NotFound` for a record out of sight, `InvalidFields`.
    """
    require(actor, "call.create")
    if actor.read_only:
        raise Forbidden
    fields = _checked({"at": clock.now(), "direction": "outgoing", "outcome": "reached", **values})
    links = resolved(actor, about)
    now = clock.now()
    call = Call.objects.create(
        **fields, owner_id=actor.member_id, team_id=actor.main_team_id, created_at=now, updated_at=now
    )
    CALLS.tie(actor, call.id, links)
    changes = {name: (None, value) for name, value in fields.items()}
    event = CallCreated(outcome=call.outcome, duration_seconds=call.duration_seconds)
    CALLS.told(actor, call, event, Operation.CREATED, links, changes, at=call.at)
    tell_mentioned(actor, "call", call.id, call.summary, about)
    return call.id


def update_call(actor: Actor, call_id: UUID, values: Mapping[str, Any], expected_version: int | None = None) -> None:
    """Correct a call, or the records it is about; one's own always, others' with `call.edit`.

    Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    call = CALLS.locked(actor, call_id, "edit", expected_version)
    fields = _checked({name: value for name, value in values.items() if name != "about"})
    before = links_of(CallLink, call_id)
    after = resolved(actor, about_of(values["about"])) if "about" in values else before
    changes = events.differences({name: getattr(call, name) for name in fields}, fields)
    if after != before:
        changes["about"] = (as_values(chosen_of(before)), as_values(chosen_of(after)))
        CALLS.tie(actor, call_id, after)
    if not changes:
        return
    advance(call, {name: value for name, (_, value) in changes.items() if name != "about"})
    events.retell(call_id, before=before, after=after, at=call.at)
    CALLS.told(actor, call, CallUpdated(fields=tuple(sorted(changes))), Operation.UPDATED, after, changes)
    refresh_links(before)
    tell_mentioned(actor, "call", call_id, call.summary, chosen_of(after))


def delete_call(actor: Actor, call_id: UUID, expected_version: int | None = None) -> None:
    """Put a call in the trash; one's own always, others' with `call.delete`."""
    CALLS.trash(actor, CALLS.locked(actor, call_id, "delete", expected_version), CallDeleted())


def restore_call(actor: Actor, call_id: UUID, expected_version: int | None = None) -> None:
    """Take a call out of the trash; who may delete it may bring it back."""
    CALLS.bring_back(actor, CALLS.locked(actor, call_id, "delete", expected_version, deleted=True), CallRestored())


def create_from_values(actor: Actor, values: Mapping[str, Any]) -> UUID:
    """The registry's way in: the fields of `log_call` and `about` as `[{"object": …, "id": …}]`."""
    fields = {name: value for name, value in values.items() if name != "about" and value is not None}
    return log_call(actor, fields, about_of(values.get("about") or ()))


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    fields = clean(values, _CLEANERS)
    if "at" in fields and fields["at"] > clock.now() + _TOLERANCE:
        raise InvalidFields.one("at", "in_the_future", _LATER)
    check_mentions(fields.get("summary"), path="summary")
    return fields
