"""Asking for an export and giving it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sillage.kernel import clock
from sillage.kernel.errors import FieldProblem, InvalidFields, NotFound
from sillage.kernel.events import record
from sillage.kernel.jobs import enqueue
from sillage.kernel.permissions import Actor, require
from sillage.kernel.text import Text, normalise
from sillage.records.exports.errors import ExportOver
from sillage.records.exports.events import ExportRequested
from sillage.records.exports.models import Export
from sillage.records.exports.queries import exports_visible_to
from sillage.records.exports.running import end_export, write_export
from sillage.records.exports.types import Format
from sillage.records.grid.layout import layout_of
from sillage.records.grid.queries import selection_conditions
from sillage.records.objects.queries import object_named

_UNKNOWN_FIELD = Text(
    fr="Ce champ n’existe pas ou ne s’exporte pas", en="There is no such field, or it is not exported"
)


def request_export(
    actor: Actor, object: str, *, selection: Mapping[str, Any], fields: Sequence[str], sort: str | None, format: Format
) -> UUID:
    """Have the records of a selection written to a file in the background; gives the export's id.

    Only records that the actor may export are written; no `fields` means all of them. Raises `Forbidden`
    or `InvalidFields` naming `object`, `fields`, `selection` or `sort`.
    """
    entry = object_named(object)
    require(actor, f"{object}.export")
    layout = layout_of(actor, object, "export")
    known = {name for name, field in layout.fields.items() if field.exported}
    wrong = [
        FieldProblem(f"fields.{place}", "unknown_field", _UNKNOWN_FIELD)
        for place, name in enumerate(fields)
        if name not in known
    ]
    if wrong:
        raise InvalidFields(fields=wrong)
    # Reading nothing finds what is wrong before the job would.
    layout.listing(()).page(
        layout.reach("export"),
        selection_conditions(layout, selection),
        sort=sort or layout.default_sort,
        cursor=None,
        limit=1,
    )
    plural = entry.plural.in_language(actor.language)
    day = clock.now().astimezone(ZoneInfo(actor.time_zone)).date().isoformat()
    export = Export.objects.create(
        object=object,
        format=format,
        selection=dict(selection),
        fields=list(fields),
        sort=sort,
        member_id=actor.member_id,
        key_id=actor.key_id,
        file_name=f"{normalise(plural).replace(' ', '-')}-{day}.{format}",
        created_at=clock.now(),
    )
    record(actor, ExportRequested(object, format), object="export", record_id=export.id)
    enqueue(write_export, workspace_id=actor.workspace_id, export_id=export.id, lock=f"export:{export.id}")
    return export.id


def cancel_export(actor: Actor, export_id: UUID) -> None:
    """Give up an export that waits or runs. Raises `NotFound` or `ExportOver`."""
    export = exports_visible_to(actor).select_for_update().filter(id=export_id).first()
    if export is None:
        raise NotFound
    if export.status not in ("waiting", "running"):
        raise ExportOver
    end_export(actor, export, "cancelled")
