"""The same fresh start as the tests of identity, whose people read the outbox."""

from sillage.identity.conftest import fresh_start

__all__ = ["fresh_start"]
