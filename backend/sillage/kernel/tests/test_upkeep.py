"""Upkeep: what is only needed for a while is forgotten, and nothing sooner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from sillage.identity.testing import client_of, make_member, make_workspace
from sillage.kernel.cache.limits import forget_leases, spend
from sillage.kernel.db import new_id, workspace_transaction
from sillage.kernel.events.models import Delivery
from sillage.kernel.http.models import IdempotentAnswer
from sillage.kernel.jobs.upkeep import forget_old_answers, forget_rate_windows

pytestmark = pytest.mark.django_db(transaction=True)


def answers(workspace: Any) -> int:
    with workspace_transaction(workspace.id):
        return IdempotentAnswer.objects.count()


@pytest.mark.parametrize(("hours", "left"), [(73, 1), (97, 0)])
def test_stored_answers_are_kept_for_72_hours_at_least(hours: int, left: int) -> None:
    workspace = make_workspace()
    client = client_of(make_member(workspace, "administrator"))
    client.post("/teams", {"name": "Nord"}, headers={"Idempotency-Key": "key-1"})

    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        forget_old_answers.run()

    assert answers(workspace) == left


def test_deliveries_are_forgotten_a_month_after_they_were_made_dead_ones_never() -> None:
    workspace = make_workspace()
    client_of(make_member(workspace, "administrator")).post("/teams", {"name": "Nord"})
    with workspace_transaction(workspace.id), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM kernel_event LIMIT 1")
        (event_id,) = cursor.fetchone()
        for subscriber, status in (("a", "done"), ("b", "dead")):
            Delivery.objects.create(
                id=new_id(), event_id=event_id, subscriber=subscriber, status=status, updated_at=timezone.now()
            )

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        forget_old_answers.run()

    with workspace_transaction(workspace.id):
        assert list(Delivery.objects.values_list("status", flat=True)) == ["dead"]


def test_counters_of_past_minutes_are_forgotten(settings: Settings) -> None:
    settings.SILLAGE_RATE_SIGN_IN = 10
    with time_machine.travel(datetime(2026, 3, 2, 12, 0, tzinfo=UTC), tick=False) as traveller:
        forget_leases()
        spend("sign_in", "192.0.2.1")
        traveller.shift(3600)
        spend("sign_in", "192.0.2.2")

        forget_rate_windows.run()

    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM kernel_rate_window")
        assert cursor.fetchall() == [("sign_in:192.0.2.2",)]
