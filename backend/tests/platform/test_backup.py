"""Backups: what comes back equals what was there, whole or for one workspace alone."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from psycopg import sql

from sillage.config.environment import read_environment
from sillage.config.testing import server_of_run, superuser_url
from sillage.identity.testing import make_member, make_workspace
from sillage.identity.users.models import User
from sillage.kernel.backup import last_success
from sillage.kernel.backup.archive import BackupFailure
from sillage.kernel.backup.jobs import is_due
from sillage.kernel.backup.keys import BackupKeyMissing, public_key
from sillage.kernel.backup.making import backup_name, make_backup
from sillage.kernel.backup.one_workspace import (
    AddressTaken,
    UnknownWorkspace,
    WorkspaceExists,
    restore_workspace,
    workspace_tables,
)
from sillage.kernel.backup.plan import BackupPlan
from sillage.kernel.backup.restoring import DatabaseNotEmpty, has_data, other_database, restore_all
from sillage.kernel.backup.stores import FolderStore, S3Store
from sillage.kernel.db.embedded import programs_folder
from sillage.kernel.db.roles import database_statements

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 14, 3, 0, tzinfo=UTC)


@pytest.fixture
def plan(tmp_path: Path) -> BackupPlan:
    settings = read_environment(None)
    urls = {
        "owner": settings.database_owner_url,
        "backup": settings.database_backup_url,
        "app": settings.database_url,
    }
    plain = {login: url.get_secret_value() for login, url in urls.items() if url is not None}
    key = tmp_path / "backup.key"
    return BackupPlan(
        app_url=plain["app"],
        owner_url=lambda: plain["owner"],
        backup_url=lambda: plain["backup"],
        programs=programs_folder,
        files=lambda: FileSystemStorage(location=str(tmp_path / "files")),
        store=FolderStore(tmp_path / "backups"),
        recipient=public_key(key)[0],
        key_file=key,
        keep_days=14,
        version="1.2.3",
    )


@pytest.fixture
def empty_machine(plan: BackupPlan, tmp_path: Path) -> Iterator[BackupPlan]:
    """The same plan on a server where nothing was ever migrated, with no file."""
    name = f"empty_{tmp_path.name.replace('-', '_')}"[:60]
    admin = server_of_run().url("superuser", "postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER sillage_owner").format(sql.Identifier(name)))
    with psycopg.connect(server_of_run().url("superuser", name), autocommit=True) as connection:
        for statement in database_statements(name):
            connection.execute(statement)
    files = FileSystemStorage(location=str(tmp_path / "other_files"))
    yield replace(
        plan,
        app_url=other_database(plan.app_url, name),
        owner_url=lambda: other_database(plan.owner_url(), name),
        backup_url=lambda: other_database(plan.backup_url(), name),
        files=lambda: files,
    )
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def fingerprints(
    url: str, where: sql.Composed | None = None, tables: list[str] | None = None
) -> dict[str, tuple[int, str]]:
    """Count and hash of the rows of each table, seen by a superuser."""
    found: dict[str, tuple[int, str]] = {}
    with psycopg.connect(url, autocommit=True) as connection:
        names = tables or [
            row[0] for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ]
        for name in names:
            query = sql.SQL(
                "SELECT count(*), coalesce(md5(string_agg(t::text, chr(10) ORDER BY t::text)), '') FROM {} t {}"
            ).format(sql.Identifier(name), where or sql.SQL(""))
            row = connection.execute(query).fetchone()
            assert row is not None
            found[name] = (row[0], row[1])
    return found


def superuser_of(plan: BackupPlan) -> str:
    return server_of_run().url("superuser", plan.app_url.split("?")[0].rsplit("/", 1)[1])


def of_workspace(workspace_id: UUID) -> sql.Composed:
    return sql.SQL("WHERE workspace_id = {}").format(sql.Literal(str(workspace_id)))


def tables_of_workspaces() -> list[str]:
    with closing(psycopg.connect(superuser_url())) as connection:
        return workspace_tables(connection)


def delete_workspace(workspace_id: UUID) -> None:
    """Remove a workspace and its people as a mistake would: rows gone, others untouched."""
    with psycopg.connect(superuser_url()) as connection:
        connection.execute("SET session_replication_role = replica")
        for table in workspace_tables(connection):
            query = sql.SQL("DELETE FROM {} WHERE workspace_id = %s").format(sql.Identifier(table))
            connection.execute(query, (workspace_id,))
        connection.execute("DELETE FROM identity_workspace WHERE id = %s", (workspace_id,))


def test_everything_comes_back_on_an_empty_machine(plan: BackupPlan, empty_machine: BackupPlan) -> None:
    workspace = make_workspace("Cabinet Lefèvre")
    make_member(workspace, "administrator")
    plan.files().save(f"{workspace.id}/devis.pdf", ContentFile(b"%PDF-1.7 devis"))
    before = fingerprints(superuser_url())

    name = make_backup(plan, "manual", now=NOW)
    done = restore_all(empty_machine)

    after = fingerprints(superuser_of(empty_machine))
    # The backup cannot hold the record of its own end.
    assert before.pop("kernel_backup") == (0, "")
    assert after.pop("kernel_backup") == (0, "")
    assert after == before
    assert before["identity_member"][0] == 1
    assert done.name == name == "sillage-20260314T030000Z-manual.age"
    assert done.version == "1.2.3"
    assert done.files == 1
    with empty_machine.files().open(f"{workspace.id}/devis.pdf") as file:
        assert file.read() == b"%PDF-1.7 devis"


def test_the_restored_database_keeps_workspaces_apart(plan: BackupPlan, empty_machine: BackupPlan) -> None:
    make_member(make_workspace())
    make_backup(plan, now=NOW)

    restore_all(empty_machine)

    with psycopg.connect(empty_machine.app_url) as connection:
        assert connection.execute("SELECT count(*) FROM identity_workspace").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM identity_member").fetchone() == (0,)


def test_a_backup_shows_nothing_without_its_key(plan: BackupPlan, empty_machine: BackupPlan, tmp_path: Path) -> None:
    make_workspace("Canary & Cie")
    name = make_backup(plan, now=NOW)
    other_key = tmp_path / "other.key"
    public_key(other_key)

    content = (tmp_path / "backups" / name).read_bytes()

    assert b"Canary" not in content
    assert b"identity_workspace" not in content
    with pytest.raises(BackupFailure):
        restore_all(replace(empty_machine, key_file=other_key))
    with pytest.raises(BackupKeyMissing):
        restore_all(replace(empty_machine, key_file=tmp_path / "absent.key"))
    assert not has_data(empty_machine.owner_url())


def test_a_damaged_backup_changes_nothing(plan: BackupPlan, tmp_path: Path) -> None:
    make_workspace()
    name = make_backup(plan, now=NOW)
    file = tmp_path / "backups" / name
    content = bytearray(file.read_bytes())
    content[-100] ^= 0xFF
    file.write_bytes(content)
    before = fingerprints(superuser_url())

    with pytest.raises(BackupFailure):
        restore_all(plan, replace=True)

    assert fingerprints(superuser_url()) == before


def test_present_data_is_replaced_only_when_asked_for(plan: BackupPlan) -> None:
    workspace = make_workspace("Avant")
    make_backup(plan, now=NOW)
    make_workspace("Après")

    with pytest.raises(DatabaseNotEmpty):
        restore_all(plan)
    restore_all(plan, replace=True)

    with psycopg.connect(plan.app_url) as connection:
        assert connection.execute("SELECT id FROM identity_workspace").fetchall() == [(workspace.id,)]


def test_the_key_file_is_private_and_says_what_it_is_for(plan: BackupPlan) -> None:
    assert plan.key_file.stat().st_mode & 0o777 == 0o600
    assert "without it no backup can be read" in plan.key_file.read_text()


def test_one_workspace_comes_back_alone(plan: BackupPlan) -> None:
    lost, other = make_workspace("Perdu"), make_workspace("Voisin")
    make_member(lost, "administrator")
    make_member(lost, "sales")
    make_member(other, "sales")
    plan.files().save(f"{lost.id}/note.txt", ContentFile(b"note"))
    tables = tables_of_workspaces()
    before = fingerprints(superuser_url(), of_workspace(lost.id), tables)
    make_backup(plan, now=NOW)
    delete_workspace(lost.id)
    plan.files().delete(f"{lost.id}/note.txt")
    make_member(other, "sales")
    neighbour = fingerprints(superuser_url(), of_workspace(other.id), tables)

    done = restore_workspace(plan, lost.slug)

    assert fingerprints(superuser_url(), of_workspace(lost.id), tables) == before
    assert fingerprints(superuser_url(), of_workspace(other.id), tables) == neighbour
    assert before["identity_member"][0] == 2
    assert done.files == 1
    assert plan.files().exists(f"{lost.id}/note.txt")


def test_one_workspace_comes_back_with_people_who_had_gone(plan: BackupPlan, empty_machine: BackupPlan) -> None:
    lost = make_workspace("Perdu")
    member = make_member(lost, "administrator", email="claire@perdu.test", password="une phrase assez longue")
    make_backup(plan, now=NOW)
    delete_workspace(lost.id)
    User.objects.filter(id=member.user_id).delete()

    restore_workspace(plan, lost.slug)

    person = User.objects.get(email="claire@perdu.test")
    assert person.id == member.user_id
    assert person.check_password("une phrase assez longue")


def test_a_workspace_that_exists_is_left_alone(plan: BackupPlan) -> None:
    workspace = make_workspace()
    make_backup(plan, now=NOW)
    before = fingerprints(superuser_url())

    with pytest.raises(WorkspaceExists):
        restore_workspace(plan, workspace.slug)

    assert fingerprints(superuser_url()) == before


def test_an_unknown_workspace_is_told(plan: BackupPlan) -> None:
    make_workspace()
    make_backup(plan, now=NOW)

    with pytest.raises(UnknownWorkspace):
        restore_workspace(plan, "nowhere")


def test_an_address_taken_by_another_account_stops_the_restore(plan: BackupPlan) -> None:
    lost = make_workspace("Perdu")
    member = make_member(lost, email="claire@perdu.test")
    make_backup(plan, now=NOW)
    delete_workspace(lost.id)
    User.objects.filter(id=member.user_id).delete()
    User.objects.create_user("claire@perdu.test", None, name="Une autre Claire")

    with pytest.raises(AddressTaken):
        restore_workspace(plan, lost.slug)

    with psycopg.connect(plan.app_url) as connection:
        assert connection.execute("SELECT count(*) FROM identity_workspace").fetchone() == (0,)


def test_backups_past_their_days_are_forgotten_but_never_the_newest(plan: BackupPlan) -> None:
    for days in (40, 15, 13):
        (plan.store.folder).mkdir(exist_ok=True)  # type: ignore[attr-defined]
        (plan.store.folder / backup_name(NOW - timedelta(days=days), "daily")).write_bytes(b"x")  # type: ignore[attr-defined]

    kept = make_backup(plan, "daily", now=NOW)

    assert plan.store.names() == [backup_name(NOW - timedelta(days=13), "daily"), kept]


def test_the_last_success_is_known_and_a_failure_is_not_one(plan: BackupPlan) -> None:
    name = make_backup(plan, "daily", now=NOW)
    broken = replace(plan, backup_url=lambda: plan.app_url.replace("sillage_app", "nobody"))

    with pytest.raises(BackupFailure):
        make_backup(broken, "daily", now=NOW + timedelta(days=1))

    last = last_success()
    assert last is not None
    assert last.name == name
    assert last.size_bytes > 1000
    assert plan.store.names() == [name]


DUE: list[tuple[datetime, datetime | None, bool]] = [
    (NOW, None, True),
    (NOW, NOW - timedelta(hours=24), True),
    (NOW, NOW - timedelta(hours=2), False),
    (NOW.replace(hour=10), NOW - timedelta(hours=12), False),
    (NOW.replace(hour=10), NOW - timedelta(hours=30), True),
]


@pytest.mark.parametrize(("now", "last", "due"), DUE)
def test_the_daily_backup_is_due_at_its_hour_or_once_a_day_has_passed(
    now: datetime, last: datetime | None, due: bool
) -> None:
    assert is_due(now, 3, last) is due


def test_backups_live_in_a_bucket_too(plan: BackupPlan, empty_machine: BackupPlan, bucket: dict[str, Any]) -> None:
    workspace = make_workspace("Dans le seau")
    store = S3Store("backups", bucket)

    name = make_backup(replace(plan, store=store), now=NOW)
    restore_all(replace(empty_machine, store=store))

    assert store.names() == [name]
    with psycopg.connect(empty_machine.app_url) as connection:
        assert connection.execute("SELECT id FROM identity_workspace").fetchall() == [(workspace.id,)]
    store.forget(name)
    assert store.names() == []


@pytest.fixture
def bucket() -> Iterator[dict[str, Any]]:
    """An S3 service on this machine with an empty bucket; gives the options of its clients."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    options = {
        "endpoint_url": f"http://{host}:{port}",
        "region_name": "us-east-1",
        "aws_access_key_id": "key",
        "aws_secret_access_key": "secret",
    }
    boto3.client("s3", **options).create_bucket(Bucket="backups")
    yield options
    server.stop()
