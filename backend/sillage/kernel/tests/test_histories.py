"""Random histories: of the queue under dying workers, and of repeated requests (quality T10)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from sillage.identity.testing import client_of, make_member, make_workspace
from sillage.kernel.cache.limits import forget_leases
from sillage.kernel.db import new_id
from sillage.kernel.jobs import enqueue
from sillage.kernel.jobs.queue import declared_jobs
from sillage.kernel.jobs.upkeep import retake_stalled_jobs

pytestmark = pytest.mark.django_db(transaction=True)
HISTORY = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
locks = st.sampled_from(["one", "two", None])
steps = st.one_of(
    st.tuples(st.just("enqueue"), locks, locks),
    st.tuples(st.just("take"), st.integers(0, 2), st.none()),
    st.tuples(st.just("finish"), st.integers(0, 2), st.none()),
    st.tuples(st.just("die"), st.integers(0, 2), st.none()),
    st.tuples(st.just("retake"), st.none(), st.none()),
)


def sql(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


class Queue:
    """Three workers at the real queue; a worker that dies falls silent and another takes its place."""

    def __init__(self) -> None:
        sql("DELETE FROM procrastinate_jobs")
        sql("DELETE FROM procrastinate_workers")
        self.job = declared_jobs()["relay_events"]
        self.workers = [self._worker() for _ in range(3)]
        self.running: dict[int, int] = {}
        self.finished: list[int] = []

    @staticmethod
    def _worker() -> int:
        return int(sql("SELECT worker_id FROM procrastinate_register_worker_v1()")[0][0])

    def step(self, name: str, which: Any, more: Any) -> None:
        if name == "enqueue":
            enqueue(self.job, workspace_id=new_id(), lock=which, queueing_lock=more)
        elif name == "take" and self.workers[which] not in self.running:
            ((job_id,),) = sql("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", self.workers[which])
            if job_id is not None:
                self.running[self.workers[which]] = job_id
        elif name == "finish" and self.workers[which] in self.running:
            job_id = self.running.pop(self.workers[which])
            sql("SELECT procrastinate_finish_job_v1(%s, 'succeeded', false)", job_id)
            self.finished.append(job_id)
        elif name == "die":
            worker = self.workers[which]
            silent = timezone.now() - timedelta(minutes=1)
            sql("UPDATE procrastinate_workers SET last_heartbeat = %s WHERE id = %s", silent, worker)
            self.running.pop(worker, None)
            self.workers[which] = self._worker()
        elif name == "retake":
            retake_stalled_jobs.run()

    def check(self) -> None:
        """Each job has one living worker at most, each lock one running job, each queueing lock one waiting."""
        assert len(set(self.running.values())) == len(self.running)
        doing = sql("SELECT lock FROM procrastinate_jobs WHERE status = 'doing' AND lock IS NOT NULL")
        waiting = sql(
            "SELECT queueing_lock FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock IS NOT NULL"
        )
        assert len(set(doing)) == len(doing)
        assert len(set(waiting)) == len(waiting)
        assert len(set(self.finished)) == len(self.finished)


@given(history=st.lists(steps, max_size=30))
@HISTORY
def test_no_history_gives_a_job_two_living_workers_or_loses_it(history: list[tuple[str, Any, Any]]) -> None:
    queue = Queue()
    for step in history:
        queue.step(*step)
        queue.check()

    # Whatever happened: once every worker works on and the upkeep has run, nothing is left.
    for worker in range(3):
        queue.step("finish", worker, None)
    retake_stalled_jobs.run()
    for _ in range(40):
        queue.step("take", 0, None)
        queue.step("finish", 0, None)
    assert sql("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')") == [(0,)]


@given(history=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["Nord", "Sud", "Est", ""])), max_size=12))
@HISTORY
def test_no_history_of_requests_gives_a_key_two_effects(history: list[tuple[str, str]], settings: Settings) -> None:
    settings.SILLAGE_RATE_USER = 1_000_000
    forget_leases()
    client = client_of(make_member(make_workspace(), "administrator"))
    answered: dict[str, tuple[str, str]] = {}
    names: list[str] = []

    for key, name in history:
        answer = client.post("/teams", {"name": name}, headers={"Idempotency-Key": key})
        if key in answered:
            first_name, first_id = answered[key]
            assert answer.status_code == (201 if name == first_name else 422)
            assert name != first_name or answer.json()["id"] == first_id
        elif name == "":
            assert answer.status_code == 422
        elif name in names:
            assert answer.status_code in (409, 422)
        else:
            assert answer.status_code == 201
            answered[key] = (name, answer.json()["id"])
            names.append(name)

    assert sorted(team["name"] for team in client.get("/teams").json()["items"]) == sorted(names)
