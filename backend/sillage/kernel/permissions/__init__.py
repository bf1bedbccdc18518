"""Who acts, and on which rows."""

from sillage.kernel.permissions.actor import Actor, ActorKind, Scope
from sillage.kernel.permissions.checks import get_for, require, within

__all__ = ["Actor", "ActorKind", "Scope", "get_for", "require", "within"]
