"""Saving, changing and removing views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max

from sillage.identity.roles.queries import known_roles
from sillage.kernel import clock
from sillage.kernel.errors import FieldProblem, Forbidden, InvalidFields, StaleVersion
from sillage.kernel.events import record
from sillage.kernel.permissions import Actor, require
from sillage.kernel.text import Text
from sillage.records.filters.columns import groupable
from sillage.records.filters.queries import read_filter
from sillage.records.grid.layout import Layout, layout_of
from sillage.records.views.events import DefaultViewSet, ViewCreated, ViewDeleted, ViewUpdated
from sillage.records.views.models import View, ViewDefault
from sillage.records.views.queries import is_own, view_details, visible_view
from sillage.records.views.rules import SHARE, changeable

_UNKNOWN_FIELD = Text(fr="Ce champ n’existe pas", en="There is no such field")
_NOT_GROUPED = Text(fr="On ne groupe pas par ce champ", en="One does not group by this field")
_NO_TEAM = Text(fr="Choisissez une de vos équipes", en="Choose one of your teams")
_UNKNOWN_SORT = Text(fr="Ce tri n’est pas proposé", en="This sort is not offered")
_UNKNOWN_ROLE = Text(fr="Ce rôle n’existe pas dans cet espace", en="This role does not exist in this workspace")
_NOT_SHARED = Text(
    fr="Seule une vue partagée avec tout l’espace peut s’ouvrir par défaut",
    en="Only a view shared with the whole workspace can open by default",
)
_SAVED = ("name", "layout", "scope", "team_id", "filter", "sort", "columns", "group_by", "position")


def create_view(actor: Actor, object: str, values: Mapping[str, Any]) -> UUID:
    """Save a view of a kind of record and return its id; private unless told otherwise.

    Raises `NotFound` for an unknown kind, `Forbidden` or `InvalidFields`.
    """
    if actor.read_only:
        raise Forbidden
    layout = layout_of(actor, object)
    view = View(object=object, member_id=actor.member_id, created_at=clock.now(), updated_at=clock.now())
    _fill(layout, view, values)
    if values.get("position") is None:
        last = View.objects.filter(object=object).aggregate(last=Max("position"))["last"]
        view.position = (last or 0) + 1024
    view.save(force_insert=True)
    record(actor, ViewCreated(target=object, scope=view.scope), object="view", record_id=view.id)
    return view.id


def update_view(actor: Actor, view_id: UUID, values: Mapping[str, Any], expected_version: int | None = None) -> None:
    """Change what is given of a view. Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`."""
    view = _changeable(actor, view_id, expected_version)
    if not values:
        return
    _fill(layout_of(actor, view.object), view, values)
    view.version += 1
    view.updated_at = clock.now()
    view.save()
    if view.scope != "shared":
        ViewDefault.objects.filter(view_id=view.id).delete()
    event = ViewUpdated(target=view.object, fields=tuple(sorted(values)))
    record(actor, event, object="view", record_id=view.id)


def delete_view(actor: Actor, view_id: UUID, expected_version: int | None = None) -> None:
    """Remove a view; the records it showed stay. Raises `NotFound`, `Forbidden` or `StaleVersion`."""
    view = _changeable(actor, view_id, expected_version)
    record(actor, ViewDeleted(target=view.object, scope=view.scope), object="view", record_id=view.id)
    view.delete()


def set_default_view(actor: Actor, view_id: UUID, role_ids: Sequence[UUID]) -> None:
    """Make a shared view the one that opens first for these roles, and for no other.

    Raises `NotFound`, `Forbidden` or `InvalidFields`.
    """
    view = _changeable(actor, view_id, None)
    require(actor, SHARE)
    wanted = list(dict.fromkeys(role_ids))
    if wanted and view.scope != "shared":
        raise InvalidFields.one("role_ids", "not_shared", _NOT_SHARED)
    unknown = set(wanted) - known_roles(wanted)
    if unknown:
        path = f"role_ids.{next(index for index, each in enumerate(wanted) if each in unknown)}"
        raise InvalidFields.one(path, "unknown_role", _UNKNOWN_ROLE)
    ViewDefault.objects.filter(view_id=view.id).delete()
    ViewDefault.objects.filter(object=view.object, role_id__in=wanted).delete()
    ViewDefault.objects.bulk_create(
        ViewDefault(object=view.object, role_id=role_id, view_id=view.id) for role_id in wanted
    )
    event = DefaultViewSet(target=view.object, roles=tuple(str(role_id) for role_id in wanted))
    record(actor, event, object="view", record_id=view.id)


def _changeable(actor: Actor, view_id: UUID, expected_version: int | None) -> View:
    view = visible_view(actor, view_id, lock=True)
    if actor.read_only or not changeable(view.scope, is_own(actor, view), actor.can(SHARE)):
        raise Forbidden
    if expected_version is not None and view.version != expected_version:
        raise StaleVersion(view_details(actor, view_id))
    return view


def _fill(layout: Layout, view: View, values: Mapping[str, Any]) -> None:
    """Put the values on the view once they are known to be right."""
    actor = layout.actor
    problems = _problems(layout, values)
    for name in _SAVED:
        if name in values and values[name] is not None:
            setattr(view, name, _columns(values[name]) if name == "columns" else values[name])
    for name in ("filter", "group_by", "team_id"):
        if name in values and values[name] is None:
            setattr(view, name, None)
    if view.scope != "team":
        view.team_id = None
    elif view.team_id is None or (view.team_id not in actor.team_ids and not actor.can(SHARE)):
        problems.append(FieldProblem("team_id", "unknown_team", _NO_TEAM))
    if problems:
        raise InvalidFields(fields=problems)
    if view.scope == "shared":
        require(actor, SHARE)


def _columns(given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"field": each["field"], "width": each.get("width"), "pinned": bool(each.get("pinned"))} for each in given]


def _problems(layout: Layout, values: Mapping[str, Any]) -> list[FieldProblem]:
    problems: list[FieldProblem] = []
    read_filter(layout.actor, layout.name, values.get("filter"))
    for index, column in enumerate(values.get("columns") or ()):
        if column["field"] not in layout.fields:
            problems.append(FieldProblem(f"columns.{index}.field", "unknown_field", _UNKNOWN_FIELD))
    names = [name.strip().removeprefix("-") for name in (values.get("sort") or "").split(",") if name.strip()]
    if len(names) > 3 or any(name not in layout.sorts for name in names):
        problems.append(FieldProblem("sort", "unknown_sort", _UNKNOWN_SORT))
    grouped = layout.fields.get(values.get("group_by") or "")
    if values.get("group_by") and (grouped is None or not groupable(layout.entry, grouped)):
        problems.append(FieldProblem("group_by", "not_groupable", _NOT_GROUPED))
    return problems
