"""Reads of workspaces."""

from __future__ import annotations

import platform
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from sillage import __version__
from sillage.identity.users.models import User
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.backup import last_success
from sillage.kernel.permissions import Actor, require

_COLUMNS = ("id", "slug", "name", "siren", "accent", "currency", "language")


def workspace_ids() -> list[UUID]:
    """Every workspace of the installation, oldest first; sweeps enter each in turn."""
    return list(Workspace.objects.order_by("id").values_list("id", flat=True))


def workspace(workspace_id: UUID) -> dict[str, Any]:
    """The settings of one workspace."""
    return dict(Workspace.objects.values(*_COLUMNS).get(id=workspace_id))


def workspace_slug(workspace_id: UUID) -> str:
    """The name of a workspace in addresses."""
    return Workspace.objects.values_list("slug", flat=True).get(id=workspace_id)


def needs_first_run() -> bool:
    """True while the installation has no account yet."""
    return not User.objects.exists()


def setup_state() -> dict[str, Any]:
    """Whether the first run is still to be done."""
    return {
        "needed": needs_first_run(),
        "mail_configured": bool(settings.SILLAGE_MAIL_CONFIGURED),
        "version": __version__,
    }


def installation(actor: Actor) -> dict[str, Any]:
    """Versions, mail and the last backup of the installation. Raises `Forbidden`."""
    require(actor, "backup.see")
    backup = last_success()
    number = connection.pg_version  # type: ignore[attr-defined]
    return {
        "version": __version__,
        "python_version": platform.python_version(),
        "database_version": f"{number // 10_000}.{number % 10_000}",
        "mail_configured": bool(settings.SILLAGE_MAIL_CONFIGURED),
        "last_backup": None
        if backup is None
        else {"finished_at": backup.finished_at, "name": backup.name, "size_bytes": backup.size_bytes},
    }
