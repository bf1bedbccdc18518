"""Jobs: there exactly if their write is, and taken again when their worker died."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from sillage.kernel.db import new_id, workspace_transaction
from sillage.kernel.jobs import enqueue
from sillage.kernel.jobs.queue import Job, declared_jobs
from sillage.kernel.jobs.upkeep import forget_finished_jobs, retake_stalled_jobs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job() -> Job:
    return declared_jobs()["relay_events"]


def statuses() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def taken_by_worker(beat_seconds_ago: float | None) -> None:
    """Every waiting job is running at a worker whose last sign of life was then; None: it is gone."""
    with connection.cursor() as cursor:
        worker = None
        if beat_seconds_ago is not None:
            beat = timezone.now() - timedelta(seconds=beat_seconds_ago)
            cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", [beat])
            worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE status = 'todo'", [worker])


def test_a_job_is_there_once_its_transaction_is_committed(job: Job) -> None:
    with workspace_transaction(new_id()):
        job_id = enqueue(job, workspace_id=new_id())

    assert job_id is not None
    assert statuses() == ["todo"]


def test_a_job_is_gone_when_its_transaction_is_rolled_back(job: Job) -> None:
    def enqueue_and_fail() -> None:
        with workspace_transaction(new_id()):
            enqueue(job, workspace_id=new_id())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        enqueue_and_fail()

    assert statuses() == []


def test_at_most_one_job_of_a_queueing_lock_waits(job: Job) -> None:
    first = enqueue(job, workspace_id=new_id(), queueing_lock="one")
    second = enqueue(job, workspace_id=new_id(), queueing_lock="one")
    other = enqueue(job, workspace_id=new_id(), queueing_lock="two")

    assert first is not None
    assert second is None
    assert other is not None


def test_a_job_of_a_running_twin_may_wait(job: Job) -> None:
    enqueue(job, workspace_id=new_id(), queueing_lock="one")
    taken_by_worker(1)

    assert enqueue(job, workspace_id=new_id(), queueing_lock="one") is not None


@pytest.mark.parametrize("silence", [31, 3600, None])
def test_a_job_whose_worker_fell_silent_returns_to_the_queue(job: Job, silence: float | None) -> None:
    enqueue(job, workspace_id=new_id())
    taken_by_worker(silence)

    retake_stalled_jobs.run()

    assert statuses() == ["todo"]


def test_a_job_whose_worker_lives_is_left_alone(job: Job) -> None:
    enqueue(job, workspace_id=new_id())
    taken_by_worker(5)

    retake_stalled_jobs.run()

    assert statuses() == ["doing"]


def test_a_stalled_job_with_a_waiting_twin_ends_instead(job: Job) -> None:
    enqueue(job, workspace_id=new_id(), queueing_lock="one")
    taken_by_worker(60)
    enqueue(job, workspace_id=new_id(), queueing_lock="one")

    retake_stalled_jobs.run()

    assert statuses() == ["failed", "todo"]


def test_two_stalled_twins_do_not_block_each_other(job: Job) -> None:
    for _ in range(2):
        enqueue(job, workspace_id=new_id(), queueing_lock="one")
        taken_by_worker(60)

    retake_stalled_jobs.run()
    retake_stalled_jobs.run()

    assert sorted(statuses()) in (["failed", "todo"], ["todo", "todo"])
    assert statuses().count("doing") == 0


def test_finished_jobs_are_forgotten_after_three_days(job: Job) -> None:
    for _ in range(3):
        enqueue(job, workspace_id=new_id())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded'")
        cursor.execute(
            "UPDATE procrastinate_events SET at = %s WHERE job_id <> (SELECT max(id) FROM procrastinate_jobs)",
            [timezone.now() - timedelta(days=4)],
        )

    forget_finished_jobs.run()

    assert statuses() == ["succeeded"]
