"""What the catalogue offers the house."""

from __future__ import annotations

from sillage.kernel.registry import Choice, Field, FieldKind, Manifest, RecordObject
from sillage.kernel.text import Text
from sillage.products.catalogue import actions, queries
from sillage.products.catalogue.types import VAT_RATES

KIND_CHOICES = (
    Choice("product", Text(fr="Produit", en="Product")),
    Choice("service", Text(fr="Service", en="Service")),
)

FIELDS = (
    Field(
        "name",
        FieldKind.TEXT,
        Text(fr="Nom", en="Name"),
        required=True,
        sortable=True,
        key_column="sort_name",
        aliases=("nom", "produit", "désignation", "libellé", "product", "product name", "article", "intitulé"),
    ),
    Field(
        "reference",
        FieldKind.TEXT,
        Text(fr="Référence", en="Reference"),
        required=True,
        match=True,
        key_column="reference_key",
        aliases=("réf", "ref", "sku", "code", "code article", "product code", "référence produit"),
    ),
    Field(
        "kind",
        FieldKind.CHOICE,
        Text(fr="Type", en="Kind"),
        choices=KIND_CHOICES,
        aliases=("nature", "type de produit", "product type"),
    ),
    Field(
        "price",
        FieldKind.MONEY,
        Text(fr="Prix HT", en="Price excl. VAT"),
        column="price_minor",
        sortable=True,
        aliases=("prix", "prix unitaire", "pu ht", "tarif", "unit price", "list price", "sales_price", "sales price"),
    ),
    Field("currency", FieldKind.TEXT, Text(fr="Devise", en="Currency"), aliases=("currency", "monnaie")),
    Field(
        "unit",
        FieldKind.TEXT,
        Text(fr="Unité", en="Unit"),
        aliases=("unité de vente", "unit of measure", "uom"),
    ),
    Field(
        "vat_rate",
        FieldKind.CHOICE,
        Text(fr="TVA", en="VAT"),
        choices=tuple(Choice(entry.rate, entry.label) for entry in VAT_RATES),
        aliases=("taux de tva", "tva", "vat rate", "tax rate"),
    ),
    Field(
        "active",
        FieldKind.BOOLEAN,
        Text(fr="Actif", en="Active"),
        aliases=("en vente", "disponible", "is active"),
    ),
    Field(
        "description",
        FieldKind.LONG_TEXT,
        Text(fr="Description", en="Description"),
        aliases=("commentaire", "détail", "details"),
        logged=False,
    ),
    Field(
        "created_at",
        FieldKind.DATETIME,
        Text(fr="Créé le", en="Created"),
        writable=False,
        sortable=True,
        importable=False,
    ),
    Field(
        "updated_at",
        FieldKind.DATETIME,
        Text(fr="Modifié le", en="Changed"),
        writable=False,
        sortable=True,
        importable=False,
    ),
)

manifest = Manifest(
    module="products.catalogue",
    objects=(
        RecordObject(
            name="product",
            model="products.Product",
            label=Text(fr="Produit", en="Product"),
            plural=Text(fr="Produits", en="Products"),
            fields=FIELDS,
            title_field="name",
            create=actions.create_product,
            create_many=actions.create_products,
            update=actions.update_product,
            delete=actions.delete_product,
            delete_many=actions.delete_products,
            restore=actions.restore_product,
            titles=queries.titles,
            hidden_columns=("sort_name", "reference_key", "version", "deleted_at", "owner_id", "team_id"),
            shared=True,
        ),
    ),
)
