"""What the check found for each row, kept for the preview, and judged again when a person corrects a cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sillage.kernel.errors import InvalidFields, NotFound
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field
from sillage.kernel.text import Text
from sillage.records.imports.associating import Association
from sillage.records.imports.judging import Judge, judge_of
from sillage.records.imports.models import Import, ImportRow
from sillage.records.imports.sources import stored_rows
from sillage.records.imports.types import OUTCOMES, FileRow, Judged, PendingValue, shortened, text_document
from sillage.records.imports.writing import rehearse

MAX_CORRECTED = 5_000
# Rows that repeat one another are judged together; beyond these the others wait for the next check.
JUDGED_TOGETHER = 200
_TOO_MANY = Text(
    fr="Plus de 5 000 lignes corrigées : corrigez plutôt le fichier", en="More than 5,000 rows corrected: mend the file"
)
_NO_COLUMN = Text(fr="Le fichier n’a pas cette colonne", en="The file has no such column")


def keep_rows(entry: Import, judge: Judge, judged: Sequence[Judged]) -> None:
    """Store what becomes of these rows, for the preview."""
    ImportRow.objects.bulk_create(
        ImportRow(
            import_id=entry.id,
            line=row.row.line,
            outcome=row.outcome,
            match_key=row.key,
            document=row_document(judge, row),
        )
        for row in judged
    )


def forget_rows(entry: Import) -> None:
    """Drop what an earlier check found."""
    ImportRow.objects.filter(import_id=entry.id).delete()


def correct_cells(actor: Actor, entry: Import, line: int, cells: Mapping[int, str]) -> None:
    """Replace cells of one row by what a person typed and judge it again, with the rows it repeats or repeated.

    Raises `NotFound` for a line without row, `InvalidFields` for a column the file does not have.
    """
    stored = ImportRow.objects.filter(import_id=entry.id, line=line).first()
    if stored is None:
        raise NotFound
    for index in cells:
        if not 0 <= index < len(entry.columns):
            raise InvalidFields.one("cells", "no_such_column", _NO_COLUMN)
    entry.corrections.setdefault(str(line), {}).update({str(index): cell for index, cell in cells.items()})
    if len(entry.corrections) > MAX_CORRECTED:
        raise InvalidFields.one("cells", "too_many", _TOO_MANY)
    judge = judge_of(actor, entry)
    (row,) = _rows_of(entry, {line})
    keys = {stored.match_key, judge.key_of(row)} - {None}
    alike = ImportRow.objects.filter(import_id=entry.id, match_key__in=keys) if keys else ImportRow.objects.none()
    lines = {line, *alike.order_by("line").values_list("line", flat=True)[:JUDGED_TOGETHER]}
    _judge_again(actor, entry, judge, lines)


def _rows_of(entry: Import, lines: set[int]) -> list[FileRow]:
    last = max(lines)
    found = []
    for row in stored_rows(entry):
        if row.line in lines:
            found.append(row)
        if row.line >= last:
            break
    return found


def _judge_again(actor: Actor, entry: Import, judge: Judge, lines: set[int]) -> None:
    judged = judge.judge(_rows_of(entry, lines))
    documents = {row.row.line: row for row in judged}
    rehearse(actor, judge, judged)
    counts = Counter(entry.preview["counts"] if entry.preview else {})
    for stored in ImportRow.objects.filter(import_id=entry.id, line__in=lines):
        row = documents[stored.line]
        counts[stored.outcome] -= 1
        counts[row.outcome] += 1
        stored.outcome, stored.match_key, stored.document = row.outcome, row.key, row_document(judge, row)
        stored.save(update_fields=["outcome", "match_key", "document"])
    entry.preview = {**(entry.preview or {}), "counts": {name: counts[name] for name in OUTCOMES}}
    entry.save(update_fields=["corrections", "preview"])


def row_document(judge: Judge, judged: Judged) -> dict[str, Any]:
    """One row as the preview shows it."""
    title_field = judge.target.entry.title_field
    title = judged.values.get(title_field) or getattr(judged.existing, title_field, None)
    if not title and judge.target.shape.title is not None:
        title = judge.target.shape.title(judged.texts)
    own = {item.name: item for item in judge.target.entry.fields}
    reasons = [*judged.reasons, *([judged.note] if judged.note and not judged.reasons else [])]
    return {
        "title": shortened(str(title or next(iter(judged.texts.values()), "")), 120),
        "record_id": str(judged.existing.id) if judged.existing is not None else None,
        "values": {name: shortened(text, 120) for name, text in judged.texts.items()},
        "reasons": [reason.document() for reason in reasons],
        "changes": [
            {
                "field": name,
                "label": text_document(own[name].label),
                "before": shown_value(own[name], before, judge.associations.get(name)),
                "after": _shown_after(own[name], after, judged, judge.associations.get(name)),
            }
            for name, (before, after) in judged.changes.items()
        ],
    }


def _shown_after(item: Field, after: Any, judged: Judged, association: Association | None) -> str | None:
    text = judged.texts.get(item.name)
    if text is not None:
        return shortened(text, 120)
    return shortened(after.label, 120) if isinstance(after, PendingValue) else shown_value(item, after, association)


def shown_value(item: Field, value: Any, association: Association | None) -> str | None:
    """A stored value as a person reads it in the preview; ids become names where they are known."""
    if value is None or value == "":
        return None
    if association is not None:
        labels = {str(option.id): option.label for option in reversed(association.options)}
        return labels.get(str(value)) or association.title_of(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value.normalize()) if isinstance(value, Decimal) else shortened(str(value), 120)
