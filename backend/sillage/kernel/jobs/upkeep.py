"""Upkeep: jobs of killed workers are taken again; finished jobs, counters and stored answers are forgotten."""

from __future__ import annotations

import time
from datetime import timedelta

import structlog
from django.db import connection
from django.utils import timezone

from sillage.kernel.db.context import workspace_transaction
from sillage.kernel.jobs.queue import periodic

log = structlog.get_logger(__name__)
# Workers beat every 10 s; a silence of 30 s means the process is gone.
SILENCE = timedelta(seconds=30)
KEPT = timedelta(days=3)
ANSWERS_KEPT = timedelta(days=4)
DELIVERIES_KEPT = timedelta(days=30)

# A stalled job whose queueing lock is already taken, by a waiting twin or by an older stalled one that
# returns with it, ends instead of returning.
_RETAKE = """
WITH stalled AS (
  SELECT job.id, job.queueing_lock
  FROM procrastinate_jobs job
  LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
  WHERE job.status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < %s)
  FOR UPDATE OF job SKIP LOCKED
), decided AS (
  SELECT id, queueing_lock IS NOT NULL AND (
    row_number() OVER (PARTITION BY queueing_lock ORDER BY id) > 1 OR EXISTS (
      SELECT FROM procrastinate_jobs twin
      WHERE twin.status = 'todo' AND twin.queueing_lock = stalled.queueing_lock)) AS has_twin
  FROM stalled
)
SELECT CASE WHEN has_twin THEN procrastinate_finish_job_v1(id, 'failed', false)::text
  ELSE procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL)::text END
FROM decided
"""


@periodic("retake_stalled_jobs", cron="* * * * *", queue="interactive")
def retake_stalled_jobs() -> None:
    """Put jobs whose worker died back in the queue (at most a minute after its last beat)."""
    with connection.cursor() as cursor:
        cursor.execute(_RETAKE, [timezone.now() - SILENCE])
        if cursor.rowcount:
            log.warning("stalled_jobs_retaken", jobs=cursor.rowcount)


@periodic("forget_finished_jobs", cron="17 3 * * *", queue="bulk")
def forget_finished_jobs() -> None:
    """Delete jobs that ended more than three days ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs job WHERE status IN ('succeeded', 'cancelled')"
            " AND NOT EXISTS (SELECT 1 FROM procrastinate_events e WHERE e.job_id = job.id AND e.at > %s)",
            [timezone.now() - KEPT],
        )


@periodic("forget_rate_windows", cron="*/10 * * * *", queue="bulk")
def forget_rate_windows() -> None:
    """Delete the counters of rate limits whose minute is over."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_rate_window WHERE window_start < %s", [int(time.time() // 60) - 5])


@periodic("forget_old_answers", cron="37 3 * * *", queue="bulk")
def forget_old_answers() -> None:
    """Delete stored answers older than four days (72 hours are promised) and deliveries done a month ago."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM identity_workspace ORDER BY id")
        workspaces = [row[0] for row in cursor.fetchall()]
    now = timezone.now()
    for workspace_id in workspaces:
        with workspace_transaction(workspace_id), connection.cursor() as cursor:
            cursor.execute("DELETE FROM kernel_idempotent_answer WHERE created_at < %s", [now - ANSWERS_KEPT])
            cursor.execute(
                "DELETE FROM kernel_delivery WHERE status = 'done' AND updated_at < %s", [now - DELIVERIES_KEPT]
            )
