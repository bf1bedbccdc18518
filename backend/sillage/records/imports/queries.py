"""Reads of imports: the list, one import, its preview and its refused rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sillage.identity.users.queries import member_names
from sillage.kernel.cells import inert
from sillage.kernel.errors import NotFound
from sillage.kernel.http.cursor import decode_cursor, encode_cursor
from sillage.kernel.permissions import Actor, require
from sillage.kernel.registry import Field
from sillage.kernel.text import normalise
from sillage.records.imports.associating import options_of
from sillage.records.imports.errors import UnreadableFile
from sillage.records.imports.models import Import, ImportRefusal, ImportRow
from sillage.records.imports.presets import preset_named
from sillage.records.imports.sources import stored_rows
from sillage.records.imports.targets import Target, target_of
from sillage.records.imports.types import Layout, in_language

_SUMMARY = (
    "id",
    "object",
    "file_name",
    "status",
    "rows_total",
    "rows_done",
    "rows_checked",
    "created",
    "updated",
    "restored",
    "skipped",
    "refused",
    "change_set_id",
    "member_id",
    "created_at",
    "started_at",
    "finished_at",
)
FILE_LIMIT = 100_000
PREVIEWED = 100


def imports_visible_to(actor: Actor) -> QuerySet[Import]:
    """The imports an actor may see: the actor's own, all for who manages the workspace."""
    if actor.can("workspace.manage"):
        return Import.objects.all()
    return Import.objects.filter(member_id=actor.member_id)


def _visible(actor: Actor, import_id: UUID) -> Import:
    require(actor, "import.run")
    entry = imports_visible_to(actor).filter(id=import_id).first()
    if entry is None:
        raise NotFound
    return entry


def import_list(actor: Actor, *, cursor: str | None, limit: int) -> dict[str, Any]:
    """One page of imports, the latest first."""
    require(actor, "import.run")
    rows = imports_visible_to(actor)
    if cursor is not None:
        created_at, last_id = decode_cursor(cursor, datetime, UUID)
        rows = rows.filter(Q(created_at__lt=created_at) | Q(created_at=created_at, id__lt=last_id))
    found = list(rows.order_by("-created_at", "-id").values(*_SUMMARY)[: limit + 1])
    items, more = found[:limit], len(found) > limit
    names = member_names(row["member_id"] for row in items if row["member_id"])
    for row in items:
        row["member_name"] = names.get(row["member_id"])
    next_cursor = encode_cursor(items[-1]["created_at"].isoformat(), items[-1]["id"]) if more else None
    return {"items": items, "next_cursor": next_cursor}


def import_details(actor: Actor, import_id: UUID) -> dict[str, Any]:
    """One import with its mapping, its unknown values and its progress. Raises `NotFound`."""
    entry = _visible(actor, import_id)
    target = target_of(entry.object)
    details: dict[str, Any] = {name: getattr(entry, name) for name in _SUMMARY}
    details["member_name"] = member_names([entry.member_id]).get(entry.member_id) if entry.member_id else None
    matching = target.match_fields(column["field"] for column in entry.columns)
    preset = preset_named(entry.preset)
    return details | {
        "file_size": entry.file_size,
        **asdict(Layout(**entry.layout)),
        "preset": preset.program if preset else None,
        "columns": entry.columns,
        "fields": [_field_out(item, actor.language) for item in target.fields.values()],
        "fixed": _fixed_out(actor, target, entry.fixed),
        "associations": [
            {**document, "label": target.fields[document["field"]].label.in_language(actor.language)}
            for document in entry.associations
            if document["field"] in target.fields
        ],
        "match_field": entry.match_field,
        "match_fields": [{"name": one.name, "label": one.label.in_language(actor.language)} for one in matching],
        "when_matched": entry.when_matched,
        "when_new": entry.when_new,
        "when_trashed": entry.when_trashed,
        "corrected": len(entry.corrections),
        "error": in_language(entry.error, actor.language),
        "undo": _undo_out(entry, actor.language),
    }


def _field_out(item: Field, language: str) -> dict[str, Any]:
    return {
        "name": item.name,
        "label": item.label.in_language(language),
        "kind": item.kind.value,
        "required": item.required,
        "match": item.match,
        "group": _group_of(item.label.in_language(language)),
    }


def _group_of(label: str) -> str | None:
    """The other record a field belongs to: "Entreprise › SIREN"."""
    group, arrow, _ = label.partition(" › ")
    return group if arrow else None


def _fixed_out(actor: Actor, target: Target, fixed: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "field": name,
            "label": item.label.in_language(actor.language),
            "required": name in target.shape.fixed_required,
            "value": fixed.get(name),
            "options": [
                {"id": option.id, "label": option.label, "kind": option.kind} for option in options_of(actor, item, {})
            ],
        }
        for name, item in target.fixed.items()
    ]


def _undo_out(entry: Import, language: str) -> dict[str, Any] | None:
    if entry.status not in ("undoing", "undone"):
        return None
    conflicts = [
        {**conflict, "message": in_language(conflict["message"], language)} for conflict in entry.conflict_list
    ]
    return {"undone": entry.undone, "conflicts": entry.conflicts, "conflict_list": conflicts}


