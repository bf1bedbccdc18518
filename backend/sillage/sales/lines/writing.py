"""Making the lines of a deal what was asked: products give what a line leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sillage.kernel.db import new_id
from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text
from sillage.kernel.values import amount_text
from sillage.products.catalogue.queries import sold_products
from sillage.sales.lines.models import DealLine
from sillage.sales.lines.rules import cleaned_lines, missing_problems, net_minor, plain

_NO_PRODUCT = Text(fr="Ce produit n’existe pas au catalogue", en="This product is not in the catalogue")
_OTHER_CURRENCY = Text(
    fr="Ce produit est vendu en {theirs} : indiquez son prix en {ours}",
    en="This product is sold in {theirs}: give its price in {ours}",
)


def priced_lines(actor: Actor, value: Any, currency: str, *, path: str = "") -> list[dict[str, Any]]:
    """Clean lines, each with the words, unit, price and VAT rate of its product where it gives none.

    A price is taken over only in the deal's currency. Raises `InvalidFields` naming `lines.<n>.<field>`.
    """
    lines = cleaned_lines(value, path=path)
    products = sold_products(actor, {UUID(entry["product_id"]) for entry in lines if entry["product_id"]})
    problems = []
    for index, entry in enumerate(lines):
        if entry["product_id"] is None:
            continue
        product = products.get(UUID(entry["product_id"]))
        where = f"{path}lines.{index}."
        gone = product is not None and not product.active and entry["unit_price"] is None
        if product is None or gone:
            problems.append(FieldProblem(f"{where}product_id", "unknown_product", _NO_PRODUCT))
            continue
        if entry["unit_price"] is None and product.currency != currency:
            wrong = _OTHER_CURRENCY.format(theirs=product.currency, ours=currency)
            problems.append(FieldProblem(f"{where}unit_price", "other_currency", wrong))
            continue
        own = {
            "name": product.name,
            "unit": product.unit,
            "unit_price": plain(Decimal(amount_text(product.price_minor) or 0)),
            "vat_rate": product.vat_rate,
        }
        entry |= {name: one for name, one in own.items() if entry[name] is None}
    if problems := problems or missing_problems(lines, path=path):
        raise InvalidFields(fields=problems)
    return lines


def line_rows(deal_id: UUID, lines: Iterable[Mapping[str, Any]]) -> list[DealLine]:
    """The rows, not yet written, of clean, priced lines in order."""
    return [
        DealLine(
            id=new_id(),
            deal_id=deal_id,
            position=place,
            product_id=UUID(entry["product_id"]) if entry["product_id"] else None,
            name=entry["name"],
            quantity=Decimal(entry["quantity"]),
            unit=entry["unit"],
            unit_price=Decimal(entry["unit_price"]),
            discount_percent=Decimal(entry["discount_percent"]),
            vat_rate=entry["vat_rate"],
            net_minor=net_minor(entry),
        )
        for place, entry in enumerate(lines)
    ]


def replace_lines(deal_id: UUID, lines: Sequence[Mapping[str, Any]]) -> None:
    """Make the lines of a deal what the list says."""
    DealLine.objects.filter(deal_id=deal_id).delete()
    DealLine.objects.bulk_create(line_rows(deal_id, lines))


def lines_of(deal_id: UUID) -> list[dict[str, Any]]:
    """The lines of a deal as history keeps them: ids and numbers as text, in order."""
    return [
        {
            "product_id": str(row.product_id) if row.product_id else None,
            "name": row.name,
            "quantity": plain(row.quantity),
            "unit": row.unit,
            "unit_price": plain(row.unit_price),
            "discount_percent": plain(row.discount_percent),
            "vat_rate": row.vat_rate,
        }
        for row in DealLine.objects.filter(deal_id=deal_id).order_by("position", "id")
    ]


def has_lines(deal_id: UUID) -> bool:
    """True when the deal has lines, so that its amount follows them."""
    return DealLine.objects.filter(deal_id=deal_id).exists()
