"""Telling the members a text mentions."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from sillage.activities.about.types import About
from sillage.activities.mentions.events import MemberMentioned
from sillage.activities.mentions.letters import MENTION
from sillage.activities.mentions.models import Mention
from sillage.activities.mentions.queries import told_members
from sillage.activities.mentions.rules import MAX_MENTIONS, mentioned_in
from sillage.identity.actors import actor_of_member
from sillage.identity.users.queries import member_address, member_names
from sillage.identity.workspaces.queries import workspace_slug
from sillage.kernel import clock, events
from sillage.kernel.errors import InvalidFields
from sillage.kernel.mail.outbox import send
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import registry
from sillage.kernel.text import Text

_UNKNOWN = Text(
    fr="Une des personnes mentionnées n’est pas membre de cet espace", en="Somebody mentioned is no member here"
)
_TOO_MANY = Text(fr="Au plus 50 personnes mentionnées", en="At most 50 people mentioned")


def check_mentions(text: str | None, *, path: str) -> None:
    """Raises `InvalidFields` naming `path` for somebody who is no member, or too many."""
    wanted = mentioned_in(text)
    if len(wanted) > MAX_MENTIONS:
        raise InvalidFields.one(path, "too_many_mentions", _TOO_MANY)
    if set(wanted) - set(member_names(wanted)):
        raise InvalidFields.one(path, "unknown_member", _UNKNOWN)


def tell_mentioned(actor: Actor, object: str, activity_id: UUID, text: str | None, about: Iterable[About]) -> None:
    """Tell the members a text mentions, each once per text, if they may read it.

    `about` are the records the text is about: whoever sees none of them, or reads no such texts, is not told
    at all. The author is not told of himself.
    """
    wanted = [each for each in mentioned_in(text) if each != actor.member_id]
    already = told_members([activity_id])[activity_id] if wanted else set()
    wanted = [each for each in wanted if each not in already]
    chosen = list(about)
    for member_id in wanted:
        reader = actor_of_member(member_id)
        if reader is None or not reader.can(f"{object}.see"):
            continue
        shown = _first_seen(reader, chosen)
        if shown is None:
            continue
        mention = Mention.objects.create(
            member_id=member_id,
            by_member_id=actor.member_id,
            object=object,
            activity_id=activity_id,
            created_at=clock.now(),
        )
        events.record(actor, MemberMentioned(member_id), object=object, record_id=activity_id)
        _mail(actor, reader, mention, *shown)


def read_mentions(actor: Actor) -> None:
    """Mark every mention of the actor as read."""
    if actor.member_id is not None and not actor.read_only:
        Mention.objects.filter(member_id=actor.member_id, read_at__isnull=True).update(read_at=clock.now())


def _first_seen(reader: Actor, about: Iterable[About]) -> tuple[About, str] | None:
    for each in about:
        title = registry.object(each.object).titles(reader, [each.id]).get(each.id)
        if title is not None:
            return each, title
    return None


def _mail(actor: Actor, reader: Actor, mention: Mention, record: About, title: str) -> None:
    address = member_address(mention.member_id)
    if address is None:
        return
    page = f"{settings.SILLAGE_ADDRESS.rstrip('/')}/w/{workspace_slug(actor.workspace_id)}/mentions"
    link = f"{page}?panel={record.object}:{record.id}"
    letter = MENTION.written(reader.language, name=reader.name, link=link, author=actor.name or "Sillage", record=title)
    send(
        to=address,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        kind="mention",
        workspace_id=actor.workspace_id,
        key=str(mention.id),
    )
