"""What bulk changes offer the house."""

# The job is declared where it is imported: a worker that loads this manifest knows it.
from sillage.kernel.registry import Manifest
from sillage.records.bulk import running

manifest = Manifest(module="records.bulk", silent_actions=frozenset({"records.bulk.actions.checked_change"}))
JOBS = (running.run_bulk,)
