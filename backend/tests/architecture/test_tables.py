"""What every table promises, read from PostgreSQL's own catalogue."""

from __future__ import annotations

import pytest
from django.db import connection

# The reviewed list of tables that belong to the installation rather than to a workspace.
GLOBAL_TABLES = {
    "account_emailaddress",
    "account_emailconfirmation",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
    "django_content_type",
    "django_migrations",
    "django_session",
    "identity_user",
    "identity_user_groups",
    "identity_user_user_permissions",
    "identity_workspace",
    "kernel_backup",
    "kernel_cache",
    "kernel_rate_window",
    "mfa_authenticator",
    "usersessions_usersession",
}
# Global, but holding the id of the workspace whose work they announce: sweeps must see them.
ANNOUNCING_TABLES = {"kernel_outbox"}

pytestmark = pytest.mark.django_db


def rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def workspace_tables() -> set[str]:
    found = rows(
        "SELECT table_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name = 'workspace_id'"
    )
    return {str(name) for (name,) in found} - ANNOUNCING_TABLES


def test_every_workspace_table_has_a_forced_policy_that_checks_writes() -> None:
    protected = rows(
        "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid"
        " WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polwithcheck IS NOT NULL"
        " AND p.polcmd = '*' AND pg_get_expr(p.polqual, p.polrelid) LIKE '%app.workspace%'"
        " AND pg_get_expr(p.polwithcheck, p.polrelid) LIKE '%app.workspace%'"
    )

    assert workspace_tables() - {str(name) for (name,) in protected} == set()


def test_every_other_table_is_on_the_reviewed_list() -> None:
    tables = rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    names = {str(name) for (name,) in tables if not str(name).startswith("procrastinate_")}

    assert names - workspace_tables() - GLOBAL_TABLES - ANNOUNCING_TABLES == set()


def test_references_between_workspace_tables_carry_the_workspace() -> None:
    references = rows(
        "SELECT con.conrelid::regclass::text, con.confrelid::regclass::text, ("
        "  SELECT array_agg(attname::text ORDER BY attname) FROM pg_attribute"
        "  WHERE attrelid = con.conrelid AND attnum = ANY(con.conkey))"
        " FROM pg_constraint con WHERE con.contype = 'f'"
    )
    tables = workspace_tables()

    loose = [
        (source, target, columns)
        for source, target, columns in references
        if source in tables and target in tables and "workspace_id" not in list(columns)  # type: ignore[call-overload]
    ]

    assert loose == []


def test_the_application_login_can_neither_bypass_policies_nor_own_tables() -> None:
    (role,) = rows("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")
    (owned,) = rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")

    assert role == (False, False, False)
    assert owned == (0,)


def test_only_reviewed_functions_run_with_other_rights() -> None:
    definers = rows(
        "SELECT p.proname, r.rolname, r.rolcanlogin, p.proconfig::text FROM pg_proc p"
        " JOIN pg_roles r ON r.oid = p.proowner JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE p.prosecdef AND n.nspname = 'public'"
    )

    for name, owner, can_login, configuration in definers:
        assert (name, owner, can_login) == (name, "sillage_search", False)
        assert "search_path" in str(configuration)


def test_without_a_workspace_no_row_is_visible() -> None:
    for table in sorted(workspace_tables()):
        assert rows(f"SELECT count(*) FROM {table}") == [(0,)], table
