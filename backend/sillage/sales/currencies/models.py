"""The tables of currencies and exchange rates."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db.models import WorkspaceModel


class WorkspaceCurrency(WorkspaceModel):
    """A currency (ISO 4217) deals may be in, beside the workspace's own."""

    code = models.CharField(max_length=3)

    class Meta:
        db_table = "sales_currency"
        constraints = (models.UniqueConstraint(fields=["workspace_id", "code"], name="sales_currency_once"),)


class ExchangeRate(WorkspaceModel):
    """From `valid_on` until the next rate, one unit of `currency` is worth `rate` units of `base`."""

    base = models.CharField(max_length=3)
    currency = models.CharField(max_length=3)
    valid_on = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=8)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "sales_exchange_rate"
        constraints = (
            models.UniqueConstraint(
                fields=["workspace_id", "base", "currency", "valid_on"], name="sales_exchange_rate_once"
            ),
            models.CheckConstraint(name="sales_exchange_rate_positive", condition=Q(rate__gt=0)),
        )
