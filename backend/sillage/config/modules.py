"""Finding what each listed module holds: its manifest, its routes, its jobs."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.conf import settings


def part_of(module: str, name: str) -> ModuleType | None:
    """The file `name` of a module, or None when the module has no such file."""
    dotted = f"{module}.{name}"
    present = find_spec(module) is not None and find_spec(dotted) is not None
    return import_module(dotted) if present else None


def load_jobs() -> None:
    """Import every `jobs` file, so that workers know the jobs and schedules."""
    import sillage.kernel.events.relay
    import sillage.kernel.jobs.upkeep  # noqa: F401

    for module in settings.SILLAGE_MODULES:
        part_of(module, "jobs")
