"""Reading saved views: what the actor may see, without the fields that have gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from sillage.identity.users.queries import role_of_member
from sillage.kernel.errors import NotFound
from sillage.kernel.permissions import Actor
from sillage.records.filters.columns import groupable
from sillage.records.filters.queries import filterable_fields
from sillage.records.filters.rules import without_missing
from sillage.records.grid.layout import Layout, layout_of
from sillage.records.views.models import View, ViewDefault
from sillage.records.views.rules import SHARE, changeable, visible


def views_of(actor: Actor, object: str) -> dict[str, Any]:
    """The views of a kind of record the actor may see, in order. Raises `NotFound` or `Forbidden`."""
    layout = layout_of(actor, object)
    seen = Q(scope="shared") | Q(scope="team", team_id__in=sorted(actor.team_ids))
    if actor.member_id is not None:
        seen |= Q(member_id=actor.member_id)
    if actor.can(SHARE):
        seen |= Q(scope="team")
    found = list(View.objects.filter(seen, object=object).order_by("position", "id"))
    return {"items": _documents(layout, found)}


def view_details(actor: Actor, view_id: UUID) -> dict[str, Any]:
    """One view the actor may see. Raises `NotFound`."""
    found = visible_view(actor, view_id)
    return _documents(layout_of(actor, found.object), [found])[0]


def visible_view(actor: Actor, view_id: UUID, *, lock: bool = False) -> View:
    """A view the actor may see. Raises `NotFound`."""
    rows = View.objects.select_for_update() if lock else View.objects.all()
    found = rows.filter(id=view_id).first()
    if found is None or not actor.can(f"{found.object}.see"):
        raise NotFound
    if not visible(found.scope, found.team_id, is_own(actor, found), actor.team_ids, actor.can(SHARE)):
        raise NotFound
    return found


def is_own(actor: Actor, view: View) -> bool:
    """True when the actor made the view."""
    return view.member_id is not None and view.member_id == actor.member_id


def _documents(layout: Layout, found: Sequence[View]) -> list[dict[str, Any]]:
    defaults: dict[UUID, list[UUID]] = {}
    for view_id, role_id in ViewDefault.objects.filter(object=layout.name).values_list("view_id", "role_id"):
        defaults.setdefault(view_id, []).append(role_id)
    role = role_of_member(layout.actor.member_id) if layout.actor.member_id and defaults else None
    return [_document(layout, view, defaults.get(view.id, []), role) for view in found]


def _document(layout: Layout, view: View, roles: list[UUID], own_role: UUID | None) -> dict[str, Any]:
    actor = layout.actor
    kept, missing = without_missing(view.filter, layout.name, filterable_fields(actor))
    columns = [each for each in view.columns if each["field"] in layout.fields]
    missing += [each["field"] for each in view.columns if each["field"] not in layout.fields]
    names = [name for name in view.sort.split(",") if name]
    sort = [name for name in names if name.removeprefix("-") in layout.sorts]
    missing += [name.removeprefix("-") for name in names if name.removeprefix("-") not in layout.sorts]
    grouped = layout.fields.get(view.group_by or "")
    if view.group_by and (grouped is None or not groupable(layout.entry, grouped)):
        missing.append(view.group_by)
        grouped = None
    return {
        "id": view.id,
        "version": view.version,
        "object": view.object,
        "name": view.name,
        "layout": view.layout,
        "scope": view.scope,
        "member_id": view.member_id,
        "team_id": view.team_id,
        "filter": kept,
        "sort": ",".join(sort),
        "columns": columns,
        "group_by": grouped.name if grouped else None,
        "position": view.position,
        "editable": not actor.read_only and changeable(view.scope, is_own(actor, view), actor.can(SHARE)),
        "default_role_ids": sorted(roles),
        "is_default": own_role is not None and own_role in roles,
        "missing_fields": list(dict.fromkeys(missing)),
    }
