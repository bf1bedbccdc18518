"""The registry: manifests loaded once at start, read-only afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from sillage.kernel.registry.manifest import (
    Manifest,
    Permission,
    RecordObject,
    Subscriber,
    TimelineSource,
)
from sillage.kernel.text import Text

VERBS: dict[str, Text] = {
    "see": Text(fr="Voir", en="See"),
    "create": Text(fr="Créer", en="Create"),
    "edit": Text(fr="Modifier", en="Edit"),
    "delete": Text(fr="Supprimer", en="Delete"),
    "export": Text(fr="Exporter", en="Export"),
}


class Registry:
    """The manifests of all modules, by what they offer."""

    def __init__(self) -> None:
        self._manifests: dict[str, Manifest] = {}

    def load(self, modules: Iterable[str]) -> None:
        """Import `<module>.manifest` of each module that has one."""
        for module in modules:
            if find_spec(module) is None or find_spec(f"{module}.manifest") is None:
                continue
            manifest: Manifest = import_module(f"{module}.manifest").manifest
            self._manifests[manifest.module] = manifest

    def manifests(self) -> tuple[Manifest, ...]:
        """All manifests in the order they were loaded."""
        return tuple(self._manifests.values())

    def built_in_objects(self) -> dict[str, RecordObject]:
        """The record objects of the modules by name, as their manifests state them."""
        return {entry.name: entry for manifest in self.manifests() for entry in manifest.objects}

    def objects(self) -> dict[str, RecordObject]:
        """Every record object by name, with what the entered workspace added: its fields, tags and own objects.

        Outside a workspace these are the built-in ones. Do not change the answer: it is shared.
        """
        offered = self.offer("objects_of_workspace")
        found: dict[str, RecordObject] | None = offered() if offered else None
        return self.built_in_objects() if found is None else found

    def object(self, name: str) -> RecordObject:
        """The record object of that name. Raises `KeyError`."""
        return self.objects()[name]

    def permissions(self) -> tuple[Permission, ...]:
        """Every permission: five verbs per record object, then the plain ones."""
        scoped = tuple(
            Permission(f"{name}.{verb}", label, scoped=True, shared=entry.shared)
            for name, entry in self.objects().items()
            if entry.own_permissions
            for verb, label in VERBS.items()
        )
        plain = tuple(entry for manifest in self.manifests() for entry in manifest.permissions)
        return scoped + plain

    def subscribers(self) -> tuple[Subscriber, ...]:
        """Every event listener."""
        return tuple(entry for manifest in self.manifests() for entry in manifest.subscribers)

    def subscriber(self, name: str) -> Subscriber:
        """The listener of that name. Raises `KeyError`."""
        return {entry.name: entry for entry in self.subscribers()}[name]

    def timeline_sources(self) -> tuple[TimelineSource, ...]:
        """Every contributor to timelines."""
        return tuple(entry for manifest in self.manifests() for entry in manifest.timeline_sources)

    def offer(self, name: str) -> Callable[..., Any] | None:
        """A function offered under this name, or None when no module offers it."""
        for manifest in self.manifests():
            if name in manifest.offers:
                return manifest.offers[name]
        return None


registry = Registry()
