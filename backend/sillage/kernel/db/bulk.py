"""Writing many rows in one transaction."""

from __future__ import annotations

from django.db import connection


def expect_growth() -> None:
    """Make the running transaction use indexes even on tables that are still small.

    The server keeps the plan of a foreign-key check for the whole connection. Made while the table was
    empty, that plan reads all of it, and every further row of an import would cost more than the last.
    """
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")
        cursor.execute("SET LOCAL enable_seqscan = off")
