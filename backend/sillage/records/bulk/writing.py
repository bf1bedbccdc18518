"""Changing the records of a bulk change through their own actions, each in a savepoint of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog
from django.db import DatabaseError, transaction

from sillage.kernel.errors import Problem
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import RecordObject
from sillage.kernel.text import Text
from sillage.records.grid.values import extra_values

log = structlog.get_logger(__name__)
SHOWN_REFUSALS = 200
_BY_DATABASE = Text(fr="La base de données refuse ce changement", en="The database refuses this change")


@dataclass(slots=True)
class Outcome:
    """What happened to the records of one step."""

    changed: int = 0
    refusals: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to each record."""

    operation: str
    values: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


def change_records(actor: Actor, entry: RecordObject, change: Change, ids: Sequence[UUID]) -> Outcome:
    """Change these records in the running transaction; those their own action refuses stay and are named."""
    outcome = Outcome()
    if change.operation == "delete":
        gone = entry.delete_many(actor, dict.fromkeys(ids)) if entry.delete_many else set()
        outcome.changed += len(gone)
        # What could not go at once is asked one by one, to learn why.
        _one_by_one(actor, entry, [each for each in ids if each not in gone], outcome, _deleting(actor, entry))
    elif change.operation == "edit":
        _one_by_one(actor, entry, ids, outcome, lambda each: entry.update(actor, each, change.values, None))
    else:
        _tag(actor, entry, change, ids, outcome)
    return outcome


def _deleting(actor: Actor, entry: RecordObject) -> Callable[[UUID], None]:
    return lambda each: entry.delete(actor, each, None)


def _tag(actor: Actor, entry: RecordObject, change: Change, ids: Sequence[UUID], outcome: Outcome) -> None:
    present = {each: row["tags"] or [] for each, row in extra_values(entry, [entry.field("tags")], ids).items()}

    def tagged(record_id: UUID) -> None:
        tags = present.get(record_id, [])
        if change.operation == "tag":
            wanted = [*tags, *(tag for tag in change.tags if tag not in tags)]
        else:
            wanted = [tag for tag in tags if tag not in change.tags]
        entry.update(actor, record_id, {"tags": wanted}, None)

    _one_by_one(actor, entry, ids, outcome, tagged)


def _one_by_one(
    actor: Actor, entry: RecordObject, ids: Sequence[UUID], outcome: Outcome, write: Callable[[UUID], None]
) -> None:
    refused: dict[UUID, str] = {}
    for record_id in ids:
        try:
            with transaction.atomic():
                write(record_id)
        except Problem as problem:
            refused[record_id] = _reason(actor, entry, problem)
        except DatabaseError as error:
            log.warning("bulk_change_refused_by_database", error=str(error))
            refused[record_id] = _BY_DATABASE.in_language(actor.language)
        else:
            outcome.changed += 1
    titles = entry.titles(actor, list(refused)[:SHOWN_REFUSALS]) if refused else {}
    outcome.refusals += [
        {"id": str(record_id), "title": titles.get(record_id, ""), "reason": reason}
        for record_id, reason in refused.items()
    ]


def _reason(actor: Actor, entry: RecordObject, problem: Problem) -> str:
    """One sentence: the first field that is wrong, else what the problem is."""
    language = actor.language
    labels = {field.name: field.label.in_language(language) for field in entry.fields}
    for each in problem.fields:
        label = labels.get(each.path)
        message = each.message.in_language(language)
        return f"{label} : {message}" if label and language == "fr" else f"{label}: {message}" if label else message
    return (problem.detail or problem.title).in_language(language)
