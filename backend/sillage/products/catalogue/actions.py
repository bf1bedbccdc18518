"""Writing the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.db.records import advance, insert_many, locked_for, trash_many
from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.events import Event, Operation, Recorded, differences, record, record_many
from sillage.kernel.http.listing import fetch
from sillage.kernel.permissions import Actor, require
from sillage.kernel.text import Text
from sillage.kernel.values import clean, missing
from sillage.products.catalogue.events import ProductCreated, ProductDeleted, ProductRestored, ProductUpdated
from sillage.products.catalogue.models import Product
from sillage.products.catalogue.queries import product_after_write
from sillage.products.catalogue.rules import CLEANERS, column_of, columns_of, shown
from sillage.records.search.actions import forget_records, index_records
from sillage.records.search.types import SearchEntry

OBJECT = "product"
_REQUIRED = ("name", "reference", "kind", "currency", "active")
_TAKEN = Text(fr="Cette référence est déjà celle d’un autre produit", en="Another product bears this reference")
_CURRENCY = (
    "SELECT currency FROM identity_workspace WHERE id = nullif(current_setting('app.workspace', true), '')::uuid"
)


def create_product(actor: Actor, values: Mapping[str, Any]) -> UUID:
    """Create a product or service and return its id.

    Without currency its price is in the workspace's. Raises `Forbidden` or `InvalidFields`.
    """
    return _create(actor, [values], many=False)[0]


def create_products(actor: Actor, values: Sequence[Mapping[str, Any]]) -> list[UUID]:
    """Create many products at once; the path of a wrong field starts with its row, from 0.

    Raises `Forbidden` or `InvalidFields`, and then creates none.
    """
    return _create(actor, values, many=True)


def update_product(
    actor: Actor, product_id: UUID, values: Mapping[str, Any], expected_version: int | None = None
) -> None:
    """Change the fields given; nothing is written when none differs. Lines made before keep their price.

    Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    product = _locked(actor, product_id, "product.edit", expected_version)
    fields = clean(values, CLEANERS)
    if problems := missing([name for name in _REQUIRED if name in fields], fields):
        raise InvalidFields(fields=problems)
    before = {name: shown(name, getattr(product, column_of(name))) for name in fields}
    changes = differences(before, {name: shown(name, value) for name, value in fields.items()})
    if not changes:
        return
    columns = columns_of(fields)
    if "reference" in changes:
        _refuse_taken([columns["reference_key"]], but=product.id)
    advance(product, columns)
    index_records([_search_entry(product)])
    _record(actor, product, ProductUpdated(fields=tuple(sorted(changes))), Operation.UPDATED, changes)


def delete_product(actor: Actor, product_id: UUID, expected_version: int | None = None) -> None:
    """Put a product in the trash; lines keep its words and price. Raises `NotFound`, `Forbidden` or `StaleVersion`."""
    product = _locked(actor, product_id, "product.delete", expected_version)
    advance(product, {"deleted_at": clock.now()})
    forget_records(OBJECT, [product.id])
    _record(actor, product, ProductDeleted(), Operation.DELETED)


def delete_products(actor: Actor, wanted: Mapping[UUID, int | None]) -> set[UUID]:
    """Put products in the trash, each at the version given; returns those that could be."""
    trashed = trash_many(actor, Product.objects.filter(deleted_at__isnull=True), "product.delete", wanted)
    forget_records(OBJECT, [one.id for one in trashed])
    record_many(actor, [Recorded(ProductDeleted(), OBJECT, one.id, Operation.DELETED, one.version) for one in trashed])
    return {one.id for one in trashed}


def restore_product(actor: Actor, product_id: UUID, expected_version: int | None = None) -> None:
    """Take a product out of the trash; one that is not in it stays as it is.

    Raises `NotFound`, `Forbidden`, `StaleVersion`, or `InvalidFields` when its reference was given away.
    """
    product = _locked(actor, product_id, "product.delete", expected_version, trashed=True)
    if product.deleted_at is None:
        return
    _refuse_taken([product.reference_key], but=product.id)
    advance(product, {"deleted_at": None})
    index_records([_search_entry(product)])
    _record(actor, product, ProductRestored(), Operation.RESTORED)


def _create(actor: Actor, values: Sequence[Mapping[str, Any]], *, many: bool) -> list[UUID]:
    require(actor, "product.create")
    defaults = {"kind": "service", "currency": fetch(_CURRENCY)[0][0], "active": True}
    rows = []
    for index, given in enumerate(values):
        path = f"{index}." if many else ""
        row = clean({name: value for name, value in given.items() if value is not None}, CLEANERS, path=path)
        if problems := missing(["name", "reference"], row, path=path):
            raise InvalidFields(fields=problems)
        rows.append(columns_of(defaults | row))
    _refuse_taken([row["reference_key"] for row in rows], many=many)
    now = clock.now()
    made = [Product(id=new_id(), created_at=now, updated_at=now, **row) for row in rows]
    insert_many(made)
    index_records([_search_entry(one) for one in made])
    record_many(actor, [Recorded(ProductCreated(), OBJECT, one.id, Operation.CREATED, 1) for one in made])
    return [one.id for one in made]


def _refuse_taken(keys: Sequence[str], *, but: UUID | None = None, many: bool = False) -> None:
    """Raises `InvalidFields` naming each reference that another product, or an earlier row, has."""
    rows = Product.objects.filter(reference_key__in=keys, deleted_at__isnull=True).exclude(id=but or UUID(int=0))
    taken = set(rows.values_list("reference_key", flat=True))
    problems = []
    for index, key in enumerate(keys):
        if key in taken:
            problems.append(FieldProblem(f"{index}.reference" if many else "reference", "reference_taken", _TAKEN))
        taken.add(key)
    if problems:
        raise InvalidFields(fields=problems)


def _record(
    actor: Actor,
    product: Product,
    event: Event,
    operation: Operation,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> None:
    record(
        actor,
        event,
        object=OBJECT,
        record_id=product.id,
        operation=operation,
        version=product.version,
        changes=changes,
    )


def _search_entry(product: Product) -> SearchEntry:
    """How a product is found and shown in search."""
    return SearchEntry(
        object=OBJECT,
        record_id=product.id,
        title=product.name,
        subtitle=product.reference,
        texts=(product.reference,),
        owner_id=product.owner_id,
        team_id=product.team_id,
    )


def _locked(
    actor: Actor, product_id: UUID, permission: str, expected_version: int | None, *, trashed: bool = False
) -> Product:
    rows = Product.objects.all() if trashed else Product.objects.filter(deleted_at__isnull=True)
    return locked_for(actor, rows, product_id, permission, expected_version, product_after_write)
