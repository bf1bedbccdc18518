"""The kernel's tables, gathered for Django."""

from sillage.kernel.backup.models import BackupRun
from sillage.kernel.cache.models import RateWindow
from sillage.kernel.events.models import (
    ChangeSet,
    Delivery,
    EventLink,
    FieldChange,
    OutboxEntry,
    StoredEvent,
)
from sillage.kernel.http.models import IdempotentAnswer
from sillage.kernel.mail.models import OutboxMail

__all__ = [
    "BackupRun",
    "ChangeSet",
    "Delivery",
    "EventLink",
    "FieldChange",
    "IdempotentAnswer",
    "OutboxEntry",
    "OutboxMail",
    "RateWindow",
    "StoredEvent",
]
