"""Upkeep of sign-in: what has ended is forgotten."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from sillage.identity.sql import forget_ended_sessions
from sillage.identity.users.models import Invitation
from sillage.identity.workspaces.queries import workspace_ids
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.jobs import periodic
from sillage.kernel.mail.outbox import ACCOUNTS, forget_before

MAIL_KEPT = timedelta(days=30)
ATTEMPTS_KEPT = timedelta(days=1)
INVITATIONS_KEPT = timedelta(days=90)


@periodic("forget_ended_sessions", cron="41 3 * * *", queue="bulk")
def forget_sessions() -> None:
    """Delete sessions past their end, the list entries that named them, and old failed attempts."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    forget_ended_sessions()
    AccessAttempt.objects.filter(attempt_time__lt=clock.now() - ATTEMPTS_KEPT).delete()


@periodic("forget_old_invitations", cron="53 3 * * *", queue="bulk")
def forget_old_invitations() -> None:
    """Delete invitations written more than 90 days ago: they hold addresses of people who never came."""
    limit = clock.now() - INVITATIONS_KEPT
    for workspace_id in workspace_ids():
        with workspace_transaction(workspace_id):
            Invitation.objects.filter(created_at__lt=limit).delete()


@periodic("forget_old_mail", cron="47 3 * * *", queue="bulk")
def forget_old_mail() -> None:
    """Delete the outbox mail of more than 30 days ago, in every workspace and for accounts."""
    limit = clock.now() - MAIL_KEPT
    for workspace_id in [ACCOUNTS, *workspace_ids()]:
        with workspace_transaction(workspace_id):
            forget_before(limit)
