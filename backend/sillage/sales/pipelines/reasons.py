"""Editing the list of reasons for which deals are lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.events import record
from sillage.kernel.permissions import Actor, require
from sillage.kernel.text import Text, normalise
from sillage.kernel.values import clean, identifier, line, missing, optional
from sillage.sales.pipelines.events import LossReasonsReplaced
from sillage.sales.pipelines.models import LossReason
from sillage.sales.pipelines.rules import READY_REASONS

_CLEANERS = {"id": optional(identifier), "name": line(120)}
_MOST = 50
_TOO_MANY = Text(fr="Au plus 50 motifs", en="At most 50 reasons")
_TWICE = Text(fr="Deux motifs portent ce nom", en="Two reasons bear this name")
_UNKNOWN = Text(fr="Ce motif n’existe pas", en="This reason does not exist")


def create_ready_reasons(actor: Actor) -> None:
    """Give a new workspace its reasons, named in the language of the actor."""
    names = [text.in_language(actor.language) for text in READY_REASONS]
    LossReason.objects.bulk_create(
        [LossReason(id=new_id(), name=name, position=place) for place, name in enumerate(names)]
    )


def replace_loss_reasons(actor: Actor, reasons: Sequence[Mapping[str, Any]]) -> None:
    """Make the reasons of the workspace what the list says, in its order.

    An entry with `id` keeps that reason, one without adds one; those left out leave the list, and the
    deals that name them keep them. Raises `Forbidden` or `InvalidFields` naming `reasons.<n>.<field>`.
    """
    require(actor, "pipeline.manage")
    wanted = _cleaned(reasons)
    known = {reason.id: reason for reason in LossReason.objects.select_for_update()}
    if problems := [
        FieldProblem(f"reasons.{index}.id", "unknown_reason", _UNKNOWN)
        for index, entry in enumerate(wanted)
        if entry["id"] and entry["id"] not in known
    ]:
        raise InvalidFields(fields=problems)
    added, kept = [], set()
    for place, entry in enumerate(wanted):
        reason = known.get(entry["id"]) if entry["id"] else None
        if reason is None:
            added.append(LossReason(id=new_id(), name=entry["name"], position=place))
            continue
        reason.name, reason.position, reason.deleted_at = entry["name"], place, None
        kept.add(reason.id)
    removed = [reason for reason in known.values() if reason.id not in kept and reason.deleted_at is None]
    for reason in removed:
        reason.deleted_at = clock.now()
    LossReason.objects.bulk_create(added)
    LossReason.objects.bulk_update(list(known.values()), ["name", "position", "deleted_at"])
    event = LossReasonsReplaced(
        added=tuple(reason.id for reason in added), removed=tuple(reason.id for reason in removed)
    )
    record(actor, event, object="workspace", record_id=actor.workspace_id)


def _cleaned(reasons: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    if len(reasons) > _MOST:
        raise InvalidFields.one("reasons", "too_long", _TOO_MANY)
    wanted, seen = [], set()
    for index, given in enumerate(reasons):
        path = f"reasons.{index}."
        entry = clean({"id": None, **given}, _CLEANERS, path=path)
        if problems := missing(["name"], entry, path=path):
            raise InvalidFields(fields=problems)
        key = normalise(entry["name"])
        if key in seen:
            raise InvalidFields.one(f"{path}name", "reason_name_twice", _TWICE)
        seen.add(key)
        wanted.append(entry)
    return wanted
