"""The table of the lines of deals."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db.models import WorkspaceModel


class DealLine(WorkspaceModel):
    """One thing sold in a deal, in its currency, before VAT. `net_minor` is in hundredths of it."""

    deal_id = models.UUIDField()
    position = models.SmallIntegerField()
    product_id = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=14, decimal_places=4)
    unit = models.CharField(max_length=20, null=True)
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)
    discount_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    vat_rate = models.CharField(max_length=5, null=True)
    net_minor = models.BigIntegerField()

    class Meta:
        db_table = "sales_deal_line"
        constraints = (
            models.CheckConstraint(
                name="deal_line_discount_percent", condition=Q(discount_percent__gte=0, discount_percent__lte=100)
            ),
        )
        indexes = (
            models.Index(fields=["workspace_id", "deal_id", "position"], name="deal_line_order"),
            models.Index(
                fields=["workspace_id", "product_id", "deal_id"],
                name="deal_line_product",
                condition=Q(product_id__isnull=False),
            ),
        )
