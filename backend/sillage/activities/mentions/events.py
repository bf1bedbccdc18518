"""What happens to mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MemberMentioned(Event):
    """Somebody named a colleague in a text that this colleague may read."""

    kind: ClassVar[str] = "member.mentioned"
    member_id: UUID
