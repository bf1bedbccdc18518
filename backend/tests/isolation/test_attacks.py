"""Somebody who can run SQL as the application, inside his own workspace, tries to reach another.

Each attack must be refused by PostgreSQL or find nothing, and leave the other workspace as it was.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from sillage.config.testing import superuser_url
from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, make_member, make_workspace
from sillage.kernel.db import workspace_transaction

pytestmark = pytest.mark.django_db(transaction=True)

# {victim}: the other workspace; {own}: the attacker's; {organisation}, {contact}: rows of the victim.
REFUSED = {
    "write a row into the other workspace": "INSERT INTO customers_contact (id, workspace_id, version, created_at,"
    " updated_at, name, sort_name) VALUES (gen_random_uuid(), '{victim}', 1, now(), now(), 'x', 'x')",
    "refer to a row of the other workspace": "INSERT INTO customers_contact (id, workspace_id, version, created_at,"
    " updated_at, name, sort_name, organisation_id)"
    " VALUES (gen_random_uuid(), '{own}', 1, now(), now(), 'x', 'x', '{organisation}')",
    "push an own row over": "UPDATE customers_contact SET workspace_id = '{victim}'",
    "take an id that exists there": "INSERT INTO customers_contact (id, workspace_id, version, created_at,"
    " updated_at, name, sort_name) VALUES ('{contact}', '{own}', 1, now(), now(), 'x', 'x')"
    " ON CONFLICT (id) DO UPDATE SET name = 'stolen'",
    "become the owner": "SET ROLE sillage_owner",
    "become the search role": "SET ROLE sillage_search",
    "become another login": "SET SESSION AUTHORIZATION sillage_backup",
    "switch row-level security off": "ALTER TABLE customers_contact DISABLE ROW LEVEL SECURITY",
    "stop forcing it": "ALTER TABLE customers_contact NO FORCE ROW LEVEL SECURITY",
    "drop the policy": "DROP POLICY workspace ON customers_contact",
    "add a policy": "CREATE POLICY everybody ON customers_contact USING (true)",
    "empty the table": "TRUNCATE customers_contact",
    "copy the table out": "COPY customers_contact TO PROGRAM 'cat'",
    "read a file of the server": "SELECT pg_read_file('/etc/passwd')",
    "define a function with the owner's rights": "CREATE FUNCTION public.steal() RETURNS bigint LANGUAGE sql"
    " SECURITY DEFINER AS 'SELECT count(*) FROM customers_contact'",
    "rewrite the list of migrations": "DELETE FROM django_migrations",
    "ask for rows with the filter off": "SET LOCAL row_security = off; SELECT * FROM customers_contact",
}
FRUITLESS = {
    "name the other workspace": "SELECT count(*) FROM customers_contact WHERE workspace_id = '{victim}'",
    "or everything": "SELECT count(*) FROM customers_contact WHERE workspace_id = '{victim}' OR true",
    "join through a global table": "SELECT count(c.id) FROM identity_workspace w JOIN customers_contact c"
    " ON c.workspace_id = w.id WHERE w.id = '{victim}'",
    "by id": "SELECT count(*) FROM customers_contact WHERE id = '{contact}'",
    "provoke an error that tells": "SELECT count(*) FROM customers_contact WHERE workspace_id = '{victim}'"
    " AND 1 / (CASE WHEN name = 'Claire Vasseur' THEN 0 ELSE 1 END) > 0",
    "a leaking function": "SELECT count(*) FROM customers_contact WHERE workspace_id = '{victim}'"
    " AND pg_temp.tell(name)",
    "statistics of the columns": "SELECT count(*) FROM pg_stats WHERE tablename = 'customers_contact'",
    "search with the other's words": "SELECT cardinality(sillage_search($$'{victim_hex}vasseur':*$$, '', 'vasseur',"
    " ARRAY['contact'], ARRAY[]::text[], ARRAY[]::text[], NULL, ARRAY[]::uuid[], 20))",
    "delete": "WITH gone AS (DELETE FROM customers_contact WHERE workspace_id = '{victim}' RETURNING 1)"
    " SELECT count(*) FROM gone",
    "update": "WITH changed AS (UPDATE customers_contact SET name = 'x' WHERE workspace_id = '{victim}' RETURNING 1)"
    " SELECT count(*) FROM changed",
    "lock": "SELECT count(*) FROM (SELECT 1 FROM customers_contact WHERE workspace_id = '{victim}' FOR UPDATE) AS l",
}


@pytest.fixture
def names() -> dict[str, Any]:
    """The ids an attacker may know, and his own workspace entered by the tests."""
    victim, own = make_workspace("Victime"), make_workspace("Intrus")
    owner = actor_of(make_member(victim, "administrator"))
    organisation_id = make_organisation(owner)
    contact_id = make_contact(owner)
    make_contact(actor_of(make_member(own, "administrator")), "Paul", "Rivoal")
    return {
        "victim": victim.id,
        "victim_hex": victim.id.hex,
        "own": own.id,
        "organisation": organisation_id,
        "contact": contact_id,
    }


def contacts_of(workspace_id: UUID) -> list[tuple[Any, ...]]:
    """Every contact of a workspace, seen by a superuser."""
    with psycopg.connect(superuser_url()) as superuser:
        return superuser.execute(
            "SELECT * FROM customers_contact WHERE workspace_id = %s ORDER BY id", [workspace_id]
        ).fetchall()


@pytest.mark.parametrize("attack", REFUSED)
def test_an_attack_is_refused(attack: str, names: dict[str, Any]) -> None:
    before = contacts_of(names["victim"])

    with pytest.raises(DatabaseError), workspace_transaction(names["own"]), connection.cursor() as cursor:
        cursor.execute(REFUSED[attack].format(**names))

    assert contacts_of(names["victim"]) == before


@pytest.mark.parametrize("attack", FRUITLESS)
def test_an_attack_finds_nothing(attack: str, names: dict[str, Any]) -> None:
    before = contacts_of(names["victim"])

    with workspace_transaction(names["own"]), connection.cursor() as cursor:
        if "pg_temp" in FRUITLESS[attack]:
            cursor.execute(
                "CREATE FUNCTION pg_temp.tell(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001"
                " AS $$ BEGIN RAISE EXCEPTION 'seen %', $1; END $$"
            )
        cursor.execute(FRUITLESS[attack].format(**names))
        (found,) = cursor.fetchone() or (0,)

    seen_of_the_other = found - 1 if attack == "or everything" else found
    assert (seen_of_the_other or 0) == 0
    assert contacts_of(names["victim"]) == before


def test_a_transaction_that_forgot_its_workspace_sees_nothing(names: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM customers_contact")
        row = cursor.fetchone()

    assert row == (0,)
