"""The table of products and services."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db.models import RecordModel

ALIVE = Q(deleted_at__isnull=True)


class Product(RecordModel):
    """Something that can be sold. `price_minor` is in hundredths of `currency`, without VAT.

    `reference` is unique among the products outside the trash, whatever its case and accents.
    `vat_rate` is a percentage as text, "5.5", one of the dated table in `vat.py`.
    """

    name = models.CharField(max_length=200)
    sort_name = models.TextField(db_collation="C")
    reference = models.CharField(max_length=60)
    reference_key = models.TextField(db_collation="C")
    kind = models.CharField(max_length=8)
    description = models.TextField(null=True)
    unit = models.CharField(max_length=20, null=True)
    price_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    vat_rate = models.CharField(max_length=5, null=True)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "products_product"
        constraints = (
            models.CheckConstraint(name="product_kind_known", condition=Q(kind__in=["product", "service"])),
            models.UniqueConstraint(
                fields=["workspace_id", "reference_key"], name="product_reference_once", condition=ALIVE
            ),
        )
        indexes = (
            models.Index("workspace_id", "sort_name", "id", name="product_by_name", condition=ALIVE),
            models.Index("workspace_id", "price_minor", "id", name="product_by_price", condition=ALIVE),
            models.Index("workspace_id", "created_at", "id", name="product_by_age", condition=ALIVE),
            models.Index("workspace_id", "updated_at", "id", name="product_by_update", condition=ALIVE),
            models.Index("workspace_id", "deleted_at", name="product_trash", condition=~ALIVE),
        )
