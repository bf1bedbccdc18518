"""Making, renaming, merging and deleting tags. Putting them on records is up to `records.fields`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.errors import Forbidden, InvalidFields, NotFound, StaleVersion
from sillage.kernel.events import Event, Operation, differences, record
from sillage.kernel.permissions import Actor, ActorKind, require
from sillage.kernel.text import Text, normalise
from sillage.kernel.values import clean, missing
from sillage.records.imports.types import NewValue
from sillage.records.objects.stamp import renew_stamp
from sillage.records.tags.events import TagCreated, TagDeleted, TagRestored, TagUpdated
from sillage.records.tags.models import RecordTag, Tag
from sillage.records.tags.queries import known_tags, tag_usage
from sillage.records.tags.rules import CLEANERS, colour_for

OBJECT = "tag"
MANAGE = "fields.manage"
MAX_TAGS = 2_000
KEPT_IN_TRASH = timedelta(days=30)
_TAKEN = Text(fr="Une étiquette porte déjà ce nom", en="A tag already has this name")
_FULL = Text(fr="Au plus {limit} étiquettes par espace", en="At most {limit} tags per workspace")
_ITSELF = Text(fr="Choisissez une autre étiquette", en="Choose another tag")
_UNKNOWN = Text(fr="Cette étiquette n’existe pas", en="This tag does not exist")


def create_tag(actor: Actor, values: Mapping[str, Any]) -> UUID:
    """Make a tag: who may edit any kind of record may. Raises `Forbidden` or `InvalidFields`."""
    _require_tagging(actor)
    fields = clean({name: value for name, value in values.items() if value is not None}, CLEANERS)
    if problems := missing(["name"], fields):
        raise InvalidFields(fields=problems)
    renew_stamp()
    _refuse_taken(fields["name"], None)
    if len(known_tags()) >= MAX_TAGS:
        raise InvalidFields.one("name", "too_many_tags", _FULL.format(limit=MAX_TAGS))
    now = clock.now()
    tag = Tag.objects.create(
        id=new_id(),
        name=fields["name"],
        sort_name=normalise(fields["name"]),
        colour=fields.get("colour") or colour_for(fields["name"]),
        created_at=now,
        updated_at=now,
    )
    renew_stamp()
    _record(actor, tag, TagCreated(), Operation.CREATED)
    return tag.id


def find_or_create_by_name(actor: Actor, names: Sequence[str]) -> dict[str, UUID]:
    """The tag of each name, compared without case and accents; missing ones are made.

    Raises `Forbidden` when one must be made and the caller may not, or `InvalidFields`.
    """
    found: dict[str, UUID] = {}
    for name in names:
        if not name.strip():
            continue
        key = normalise(name)
        known = {tag.sort_name: tag.id for tag in known_tags().values()}
        found[name] = known[key] if key in known else create_tag(actor, {"name": name})
    return found


def create_for_import(actor: Actor, wanted: Sequence[NewValue]) -> dict[str, str]:
    """The tags a file names and the workspace lacks; gives the id of each label. Raises as `create_tag` does."""
    made = find_or_create_by_name(actor, [value.label for value in wanted])
    return {label: str(tag_id) for label, tag_id in made.items()}


def update_tag(actor: Actor, tag_id: UUID, values: Mapping[str, Any], expected_version: int | None = None) -> None:
    """Rename a tag or give it another colour; its records keep it.

    Raises `Forbidden`, `NotFound`, `StaleVersion` or `InvalidFields`.
    """
    tag = _locked(actor, tag_id, expected_version)
    fields = clean(values, CLEANERS)
    changes = differences({name: getattr(tag, name) for name in fields}, fields)
    if not changes:
        return
    if "name" in fields:
        _refuse_taken(fields["name"], tag.id)
        fields["sort_name"] = normalise(fields["name"])
    _write(tag, **fields)
    _record(actor, tag, TagUpdated(fields=tuple(sorted(changes))), Operation.UPDATED, changes)


def merge_tags(actor: Actor, tag_id: UUID, into_id: UUID, expected_version: int | None = None) -> None:
    """Put another tag on every record that carries this one, and this one in the trash.

    Restoring it takes the other tag away again where only the merge had put it. Raises `Forbidden`,
    `NotFound`, `StaleVersion` or `InvalidFields`.
    """
    tag = _locked(actor, tag_id, expected_version)
    if tag.id == into_id:
        raise InvalidFields.one("into", "same_tag", _ITSELF)
    if not Tag.objects.filter(id=into_id, deleted_at__isnull=True).exists():
        raise InvalidFields.one("into", "unknown_tag", _UNKNOWN)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_record_tag (workspace_id, record_id, tag_id, object, merged_from)"
            " SELECT workspace_id, record_id, %(into)s, object, tag_id FROM records_record_tag"
            " WHERE tag_id = %(tag)s ON CONFLICT DO NOTHING",
            {"into": into_id, "tag": tag.id},
        )
    _write(tag, deleted_at=clock.now())
    _record(actor, tag, TagDeleted(merged_into=into_id), Operation.DELETED)


def delete_tag(actor: Actor, tag_id: UUID, expected_version: int | None = None) -> None:
    """Put a tag in the trash; its records show it again when it is restored within 30 days.

    Raises `Forbidden`, `NotFound` or `StaleVersion`.
    """
    tag = _locked(actor, tag_id, expected_version)
    _write(tag, deleted_at=clock.now())
    _record(actor, tag, TagDeleted(), Operation.DELETED)


def restore_tag(actor: Actor, tag_id: UUID, expected_version: int | None = None) -> None:
    """Take a tag out of the trash, with the records that carried it.

    Raises `Forbidden`, `NotFound`, `StaleVersion`, or `InvalidFields` when its name is taken meanwhile.
    """
    tag = _locked(actor, tag_id, expected_version, trashed=True)
    if tag.deleted_at is None:
        return
    _refuse_taken(tag.name, tag.id)
    RecordTag.objects.filter(merged_from=tag.id).delete()
    _write(tag, deleted_at=None)
    _record(actor, tag, TagRestored(), Operation.RESTORED)


def purge_trashed_tags() -> int:
    """Remove for good the tags of the entered workspace that are in the trash for 30 days."""
    gone, _ = Tag.objects.filter(deleted_at__lt=clock.now() - KEPT_IN_TRASH).delete()
    return gone


def _require_tagging(actor: Actor) -> None:
    if actor.read_only:
        raise Forbidden
    if actor.kind is not ActorKind.SYSTEM and not any(
        name == MANAGE or name.endswith((".edit", ".create")) for name in actor.grants
    ):
        raise Forbidden


def _locked(actor: Actor, tag_id: UUID, expected_version: int | None, *, trashed: bool = False) -> Tag:
    require(actor, MANAGE)
    if actor.read_only:
        raise Forbidden
    renew_stamp()
    rows = Tag.objects.all() if trashed else Tag.objects.filter(deleted_at__isnull=True)
    tag = rows.select_for_update().filter(id=tag_id).first()
    if tag is None:
        raise NotFound
    if expected_version is not None and tag.version != expected_version:
        raise StaleVersion(_document(tag))
    return tag


def _document(tag: Tag) -> dict[str, Any]:
    count = tag_usage([tag.id]).get(tag.id, 0)
    return {"id": tag.id, "name": tag.name, "colour": tag.colour, "version": tag.version, "count": count}


def _refuse_taken(name: str, own_id: UUID | None) -> None:
    rows = Tag.objects.filter(sort_name=normalise(name), deleted_at__isnull=True)
    if set(rows.values_list("id", flat=True)) - {own_id}:
        raise InvalidFields.one("name", "name_taken", _TAKEN)


def _write(tag: Tag, **columns: Any) -> None:
    tag.version += 1
    tag.updated_at = clock.now()
    for name, value in columns.items():
        setattr(tag, name, value)
    tag.save(update_fields=[*columns, "version", "updated_at"])
    renew_stamp()


def _record(
    actor: Actor,
    tag: Tag,
    event: Event,
    operation: Operation,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> None:
    record(actor, event, object=OBJECT, record_id=tag.id, operation=operation, version=tag.version, changes=changes)
