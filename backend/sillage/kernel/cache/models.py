"""Counters of the rate limits, shared by all processes."""

from __future__ import annotations

from django.db import models


class RateWindow(models.Model):
    """How much of a limit one caller has taken in one window. Global: it holds no workspace data."""

    pk = models.CompositePrimaryKey("key", "window_start")
    key = models.CharField(max_length=80)
    window_start = models.BigIntegerField()
    used = models.IntegerField()

    class Meta:
        db_table = "kernel_rate_window"
