"""What exports offer the house."""

from __future__ import annotations

# The jobs are declared where they are imported: a worker that loads this manifest knows them.
from sillage.kernel.registry import Manifest
from sillage.records.exports import running, upkeep

manifest = Manifest(module="records.exports")
JOBS = (running.write_export, upkeep.forget_old_exports)
