"""Settings: each is documented, a wrong one is named in one sentence."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sillage.config.environment import CHECKOUT, Environment, WrongSetting, read_environment

NAMES = {name.upper() for name in Environment.model_fields}


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def test_every_setting_is_in_the_example_and_nothing_else() -> None:
    example = (CHECKOUT / ".env.example").read_text(encoding="utf-8")

    documented = set(re.findall(r"^([A-Z0-9_]+)=", example, re.MULTILINE))

    assert documented == NAMES


def test_the_example_itself_is_a_valid_environment_with_the_defaults() -> None:
    read = read_environment(CHECKOUT / ".env.example")

    assert read.model_dump() == Environment(_env_file=None).model_dump()


WRONG = [
    ("PORT", "abc", "PORT must be a whole number."),
    ("PORT", "70000", "PORT must be at most 65535."),
    ("HOST", "example.com", "HOST must be an IP address of this machine, for example 127.0.0.1 or 0.0.0.0."),
    ("DEMO", "perhaps", "DEMO must be 1 or 0."),
    ("DATABASE_URL", "mysql://u@h/d", "DATABASE_URL must be an address starting with postgresql:// / postgres://."),
    ("DATABASE_URL", "postgresql://u@h", "DATABASE_URL must name a database after the host."),
    ("DATABASE_OWNER_URL", "postgresql://u@h/d", "DATABASE_URL is needed when DATABASE_OWNER_URL is given."),
    ("REDIS_URL", "localhost", "REDIS_URL must be an address starting with redis:// / rediss:// / unix://."),
    ("PUBLIC_URL", "crm.example.fr", "PUBLIC_URL must be an address starting with https:// / http://."),
    ("SECRET_KEY", "short", "SECRET_KEY must have at least 32 characters."),
    ("S3_ACCESS_KEY_ID", "id", "S3_SECRET_ACCESS_KEY is needed when S3_ACCESS_KEY_ID is given."),
    ("SMTP_USER", "me", "SMTP_PASSWORD is needed when SMTP_USER is given."),
    ("SMTP_SECURITY", "ssl", "SMTP_SECURITY must be one of 'starttls', 'tls' or 'none'."),
    ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of 'DEBUG', 'INFO', 'WARNING' or 'ERROR'."),
    ("BACKUP_HOUR", "24", "BACKUP_HOUR must be at most 23."),
    ("BACKUP_PUBLIC_KEY", "ssh-ed25519", "BACKUP_PUBLIC_KEY must be an age public key, starting with age1."),
    (
        "OUTBOUND_ALLOW",
        "mail.lan",
        "OUTBOUND_ALLOW expects host:port pairs separated by commas, and 'mail.lan' is not one.",
    ),
]


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_a_wrong_setting_is_told_in_one_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(WrongSetting) as told:
        read_environment(None)

    assert str(told.value) == sentence


def test_the_sentence_is_french_in_a_french_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("PORT", "abc")

    with pytest.raises(WrongSetting) as told:
        read_environment(None)

    assert str(told.value) == "PORT doit être un nombre entier."


def test_a_name_written_wrongly_in_the_file_is_told_with_the_right_one(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("SMTP_HOTS=mail.example.fr\n")

    with pytest.raises(WrongSetting) as told:
        read_environment(file)

    assert str(told.value) == "SMTP_HOTS in .env is not a setting of Sillage; did you mean SMTP_HOST?"


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://sillage:canary@db/sillage")
    monkeypatch.setenv("METRICS_TOKEN", "canary")

    assert "canary" not in repr(read_environment(None))


@pytest.mark.parametrize("command", [["backup"], ["user", "create", "ada@example.test"]])
def test_a_database_that_does_not_answer_is_told_in_one_sentence(command: list[str], tmp_path: Path) -> None:
    nobody_there = {
        "DATABASE_URL": "postgresql://u:p@127.0.0.1:1/d",
        "DATABASE_BACKUP_URL": "postgresql://u:p@127.0.0.1:1/d",
    }
    settings = {**os.environ, **nobody_there, "DATA_DIR": str(tmp_path), "LC_ALL": "en_GB.UTF-8"}

    done = subprocess.run(
        [sys.executable, "-m", "sillage.config.cli", *command],
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        'PostgreSQL does not answer (connection failed: connection to server at "127.0.0.1", port 1 failed:'
        " Connection refused): check DATABASE_URL and the server, or run sillage doctor."
    ]
