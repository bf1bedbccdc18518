"""Database backend named by DATABASES: Django's own, with a cheaper check of pooled connections."""

import select
from typing import Any

from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from psycopg import Connection, OperationalError
from psycopg_pool import ConnectionPool


def check_idle_connection(connection: Connection[Any]) -> None:
    """Refuse a pooled connection whose server has gone; raises OperationalError.

    An idle connection has nothing to say: a readable socket means that it was closed. So the
    application survives a restart of PostgreSQL without paying a round trip on each request.
    """
    readable = select.poll()
    readable.register(connection.fileno(), select.POLLIN)
    if readable.poll(0):
        connection.close()
        raise OperationalError("the idle connection was closed by the server")


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper; only the making of the pool differs, because `check` is not an option of it."""

    @property
    def pool(self) -> "ConnectionPool[Any] | None":
        """Pool of this alias, made at first use."""
        options = self.settings_dict["OPTIONS"].get("pool")
        if self.alias == NO_DB_ALIAS or not options:
            return None
        pools: dict[str, ConnectionPool[Any]] = self._connection_pools  # type: ignore[attr-defined]
        if self.alias not in pools:
            made: ConnectionPool[Any] = ConnectionPool(
                kwargs={**self.get_connection_params(), "autocommit": True},
                open=False,
                configure=self._configure_connection,  # type: ignore[attr-defined]
                check=check_idle_connection,
                **options,
            )
            pools.setdefault(self.alias, made)
        return pools[self.alias]
