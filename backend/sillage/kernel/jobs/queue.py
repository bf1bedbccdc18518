"""The queue: Procrastinate runs jobs, Django's own connection inserts them.

Procrastinate's `defer()` inside a worker ignores Django's transaction; `enqueue` never does.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
import procrastinate
import structlog
from django.db import connection, connections

log = structlog.get_logger(__name__)
blueprint = procrastinate.Blueprint()


@dataclass(frozen=True, slots=True)
class Job:
    """A named function a worker runs. Arguments are ids only."""

    name: str
    queue: str
    priority: int
    run: Callable[..., None]


_jobs: dict[str, Job] = {}


def _with_connections_returned(run: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(run)
    def call(**arguments: Any) -> None:
        structlog.contextvars.bind_contextvars(job=run.__name__)
        try:
            run(**arguments)
        finally:
            structlog.contextvars.unbind_contextvars("job")
            for alias in connections:
                if not connections[alias].in_atomic_block:
                    connections[alias].close()

    return call


def job(
    name: str, *, queue: str = "default", priority: int = 0, attempts: int = 5
) -> Callable[[Callable[..., None]], Job]:
    """Declare a job. It is retried with growing delays until `attempts` are used up.

    Queues: `interactive` (a person waits), `default`, `bulk` (imports, exports, backups).
    """

    def declare(run: Callable[..., None]) -> Job:
        retry = procrastinate.RetryStrategy(max_attempts=attempts, exponential_wait=3)
        blueprint.task(name=name, queue=queue, retry=retry, priority=priority)(_with_connections_returned(run))
        _jobs[name] = Job(name, queue, priority, run)
        return _jobs[name]

    return declare


def periodic(name: str, *, cron: str, queue: str = "default") -> Callable[[Callable[[], None]], Job]:
    """Declare a job that runs on a cron schedule (UTC), once however many workers there are."""

    def declare(run: Callable[[], None]) -> Job:
        @functools.wraps(run)
        def on_schedule(timestamp: int) -> None:
            _with_connections_returned(run)()

        task = blueprint.task(name=name, queue=queue, queueing_lock=name)(on_schedule)
        blueprint.periodic(cron=cron)(task)
        _jobs[name] = Job(name, queue, 0, run)
        return _jobs[name]

    return declare


def declared_jobs() -> dict[str, Job]:
    """Every job by name."""
    return dict(_jobs)


def attach(app: procrastinate.App) -> None:
    """Give the declared jobs to Procrastinate's application (its `ON_APP_READY` hook)."""
    app.add_tasks_from(blueprint, namespace="sillage")


_INSERT = """
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
SELECT %(queue)s, %(task)s, %(priority)s, %(lock)s, %(queueing_lock)s, %(args)s::jsonb, %(run_at)s
WHERE %(queueing_lock)s::text IS NULL OR NOT EXISTS (
  SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %(queueing_lock)s AND status = 'todo')
ON CONFLICT DO NOTHING
RETURNING id
"""


def enqueue(
    job: Job,
    *,
    lock: str | None = None,
    queueing_lock: str | None = None,
    run_at: datetime | None = None,
    **ids: UUID | str | int,
) -> int | None:
    """Insert a job through Django's connection, so that it exists exactly if the write does.

    `lock`: jobs of one lock run one after the other. `queueing_lock`: at most one such job waits.
    Returns the queue's id, or None when the queueing lock is taken.
    """
    arguments = {name: str(value) if isinstance(value, UUID) else value for name, value in ids.items()}
    parameters: dict[str, Any] = {
        "queue": job.queue,
        "task": f"sillage:{job.name}",
        "priority": job.priority,
        "lock": lock,
        "queueing_lock": queueing_lock,
        "args": orjson.dumps(arguments).decode(),
        "run_at": run_at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, parameters)
        row = cursor.fetchone()
    return int(row[0]) if row else None
