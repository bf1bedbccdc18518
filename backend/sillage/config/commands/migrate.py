"""`sillage migrate`: bring the tables to this version, as owner, in a process of its own."""

import os
import subprocess
import sys

import psycopg

from sillage.config.databases import database_url
from sillage.config.environment import Environment, environment
from sillage.config.places import postgres_folder
from sillage.kernel.db import embedded
from sillage.kernel.db.roles import grant_application_rights


def ensure_database(settings: Environment) -> bool:
    """Start the embedded server when there is one; True when this call started it."""
    if not settings.embedded_database:
        return False
    return embedded.server(postgres_folder(settings)).ensure_running()


def django_ready(login: str = "app") -> None:
    """Prepare Django in this process for a login of the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sillage.config.settings")
    os.environ["SILLAGE_LOGIN"] = login
    import django

    django.setup()


def migrate(settings: Environment, *, verbosity: int = 1) -> None:
    """Run the migrations and give the application its rights; this process must not serve requests."""
    django_ready("owner")
    from django.core.management import call_command

    from sillage.kernel.backup.keys import public_key

    call_command("migrate", verbosity=verbosity, interactive=False)
    call_command("createcachetable", verbosity=0)
    if settings.backup_public_key is None:
        # Made with the tables, so that the path told at the start is one that can be copied.
        public_key(settings.data_dir / "backup.key")
    app, backup = _role_names(settings)
    with psycopg.connect(database_url(settings, "owner"), autocommit=True) as owner:
        grant_application_rights(owner, app, backup)


def _role_names(settings: Environment) -> tuple[str, str]:
    from psycopg.conninfo import conninfo_to_dict

    from sillage.kernel.db.roles import APP, BACKUP

    if settings.embedded_database:
        return APP, BACKUP
    app = str(conninfo_to_dict(database_url(settings, "app"))["user"])
    if settings.database_backup_url is None:
        # Without a backup login there is nobody else to give rights to.
        return app, app
    return app, str(conninfo_to_dict(database_url(settings, "backup"))["user"])


def _pending() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate_apart(*, backup_first: bool = False) -> bool:
    """Run the migrations in a child process, so that this one never holds the owner login."""
    command = [sys.executable, "-m", "sillage.config.cli", "migrate", "--verbosity", "0"]
    if backup_first:
        command.append("--backup-first")
    return subprocess.run(command, check=False).returncode == 0


def run(verbosity: int, *, backup_first: bool = False) -> int:
    """Entry of the command; `backup_first` saves the data when there is something to migrate."""
    settings = environment()
    started = ensure_database(settings)
    try:
        django_ready("owner")
        if backup_first and _pending():
            from sillage.config.commands.data import back_up

            back_up(settings, reason="upgrade")
        migrate(settings, verbosity=verbosity)
    finally:
        if started:
            embedded.server(postgres_folder(settings)).stop()
    return 0
