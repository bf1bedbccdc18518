"""The raw SQL of identity, reviewed in one place: every value is a parameter."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

# The workspace is entered and every version is read in one round trip. `app.user` stays empty: it
# would let the person's memberships elsewhere show among the members of this workspace.
_ENTER = (
    "SELECT set_config('app.workspace', %s, true), set_config('app.user', '', true),"
    " EXISTS (SELECT 1 FROM django_session WHERE session_key = %s AND expire_date > now()),"
    " (SELECT access_version FROM identity_user WHERE id = %s),"
    " w.access_version, w.schema_stamp"
    " FROM (VALUES (1)) AS always LEFT JOIN identity_workspace w ON w.id = %s"
)
_MEMBERSHIPS = (
    "SELECT m.workspace_id, w.slug, w.name, m.id FROM identity_member m"
    " JOIN identity_workspace w ON w.id = m.workspace_id"
    " WHERE m.user_id = %s AND m.active ORDER BY w.name, w.id"
)


@dataclass(frozen=True, slots=True)
class Versions:
    """What the database says at the start of a request."""

    session_lives: bool
    user: int | None
    workspace: int | None
    schema: UUID | None


@dataclass(frozen=True, slots=True)
class Membership:
    """One workspace a person belongs to."""

    workspace_id: UUID
    slug: str
    name: str
    member_id: UUID


def enter_and_check(workspace_id: UUID | None, session_key: str, user_id: UUID) -> Versions:
    """Enter a workspace and read what the caller's cached rights must be compared with."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, [str(workspace_id or ""), session_key, user_id, workspace_id])
        row = cursor.fetchone()
    return Versions(bool(row[2]), row[3], row[4], row[5])


def memberships_of(user_id: UUID) -> list[Membership]:
    """The workspaces a person actively belongs to, by name; needs a transaction, in any workspace."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.user', %s, true)", [str(user_id)])
        cursor.execute(_MEMBERSHIPS, [user_id])
        rows = cursor.fetchall()
        cursor.execute("SELECT set_config('app.user', '', true)")
    return [Membership(*row) for row in rows]


def touch_session(session_key: str) -> None:
    """Note that a session was used, at most every few minutes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE usersessions_usersession SET last_seen_at = now()"
            " WHERE session_key = %s AND last_seen_at < now() - interval '4 minutes'",
            [session_key],
        )


def touch_key(key_id: UUID) -> None:
    """Note that an API key was used, at most every minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE identity_api_key SET last_used_at = now() WHERE id = %s"
            " AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')",
            [key_id],
        )


def prolong_session(session_key: str, seconds: int) -> bool:
    """Give a session its whole life again once half of it is spent; True when that was so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE django_session SET expire_date = now() + make_interval(secs => %s)"
            " WHERE session_key = %s AND expire_date BETWEEN now() AND now() + make_interval(secs => %s)",
            [seconds, session_key, seconds // 2],
        )
        return bool(cursor.rowcount == 1)


def forget_ended_sessions() -> None:
    """Delete entries of the list of sessions whose session is gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM usersessions_usersession u WHERE NOT EXISTS"
            " (SELECT 1 FROM django_session s WHERE s.session_key = u.session_key)"
        )


def lock_first_run() -> None:
    """Let only one transaction at a time complete the first run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('sillage.first_run'))")


def lock_slugs() -> None:
    """Let only one transaction at a time choose the name of a workspace in addresses."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('sillage.workspace_slugs'))")


def lock_workspace(workspace_id: UUID) -> None:
    """Wait for and keep others from managing the same workspace until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM identity_workspace WHERE id = %s FOR UPDATE", [workspace_id])


def end_sessions(user_id: UUID) -> None:
    """End every session of a person; the next request of each is refused."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH gone AS (DELETE FROM usersessions_usersession"
            " WHERE user_id = %s RETURNING session_key)"
            " DELETE FROM django_session WHERE session_key IN (SELECT session_key FROM gone)",
            [user_id],
        )
    close_streams(user_id)


def close_streams(user_id: UUID) -> None:
    """End the live streams of a person once the transaction commits; browsers still signed in open theirs again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.user', %s, true)", [str(user_id)])
        cursor.execute(
            "SELECT pg_notify('sillage_events', json_build_object("
            "'workspace', workspace_id, 'member', id, 'kind', 'stream.close')::text)"
            " FROM identity_member WHERE user_id = %s",
            [user_id],
        )
        cursor.execute("SELECT set_config('app.user', '', true)")


def copy_profile(user_id: UUID, name: str, email: str, sort_name: str) -> None:
    """Write a person's name and address to the member rows in every workspace, then return to this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.workspace', true), '')")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('app.user', %s, true)", [str(user_id)])
        cursor.execute("SELECT DISTINCT workspace_id FROM identity_member WHERE user_id = %s", [user_id])
        workspaces = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT set_config('app.user', '', true)")
        for workspace_id in workspaces:
            cursor.execute("SELECT set_config('app.workspace', %s, true)", [str(workspace_id)])
            cursor.execute(
                "UPDATE identity_member SET name = %s, email = %s, sort_name = %s WHERE user_id = %s",
                [name, email, sort_name, user_id],
            )
        cursor.execute("SELECT set_config('app.workspace', %s, true)", [before])
