"""An import from beginning to end without a screen: the same steps, waited for. Used by `sillage import`."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files.base import File

from sillage.kernel.cells import inert
from sillage.kernel.db import workspace_transaction
from sillage.kernel.errors import FieldProblem, InvalidFields, Problem
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text, normalise
from sillage.records.imports import actions
from sillage.records.imports.checking import check_import_file
from sillage.records.imports.models import Import, ImportRow
from sillage.records.imports.queries import import_details, refusal_file
from sillage.records.imports.running import run_import
from sillage.records.imports.sources import stored_rows
from sillage.records.imports.types import in_language

# How a mapping file may settle what the screen lets a person choose.
CHOICES = (
    "encoding", "separator", "sheet", "has_header", "header_line", "decimal_sign", "date_order", "phone_country",
    "match_field", "when_matched", "when_new", "when_trashed", "fixed", "values",
)  # fmt: skip
SHOWN_LAYOUT = (
    "format", "encoding", "separator", "decimal_sign", "date_order", "sheet", "header_line", "preset",
)  # fmt: skip
_NO_HEADER = Text(fr="Le fichier n’a pas cette colonne", en="The file has no such column")
_WAIT_S = 0.5


@dataclass(slots=True)
class Order:
    """What to import and how; `mapping` holds fields by header (`columns`) and any of `CHOICES`."""

    path: Path
    object: str | None = None
    mapping: Mapping[str, Any] = field(default_factory=dict)
    match: str | None = None
    dry_run: bool = False
    report: Path | None = None


def import_file(actor: Actor, order: Order) -> dict[str, Any]:
    """Import a file and say what became of it: counts, reasons, layout and mapping.

    A dry run writes nothing and leaves no import behind. Raises `Problem` like the actions it calls.
    """
    workspace = actor.workspace_id
    with workspace_transaction(workspace, actor.user_id):
        with order.path.open("rb") as content:
            wanted = order.object or order.mapping.get("object")
            import_id = actions.create_import(actor, file=File(content, name=order.path.name), object=wanted)
        _settle(actor, import_id, order)
    try:
        _check(actor, import_id)
        if order.dry_run:
            return _rehearsed(actor, import_id, order)
        with workspace_transaction(workspace, actor.user_id):
            actions.start_import(actor, import_id)
        _wait(actor, import_id)
        return _written(actor, import_id, order)
    finally:
        if order.dry_run:
            with workspace_transaction(workspace, actor.user_id):
                actions.discard_import(actor, import_id)


def _settle(actor: Actor, import_id: UUID, order: Order) -> None:
    changes = {name: order.mapping[name] for name in CHOICES if name in order.mapping}
    if changes:
        reading = {name: value for name, value in changes.items() if name != "match_field"}
        actions.update_mapping(actor, import_id, reading)
    columns = order.mapping.get("columns")
    if columns:
        found = {normalise(one["header"]): one["index"] for one in Import.objects.get(id=import_id).columns}
        unknown = [header for header in columns if normalise(header) not in found]
        if unknown:
            raise InvalidFields(
                fields=[FieldProblem(f"columns.{one}", "no_such_column", _NO_HEADER) for one in unknown]
            )
        named = {found[normalise(header)]: name for header, name in columns.items()}
        placed = [{"index": index, "field": named.get(index)} for index in sorted(found.values())]
        actions.update_mapping(actor, import_id, {"columns": placed})
    match = order.match or changes.get("match_field")
    if match:
        actions.update_mapping(actor, import_id, {"match_field": match})


def _check(actor: Actor, import_id: UUID) -> None:
    with workspace_transaction(actor.workspace_id, actor.user_id):
        actions.check_import(actor, import_id)
    check_import_file.run(str(actor.workspace_id), str(import_id))
    with workspace_transaction(actor.workspace_id, actor.user_id):
        entry = Import.objects.get(id=import_id)
    if entry.status == "mapping" and entry.error:
        raise Problem(Text(**entry.error))


def _wait(actor: Actor, import_id: UUID) -> None:
    """Run the import here; when a worker was quicker, wait for it."""
    run_import.run(str(actor.workspace_id), str(import_id))
    while True:
        with workspace_transaction(actor.workspace_id, actor.user_id):
            if Import.objects.get(id=import_id).status != "running":
                return
        time.sleep(_WAIT_S)


def _rehearsed(actor: Actor, import_id: UUID, order: Order) -> dict[str, Any]:
    with workspace_transaction(actor.workspace_id, actor.user_id):
        entry = Import.objects.get(id=import_id)
        refused = list(ImportRow.objects.filter(import_id=import_id, outcome="refuse").order_by("line"))
        told = {row.line: [reason["message"] for reason in row.document["reasons"]] for row in refused}
        codes = Counter(reason["code"] for row in refused for reason in row.document["reasons"])
        summary = _summary(actor, import_id, codes)
        counts = (entry.preview or {})["counts"]
        summary |= {
            "read": entry.rows_total,
            "created": counts["create"],
            "updated": counts["update"],
            "restored": counts["restore"],
            "skipped": counts["identical"] + counts["skip"],
            "refused": counts["refuse"],
        }
        if order.report is not None:
            _report(order.report, entry, told, actor.language)
    return summary | {"status": "checked", "dry_run": True}


def _report(path: Path, entry: Import, told: Mapping[int, list[dict[str, str]]], language: str) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        first = ("Line", "Reason") if language == "en" else ("Ligne", "Motif")
        writer.writerow([*first, *(inert(column["header"]) for column in entry.columns)])
        for row in stored_rows(entry):
            if row.line in told:
                reasons = " ; ".join(str(in_language(one, language)) for one in told[row.line])
                writer.writerow([row.line, inert(reasons), *(inert(cell) for cell in row.cells)])


def _written(actor: Actor, import_id: UUID, order: Order) -> dict[str, Any]:
    from sillage.records.imports.models import ImportRefusal

    with workspace_transaction(actor.workspace_id, actor.user_id):
        reasons = ImportRefusal.objects.filter(import_id=import_id).values_list("reasons", flat=True)
        summary = _summary(actor, import_id, Counter(one["code"] for row in reasons for one in row))
        if order.report is not None:
            order.report.write_bytes(refusal_file(actor, import_id)[1])
    return summary


def _summary(actor: Actor, import_id: UUID, codes: Counter[str]) -> dict[str, Any]:
    details = import_details(actor, import_id)
    return {
        "import": str(import_id),
        "status": details["status"],
        "object": details["object"],
        "read": details["rows_done"],
        **{name: details[name] for name in ("created", "updated", "restored", "skipped", "refused")},
        "reasons": dict(codes.most_common()),
        **{
            name: details[name]
            for name in (
                "format",
                "encoding",
                "separator",
                "decimal_sign",
                "date_order",
                "sheet",
                "header_line",
                "preset",
            )
        },
        "mapping": {column["header"]: column["field"] for column in details["columns"]},
        "match_field": details["match_field"],
        "error": details["error"],
        "dry_run": False,
    }
