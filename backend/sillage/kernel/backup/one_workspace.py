"""Bringing one workspace back into an installation that goes on serving the others.

The backup is loaded into a database beside, and the rows of the workspace are copied over inside one
transaction, under row-level security. Which tables and columns is read from the catalogue, so a table
of tomorrow is not forgotten.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from sillage.kernel.backup.archive import (
    BackupFailure,
    extract_dump,
    opened_archive,
    read_manifest,
    restore_files,
)
from sillage.kernel.backup.keys import read_identity
from sillage.kernel.backup.plan import BackupPlan
from sillage.kernel.backup.restoring import Restored, empty_database, fetched, load_dump, other_database

_BATCH = 500
WORKSPACES, USERS = "identity_workspace", "identity_user"
# Rows of people that live only as long as a browser, or belong to an attempt.
_NOT_RESTORED = {"django_session", "usersessions_usersession", "account_emailconfirmation"}
Connection = psycopg.Connection[Any]


class WorkspaceExists(Exception):
    """The workspace is still there; it is deleted by its administrator before it can be restored."""


class UnknownWorkspace(Exception):
    """The backup holds no workspace of that name."""


class AddressTaken(Exception):
    """A person of the workspace has an account under the same e-mail address but another id."""


def restore_workspace(plan: BackupPlan, slug: str, backup: str | Path | None = None) -> Restored:
    """Bring back the workspace of that slug with its people and files.

    Raises `UnknownWorkspace`, `WorkspaceExists` or `AddressTaken`; nothing is changed then.
    """
    identity = read_identity(plan.key_file)
    with fetched(plan, backup) as (file, folder), opened_archive(file, identity, folder) as archive:
        manifest = read_manifest(archive)
        with _database_beside(plan) as beside:
            load_dump(plan, extract_dump(archive, folder), beside)
            with psycopg.connect(beside) as source, psycopg.connect(plan.owner_url()) as target:
                workspace_id = _workspace_id(source, slug)
                rows = _copy_workspace(source, target, workspace_id, slug)
        files = restore_files(archive, plan.files(), lambda name: workspace_id in name)
    return Restored(file.name, str(manifest.get("version", "")), files, rows)


@contextmanager
def _database_beside(plan: BackupPlan) -> Iterator[str]:
    """An empty database that is dropped at the end; the owner must be allowed to create databases."""
    name = sql.Identifier(f"sillage_restore_{secrets.token_hex(4)}")
    with psycopg.connect(plan.owner_url(), autocommit=True) as connection:
        try:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        except psycopg.errors.InsufficientPrivilege as failure:
            raise BackupFailure("the owner login needs CREATEDB to restore one workspace") from failure
        url = other_database(plan.owner_url(), name.as_string(connection).strip('"'))
        try:
            empty_database(url)
            yield url
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def _workspace_id(source: Connection, slug: str) -> str:
    query = sql.SQL("SELECT id FROM {} WHERE slug = %s").format(sql.Identifier(WORKSPACES))
    row = source.execute(query, (slug,)).fetchone()
    if row is None:
        raise UnknownWorkspace(slug)
    return str(row[0])


def _copy_workspace(source: Connection, target: Connection, workspace_id: str, slug: str) -> int:
    """Copy everything of a workspace in one transaction; gives the number of rows."""
    query = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE id = %s OR slug = %s)").format(sql.Identifier(WORKSPACES))
    row = target.execute(query, (workspace_id, slug)).fetchone()
    if row and row[0]:
        raise WorkspaceExists(slug)
    for connection in (source, target):
        connection.execute("SELECT set_config('app.workspace', %s, true)", (workspace_id,))
    target.execute("SET CONSTRAINTS ALL DEFERRED")
    copied = _copy_people(source, target, workspace_id)
    copied += _copy_rows(source, target, WORKSPACES, "id", [workspace_id])
    for table in workspace_tables(source):
        copied += _copy_rows(source, target, table, "workspace_id", [workspace_id])
    return copied


def workspace_tables(connection: Connection) -> list[str]:
    """Tables whose rows carry a workspace."""
    rows = connection.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
        " AND a.attname = 'workspace_id' AND NOT a.attisdropped ORDER BY c.relname"
    )
    return [row[0] for row in rows]


def _references_to_people(connection: Connection) -> list[tuple[str, str, bool]]:
    """Columns that point to an account: table, column, and whether the table belongs to a workspace."""
    rows = connection.execute(
        "SELECT c.relname, a.attname, EXISTS (SELECT FROM pg_attribute w WHERE w.attrelid = c.oid"
        " AND w.attname = 'workspace_id' AND NOT w.attisdropped)"
        " FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid"
        " JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]"
        " WHERE f.contype = 'f' AND f.confrelid = %s::regclass AND cardinality(f.conkey) = 1"
        " ORDER BY 1, 2",
        (USERS,),
    )
    return [(table, column, inside) for table, column, inside in rows]


def _copy_people(source: Connection, target: Connection, workspace_id: str) -> int:
    """Copy the accounts that the workspace refers to, with their addresses and second factors."""
    references = _references_to_people(source)
    people: set[str] = set()
    for table, column, inside in references:
        if inside:
            query = sql.SQL("SELECT DISTINCT {}::text FROM {} WHERE workspace_id = %s AND {} IS NOT NULL").format(
                sql.Identifier(column), sql.Identifier(table), sql.Identifier(column)
            )
            people |= {row[0] for row in source.execute(query, (workspace_id,))}
    known = _known_people(source, target, people)
    fresh = sorted(people - known)
    copied = _copy_rows(source, target, USERS, "id", fresh)
    for table, column, inside in references:
        if not inside and table not in _NOT_RESTORED:
            copied += _copy_rows(source, target, table, column, fresh)
    return copied


def _known_people(source: Connection, target: Connection, people: set[str]) -> set[str]:
    """Those who still have their account; another account under the same address stops the restore."""
    wanted = sql.SQL("SELECT id::text, lower(email) FROM {} WHERE id::text = ANY(%s)").format(sql.Identifier(USERS))
    found = sql.SQL("SELECT id::text, lower(email) FROM {} WHERE lower(email) = ANY(%s) OR id::text = ANY(%s)").format(
        sql.Identifier(USERS)
    )
    addresses = dict(source.execute(wanted, (sorted(people),)).fetchall())
    present = target.execute(found, (sorted(addresses.values()), sorted(people))).fetchall()
    for person, address in present:
        if person not in people:
            raise AddressTaken(address)
    return {person for person, _address in present}


def _columns(connection: Connection, table: str) -> list[str]:
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        (table,),
    )
    return [row[0] for row in rows]


def _copy_rows(source: Connection, target: Connection, table: str, column: str, values: list[str]) -> int:
    """Copy the rows of a table whose column has one of the values."""
    if not values:
        return 0
    shared = [name for name in _columns(source, table) if name in set(_columns(target, table))]
    names = sql.SQL(", ").join(map(sql.Identifier, shared))
    read = sql.SQL("SELECT to_jsonb(t)::text FROM (SELECT {} FROM {} WHERE {}::text = ANY(%s)) t").format(
        names, sql.Identifier(table), sql.Identifier(column)
    )
    write = sql.SQL(
        "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM jsonb_populate_recordset(NULL::{}, %s::jsonb)"
    ).format(sql.Identifier(table), names, names, sql.Identifier(table))
    if _numbered_globally(target, table):
        write = _renumbered(target, table, shared)
    copied = 0
    with source.cursor(name="rows") as cursor:
        cursor.execute(read, (values,))
        while batch := cursor.fetchmany(_BATCH):
            target.execute(write, ("[" + ",".join(row[0] for row in batch) + "]",))
            copied += len(batch)
    return copied


def _numbered_globally(connection: Connection, table: str) -> bool:
    """True for a table with an identity column `id`: its numbers may be in use by others by now."""
    row = connection.execute(
        "SELECT attidentity <> '' FROM pg_attribute WHERE attrelid = %s::regclass AND attname = 'id'", (table,)
    ).fetchone()
    return bool(row and row[0])


def _renumbered(connection: Connection, table: str, shared: list[str]) -> sql.Composed:
    names = sql.SQL(", ").join(sql.Identifier(name) for name in shared if name != "id")
    return sql.SQL("INSERT INTO {} ({}) SELECT {} FROM jsonb_populate_recordset(NULL::{}, %s::jsonb)").format(
        sql.Identifier(table), names, names, sql.Identifier(table)
    )
