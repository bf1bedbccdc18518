"""What each module offers the house, gathered from its manifest."""

from sillage.kernel.registry.catalogue import Registry, registry
from sillage.kernel.registry.manifest import (
    Choice,
    Field,
    FieldKind,
    Manifest,
    Permission,
    RecordObject,
    Subscriber,
    Through,
    TimelineSource,
)

__all__ = [
    "Choice",
    "Field",
    "FieldKind",
    "Manifest",
    "Permission",
    "RecordObject",
    "Registry",
    "Subscriber",
    "Through",
    "TimelineSource",
    "registry",
]
