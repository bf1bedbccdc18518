"""`sillage doctor` finds what is wrong and says how to mend it."""

import socket
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from sillage.config.commands import doctor
from sillage.config.environment import Environment, read_environment
from sillage.config.testing import server_of_run
from sillage.kernel.backup import BackupRun
from tests.platform.installation import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def settings_with(monkeypatch: pytest.MonkeyPatch, **values: str) -> Environment:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return read_environment(None)


def test_the_application_login_is_found_well() -> None:
    finding = doctor.check_roles(read_environment(None))

    assert finding.well
    assert finding.state == "sillage_app is isolated"


def test_a_superuser_as_application_login_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    database = urlsplit(read_environment(None).database_url.get_secret_value()).path.strip("/")  # type: ignore[union-attr]
    settings = settings_with(monkeypatch, DATABASE_URL=server_of_run().url("superuser", database))

    finding = doctor.check_roles(settings)

    assert finding.mend == "ALTER ROLE postgres NOSUPERUSER NOBYPASSRLS;"


def test_the_owner_as_application_login_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = read_environment(None).database_owner_url
    assert owner is not None
    settings = settings_with(monkeypatch, DATABASE_URL=owner.get_secret_value())

    finding = doctor.check_roles(settings)

    assert finding.mend == "Give DATABASE_URL another login than DATABASE_OWNER_URL."


def test_a_database_that_does_not_answer_ends_the_examination(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_with(monkeypatch, DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/none")

    findings = doctor.examine(settings)

    assert findings[-1].subject == "PostgreSQL"
    assert findings[-1].mend == "Check DATABASE_URL and the server."


def test_the_tables_are_up_to_date_in_a_migrated_database() -> None:
    assert doctor.check_migrations(read_environment(None)).well


def test_pending_migrations_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_given: [1, 2])

    finding = doctor.check_migrations(read_environment(None))

    assert (finding.state, finding.mend) == ("2 migrations pending", "Run sillage migrate.")


@pytest.mark.parametrize(("hours", "well"), [(10, True), (60, False)])
def test_an_old_backup_is_told(hours: int, well: bool) -> None:
    at = datetime.now(UTC) - timedelta(hours=hours)
    BackupRun.objects.create(started_at=at, finished_at=at, reason="daily", name="a", succeeded=True)

    assert doctor.check_backup(read_environment(None)).well is well


def test_no_backup_at_all_is_told_but_not_serious() -> None:
    finding = doctor.check_backup(read_environment(None))

    assert (finding.mend, finding.serious) == ("Run sillage backup.", False)


def test_a_port_held_by_another_program_is_told_with_a_free_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        settings = settings_with(monkeypatch, PORT=str(port))
        # Somebody who listens but is not Sillage closes without an answer.
        monkeypatch.setattr(
            "http.client.HTTPConnection.request", lambda *_given, **_named: (_ for _ in ()).throw(OSError)
        )

        finding = doctor.check_port(settings)

    assert finding.mend == f"Choose PORT={port + 1}."


def test_a_mail_server_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_with(monkeypatch, SMTP_HOST="127.0.0.1", SMTP_PORT=str(free_port()))

    assert doctor.check_mail(settings).mend == "Check the SMTP_* settings."


def test_without_a_mail_server_it_says_where_messages_are() -> None:
    finding = doctor.check_mail(read_environment(None))

    assert finding.state == "no server: kept in the app"
    assert finding.serious is False


def test_the_clocks_agree_on_one_machine() -> None:
    assert doctor.check_clock(read_environment(None)).well
