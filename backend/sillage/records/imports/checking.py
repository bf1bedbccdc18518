"""The check of an import: what would become of every row, without writing any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from sillage.kernel.db import workspace_transaction
from sillage.kernel.db.bulk import expect_growth
from sillage.kernel.errors import Problem
from sillage.kernel.jobs import job
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field
from sillage.records.imports.associating import Association
from sillage.records.imports.authors import author_of
from sillage.records.imports.judging import Judge, judge_of
from sillage.records.imports.models import Import
from sillage.records.imports.signals import tell_progress
from sillage.records.imports.sources import stored_rows
from sillage.records.imports.types import FileRow, Judged, shortened, text_document
from sillage.records.imports.writing import pending_values, rehearse

CHUNK = 1000
SHOWN = 100
# Beyond these rows a check no longer rehearses the writing, which takes as long as the import.
REHEARSED = 10_000


@job("check_import", queue="interactive")
def check_import_file(workspace_id: str, import_id: str) -> None:
    """Check one import whose file is too long to be checked while a person waits."""
    with workspace_transaction(UUID(workspace_id)):
        entry = Import.objects.select_for_update().filter(id=import_id, status="checking").first()
        if entry is None:
            return
        actor = author_of(entry)
        if actor is None:
            entry.status = "mapping"
            entry.save(update_fields=["status"])
            return
        try:
            check(actor, entry)
        except Problem as problem:
            entry.status, entry.error = "mapping", text_document(problem.detail or problem.title)
            entry.save(update_fields=["status", "error"])
        tell_progress(entry)


def check(actor: Actor, entry: Import) -> None:
    """Judge every row and store counts, new values and the first rows; the import is then `ready`."""
    expect_growth()
    _, rows = stored_rows(entry)
    judge = judge_of(actor, entry)
    counts: Counter[str] = Counter()
    pending: dict[str, set[str]] = {}
    shown: list[dict[str, Any]] = []
    for chunk in in_chunks(rows, CHUNK):
        judged = judge.judge(chunk)
        wanted = [pending_values(row) for row in judged]
        if counts.total() < REHEARSED:
            rehearse(actor, judge, judged)
        for row, values in zip(judged, wanted, strict=True):
            counts[row.outcome] += 1
            if len(shown) < SHOWN:
                shown.append(_row_document(judge, row))
            for value in values if row.outcome != "refuse" else ():
                pending.setdefault(value.field, set()).add(value.key)
    entry.preview = {
        "counts": {name: counts[name] for name in ("create", "update", "identical", "refuse")},
        "new_values": [{"field": name, "count": len(keys)} for name, keys in sorted(pending.items())],
        "rows": shown,
    }
    entry.status, entry.error = "ready", None
    entry.save(update_fields=["preview", "status", "error"])


def in_chunks(rows: Iterable[FileRow], size: int) -> Iterator[list[FileRow]]:
    """The rows, `size` at a time."""
    source = iter(rows)
    while chunk := list(islice(source, size)):
        yield chunk


def _row_document(judge: Judge, judged: Judged) -> dict[str, Any]:
    title_field = judge.target.entry.title_field
    title = judged.values.get(title_field) or getattr(judged.existing, title_field, None)
    if not title and judge.target.shape.title is not None:
        title = judge.target.shape.title(judged.texts)
    own = {item.name: item for item in judge.target.entry.fields}
    return {
        "line": judged.row.line,
        "outcome": judged.outcome,
        "title": shortened(str(title or next(iter(judged.texts.values()), "")), 120),
        "record_id": str(judged.existing.id) if judged.existing is not None else None,
        "values": {name: shortened(text, 120) for name, text in judged.texts.items()},
        "reasons": [reason.document() for reason in judged.reasons],
        "changes": [
            {
                "field": name,
                "label": text_document(own[name].label),
                "before": shown_value(own[name], before, judge.associations.get(name)),
                "after": shortened(judged.texts.get(name, ""), 120),
            }
            for name, (before, _) in judged.changes.items()
        ],
    }


def shown_value(item: Field, value: Any, association: Association | None) -> str | None:
    """A stored value as a person reads it in the preview; ids become names where they are known."""
    if value is None or value == "":
        return None
    if association is not None:
        labels = {str(option.id): option.label for option in association.options}
        return labels.get(str(value)) or association.title_of(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value.normalize()) if isinstance(value, Decimal) else shortened(str(value), 120)
