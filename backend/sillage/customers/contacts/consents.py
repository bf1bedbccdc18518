"""Objections of contacts to being reached by a channel.

An objection is added by anybody who may edit the contact, by imports and by forms. It ends only by a
person's own act on that one record, with a reason; nothing else ever takes one away (GDPR art. 21).
Every addition and every end leaves a row of proof.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sillage.customers.contacts.models import ConsentAct, OptOut
from sillage.customers.contacts.rules import CHANNELS
from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.db.records import insert_many
from sillage.kernel.errors import InvalidFields
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text

_ONLY_BY_HAND = Text(
    fr="Une opposition ne se lève que sur la fiche du contact, avec un motif",
    en="An objection is lifted on the contact's own record only, with a reason",
)


@dataclass(frozen=True, slots=True)
class Objections:
    """The channels refused before and after, and those that are new."""

    before: list[str]
    after: list[str]
    new: list[str]


def channels_of(contact_id: UUID) -> list[str]:
    """The channels a contact refuses."""
    found = set(OptOut.objects.filter(contact_id=contact_id).values_list("channel", flat=True))
    return [channel for channel in CHANNELS if channel in found]


def added(contact_id: UUID, channels: Sequence[str]) -> Objections | None:
    """What a list of refused channels adds; None when nothing.

    Channels it leaves out stay refused. Raises `InvalidFields` for an empty list that would take some away.
    """
    before = channels_of(contact_id)
    if before and not channels:
        raise InvalidFields.one("opt_outs", "lifted_by_hand_only", _ONLY_BY_HAND)
    new = [channel for channel in channels if channel not in before]
    after = [channel for channel in CHANNELS if channel in before or channel in new]
    return Objections(before, after, new) if new else None


def write(actor: Actor, refused: Mapping[UUID, Sequence[str]], source: str, note: str | None = None) -> None:
    """Add objections, which must be new, with their proof."""
    now = clock.now()
    rows = [
        OptOut(contact_id=contact_id, channel=channel, since=now, source=source, note=note, member_id=actor.member_id)
        for contact_id, channels in refused.items()
        for channel in channels
    ]
    insert_many(rows)
    insert_many([_act(actor, row.contact_id, row.channel, "opt_out", source, note) for row in rows])


def lift(actor: Actor, contact_id: UUID, channel: str, reason: str) -> bool:
    """Take one objection away, with its proof; False when there was none."""
    gone, _ = OptOut.objects.filter(contact_id=contact_id, channel=channel).delete()
    if gone:
        insert_many([_act(actor, contact_id, channel, "lifted", "person", reason)])
    return bool(gone)


def _act(actor: Actor, contact_id: UUID, channel: str, act: str, source: str, reason: str | None) -> Any:
    return ConsentAct(
        id=new_id(),
        contact_id=contact_id,
        channel=channel,
        act=act,
        source=source,
        reason=reason,
        member_id=actor.member_id,
        at=clock.now(),
    )
