"""The logins of PostgreSQL and what each may do.

`sillage_owner` makes tables, `sillage_app` reads and writes rows under row-level security,
`sillage_backup` reads everything for dumps, and `sillage_search` (no login) owns the reviewed search
functions. The same statements serve the embedded server and, in the deployment guide, any other.
"""

from typing import Any

from psycopg import Connection, sql

OWNER, APP, BACKUP, SEARCH = "sillage_owner", "sillage_app", "sillage_backup", "sillage_search"


def cluster_statements(passwords: dict[str, str]) -> list[sql.Composed]:
    """Statements a superuser runs once per server; passwords by login: owner, app, backup."""
    logins = {OWNER: "owner", APP: "app", BACKUP: "backup"}
    rights = {OWNER: "CREATEDB", APP: "NOBYPASSRLS", BACKUP: "BYPASSRLS"}
    statements = [
        sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEROLE {} PASSWORD {}").format(
            sql.Identifier(role), sql.SQL(rights[role]), sql.Literal(passwords[login])
        )
        for role, login in logins.items()
    ]
    plain = (
        f"CREATE ROLE {SEARCH} NOLOGIN NOSUPERUSER NOBYPASSRLS",
        f"GRANT {SEARCH} TO {OWNER}",
        f"ALTER ROLE {BACKUP} SET default_transaction_read_only = on",
        f"ALTER ROLE {APP} SET statement_timeout = '60s'",
        f"ALTER ROLE {APP} SET lock_timeout = '10s'",
        f"ALTER ROLE {APP} SET idle_in_transaction_session_timeout = '60s'",
        f"ALTER ROLE {APP} SET timezone = 'UTC'",
        f"ALTER ROLE {OWNER} SET timezone = 'UTC'",
    )
    return statements + [sql.SQL(text).format() for text in plain]


def database_statements(database: str) -> list[sql.Composed]:
    """Statements the owner of a database (or a superuser) runs in it once."""
    name = sql.Identifier(database)
    return [
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(name, sql.Identifier(APP), sql.Identifier(BACKUP)),
        sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC").format(),
        sql.SQL("GRANT ALL ON SCHEMA public TO {}").format(sql.Identifier(OWNER)),
        # A new owner of a function must be allowed to create in its schema.
        sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(sql.Identifier(SEARCH)),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}, {}").format(sql.Identifier(APP), sql.Identifier(BACKUP)),
    ]


def grant_application_rights(owner: Connection[Any], app: str = APP, backup: str = BACKUP) -> None:
    """Give the application and backup logins their rights on every table; run after each migration.

    Default rights follow, so a table made by hand later is not forgotten. Django's own list of
    migrations stays read-only for the application.
    """
    names = {"app": sql.Identifier(app), "backup": sql.Identifier(backup)}
    statements = [
        "GRANT USAGE ON SCHEMA public TO {app}, {backup}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app}",
        "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {app}",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {backup}",
        "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {backup}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {app}, {backup}",
        "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {app}",
    ]
    defaults = [
        "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
        "GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {app}",
        "GRANT SELECT ON TABLES TO {backup}",
        "GRANT SELECT ON SEQUENCES TO {backup}",
        "GRANT EXECUTE ON FUNCTIONS TO {app}, {backup}",
    ]
    with owner.transaction():
        for text in statements + [f"ALTER DEFAULT PRIVILEGES IN SCHEMA public {grant}" for grant in defaults]:
            owner.execute(sql.SQL(text).format(**names))
