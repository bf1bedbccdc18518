"""Upkeep of sign-in."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from sillage.identity.roles.models import Role
from sillage.identity.sessions.jobs import forget_old_invitations, forget_old_mail, forget_sessions
from sillage.identity.testing import make_member, make_workspace, start_session
from sillage.identity.users.models import Invitation, User
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.mail.models import OutboxMail
from sillage.kernel.mail.outbox import ACCOUNTS, send

pytestmark = pytest.mark.django_db


def test_ended_sessions_and_old_attempts_are_forgotten() -> None:
    user = User.objects.get(id=make_member(make_workspace()).user_id)
    old, present = start_session(user), start_session(user)
    for key in (old, present):
        UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1", user_agent="")
    Session.objects.filter(session_key=old).update(expire_date=clock.now() - timedelta(hours=1))
    AccessAttempt.objects.create(username="a@b.test", ip_address="127.0.0.1", failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=clock.now() - timedelta(days=2))

    forget_sessions.run()

    assert list(Session.objects.values_list("session_key", flat=True)) == [present]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [present]
    assert AccessAttempt.objects.count() == 0


def test_old_mail_and_invitations_are_forgotten_in_every_workspace() -> None:
    workspace = make_workspace()
    member = make_member(workspace)
    with clock.at(clock.now() - timedelta(days=91)):
        for workspace_id in (workspace.id, None):
            send(to="a@b.test", subject="Bonjour", text="-", kind="notice", workspace_id=workspace_id)
        with workspace_transaction(workspace.id):
            Invitation.objects.create(
                email="a@b.test",
                role=Role.objects.get(key="sales"),
                invited_by=member,
                token_hash="x",
                created_at=clock.now(),
                expires_at=clock.now(),
            )
    kept = send(to="a@b.test", subject="Bonjour", text="-", kind="notice", workspace_id=workspace.id)

    forget_old_mail.run()
    forget_old_invitations.run()

    with workspace_transaction(workspace.id):
        assert list(OutboxMail.objects.values_list("id", flat=True)) == [kept]
        assert Invitation.objects.count() == 0
    with workspace_transaction(ACCOUNTS):
        assert OutboxMail.objects.count() == 0
