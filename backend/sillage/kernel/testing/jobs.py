"""Running the queue inside a test: every waiting job, in order, in this process."""

from __future__ import annotations

import orjson
from django.db import connection

from sillage.kernel.jobs.queue import declared_jobs

_NEXT = """
UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (
  SELECT id FROM procrastinate_jobs
  WHERE status = 'todo' AND (%(later)s OR scheduled_at IS NULL OR scheduled_at <= now())
  ORDER BY priority DESC, id LIMIT 1)
RETURNING id, task_name, args
"""


def drain_jobs(*, later: bool = False, most: int = 200) -> list[str]:
    """Run what waits, including what it enqueues, and return the names of the jobs run.

    `later` also runs jobs scheduled for the future. Raises what a job raises, and
    `AssertionError` when more than `most` jobs ran.
    """
    ran: list[str] = []
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, {"later": later})
            row = cursor.fetchone()
        if row is None:
            return ran
        job_id, task_name, arguments = row
        name = task_name.removeprefix("sillage:")
        values = arguments if isinstance(arguments, dict) else orjson.loads(arguments)
        declared_jobs()[name].run(**values)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [job_id])
        ran.append(name)
        if len(ran) > most:
            raise AssertionError(f"the queue does not come to rest: {ran[-5:]}")
