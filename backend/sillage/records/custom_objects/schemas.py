"""What the API takes and gives for custom objects."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from sillage.kernel.http.schemas import Plain, Schema, Version

Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), Plain]
OptionalLabel = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80), Plain]
Icon = Annotated[str, StringConstraints(max_length=32)]


class _Object(Schema):
    label_en: OptionalLabel | None = None
    plural_en: OptionalLabel | None = None
    title_label_en: OptionalLabel | None = None


class ObjectIn(_Object):
    """A new kind of record. Without a name it gets one made from its label; the name never changes."""

    label: Label
    plural: Label
    name: Icon | None = None
    title_label: Label | None = None
    icon: Icon | None = None


class ObjectPatch(_Object):
    """What changes of a kind of record: only the members present."""

    version: Version | None = None
    label: Label | None = None
    plural: Label | None = None
    title_label: Label | None = None
    icon: Icon | None = None


class CustomObjectOut(Schema):
    """A kind of record administrators added."""

    id: UUID
    name: str
    label: str
    label_en: str | None
    plural: str
    plural_en: str | None
    title_label: str
    title_label_en: str | None
    icon: str
    position: int
    version: int
    records_count: int
    deleted_at: datetime | None


class CustomObjectsOut(Schema):
    """Custom objects in order, with the icons that may be chosen."""

    items: list[CustomObjectOut]
    icons: list[str]
