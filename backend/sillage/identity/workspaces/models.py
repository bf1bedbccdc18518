"""Workspaces: one company's data each."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db import new_id


class Workspace(models.Model):
    """One company. Global: sign-in and sweeps must find it before any workspace is entered.

    `access_version` rises with whatever changes what somebody may do here (members, roles, teams,
    keys), so that no process acts on an outdated right. `schema_stamp` is renewed whenever administrators
    change fields, tags or kinds of record; null before the first time.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=60, unique=True)
    siren = models.CharField(max_length=9, null=True)
    accent = models.CharField(max_length=7, default="#0E5A78")
    currency = models.CharField(max_length=3, default="EUR")
    language = models.CharField(max_length=2, default="fr")
    access_version = models.BigIntegerField(default=1)
    schema_stamp = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "identity_workspace"