def import_preview(actor: Actor, import_id: UUID) -> dict[str, Any]:
    """What the last check found: the counts, and the first rows. Raises `NotFound`."""
    entry = _visible(actor, import_id)
    target = target_of(entry.object)
    preview = entry.preview or {"counts": None, "new_values": []}
    language = actor.language
    used = [column["field"] for column in entry.columns if column["field"] in target.fields]
    return {
        "status": entry.status,
        "counts": preview["counts"],
        "new_values": [
            {**item, "label": target.fields[item["field"]].label.in_language(language)}
            for item in preview["new_values"]
        ],
        "fields": [_field_out(target.fields[name], language) for name in used],
        "rows": _row_page(actor, entry, ImportRow.objects.filter(import_id=entry.id), PREVIEWED),
    }


def import_rows(
    actor: Actor, import_id: UUID, *, outcome: str | None, cursor: str | None, limit: int
) -> dict[str, Any]:
    """One page of the checked rows in the order of the file, of one outcome when given. Raises `NotFound`."""
    entry = _visible(actor, import_id)
    rows = ImportRow.objects.filter(import_id=entry.id)
    if outcome is not None:
        rows = rows.filter(outcome=outcome)
    if cursor is not None:
        (line,) = decode_cursor(cursor, int)
        rows = rows.filter(line__gt=line)
    found = _row_page(actor, entry, rows, limit + 1)
    items, more = found[:limit], len(found) > limit
    return {"items": items, "next_cursor": encode_cursor(items[-1]["line"]) if more else None}


def import_row(actor: Actor, import_id: UUID, line: int) -> dict[str, Any]:
    """One checked row, with the counts of all as they are now. Raises `NotFound`."""
    entry = _visible(actor, import_id)
    rows = _row_page(actor, entry, ImportRow.objects.filter(import_id=entry.id, line=line), 1)
    if not rows:
        raise NotFound
    return {"row": rows[0], "counts": (entry.preview or {}).get("counts")}


def _row_page(actor: Actor, entry: Import, rows: QuerySet[ImportRow], limit: int) -> list[dict[str, Any]]:
    found = rows.order_by("line").values_list("line", "outcome", "document")[:limit]
    return [
        {
            **document,
            "line": line,
            "outcome": outcome,
            "corrected": [int(index) for index in entry.corrections.get(str(line), {})],
            "reasons": [_reason_out(reason, actor.language) for reason in document["reasons"]],
            "changes": [
                {**change, "label": in_language(change["label"], actor.language)} for change in document["changes"]
            ],
        }
        for line, outcome, document in found
    ]


def _reason_out(reason: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {
        "field": reason["field"],
        "label": in_language(reason["label"], language),
        "value": reason["value"],
        "code": reason["code"],
        "message": in_language(reason["message"], language),
    }


def refusal_list(actor: Actor, import_id: UUID, *, cursor: str | None, limit: int) -> dict[str, Any]:
    """One page of refused rows in the order of the file. Raises `NotFound`."""
    entry = _visible(actor, import_id)
    rows = ImportRefusal.objects.filter(import_id=entry.id)
    if cursor is not None:
        line, last_id = decode_cursor(cursor, int, UUID)
        rows = rows.filter(Q(line__gt=line) | Q(line=line, id__gt=last_id))
    found = list(rows.order_by("line", "id").values("id", "line", "reasons", "values")[: limit + 1])
    items, more = found[:limit], len(found) > limit
    for row in items:
        row["reasons"] = [_reason_out(reason, actor.language) for reason in row["reasons"]]
    return {
        "headers": [column["header"] for column in entry.columns],
        "items": items,
        "next_cursor": encode_cursor(items[-1]["line"], items[-1]["id"]) if more else None,
    }


def refusal_file(actor: Actor, import_id: UUID) -> tuple[str, bytes]:
    """A file name and a CSV of the refused rows: line, reasons, then the cells; no cell is a formula.

    It is written as spreadsheets in France open it: UTF-8 with a mark, semicolons. Raises `NotFound`.
    """
    entry = _visible(actor, import_id)
    english = actor.language == "en"
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    first = ("Line", "Reason") if english else ("Ligne", "Motif")
    writer.writerow([*first, *(inert(column["header"]) for column in entry.columns)])
    rows = ImportRefusal.objects.filter(import_id=entry.id).order_by("line", "id")
    refused = list(rows.values_list("line", "reasons", "values")[:FILE_LIMIT])
    whole = _whole_cells(entry, {line for line, _, _ in refused})
    for line, reasons, cells in refused:
        told = " ; ".join(str(in_language(reason["message"], actor.language)) for reason in reasons)
        writer.writerow([line, inert(told), *(inert(cell) for cell in whole.get(line, cells))])
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", normalise(entry.file_name.rsplit(".", 1)[0])).strip("-.") or "import"
    return f"{stem[:80]}-{'refused' if english else 'refus'}.csv", text.getvalue().encode("utf-8-sig")


def _whole_cells(entry: Import, lines: set[int]) -> dict[int, list[str]]:
    """The uncut cells of these lines, while the file is kept."""
    try:
        return {row.line: row.cells for row in stored_rows(entry) if row.line in lines} if lines else {}
    except UnreadableFile:
        return {}
