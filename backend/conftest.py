"""What every test of the backend shares: the database of this process, and no network but loopback."""

import socket
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.test import TransactionTestCase

from sillage.config import testing


@pytest.fixture(scope="session")
def django_db_setup() -> Iterator[None]:
    """The database already exists (see sillage.config.testing); committed tests empty it as superuser."""
    with psycopg.connect(testing.superuser_url(), autocommit=True) as connection:
        keep = testing.filled_tables(connection)

    def empty(_case: TransactionTestCase) -> None:
        testing.empty_tables(keep)

    original = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = empty  # type: ignore[attr-defined]
    yield
    TransactionTestCase._fixture_teardown = original  # type: ignore[attr-defined]


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(str(address[0])):
            raise PermissionError(f"tests may not reach {address[0]}")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign,assignment]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


def _is_loopback(host: str) -> bool:
    return host.startswith("127.") or host in {"localhost", "::1", ""}
