"""Jobs: enqueued in the same transaction as the write that wants them."""

from sillage.kernel.jobs.queue import Job, enqueue, job, periodic

__all__ = ["Job", "enqueue", "job", "periodic"]
