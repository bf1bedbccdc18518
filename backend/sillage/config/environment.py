"""Every setting of Sillage, read once from the environment and from `.env`.

A wrong value stops the start with exactly one sentence that names the variable. `.env.example`
documents each field; a test keeps the two in step.
"""

import difflib
import ipaddress
import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from sillage.config.language import say

CHECKOUT = Path(__file__).resolve().parents[3]
ENV_FILE = Path(os.environ.get("SILLAGE_ENV_FILE", CHECKOUT / ".env"))


class WrongSetting(Exception):
    """A setting that cannot be used; its text is the one sentence shown to the person."""


def _wrong(fr: str, en: str, name: str = "") -> PydanticCustomError:
    # Braces are the template syntax of PydanticCustomError, so the sentence travels as context.
    return PydanticCustomError("setting", "{sentence}", {"sentence": say(fr, en), "name": name})


def _check_url(value: str, *schemes: str) -> str:
    try:
        parts = urlsplit(value)
        valid = parts.scheme in schemes and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        wanted = " / ".join(f"{scheme}://" for scheme in schemes)
        raise _wrong(f"doit être une adresse commençant par {wanted}", f"must be an address starting with {wanted}")
    return value


def _postgres_url(value: SecretStr) -> SecretStr:
    parts = _check_url(value.get_secret_value(), "postgresql", "postgres")
    if not urlsplit(parts).path.strip("/"):
        raise _wrong("doit nommer une base de données après l'hôte", "must name a database after the host")
    return value


def _redis_url(value: SecretStr) -> SecretStr:
    _check_url(value.get_secret_value(), "redis", "rediss", "unix")
    return value


def _http_url(value: str) -> str:
    return _check_url(value, "https", "http").rstrip("/")


def _http_url_or_off(value: str) -> str:
    return value if value == "off" else _http_url(value)


def _sentry_dsn(value: SecretStr) -> SecretStr:
    _check_url(value.get_secret_value(), "https", "http")
    return value


def _secret_key(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < 32:
        raise _wrong("doit compter au moins 32 caractères", "must have at least 32 characters")
    return value


def _host(value: str) -> str:
    if value == "localhost":
        return value
    try:
        ipaddress.ip_address(value)
    except ValueError:
        raise _wrong(
            "doit être une adresse IP de cette machine, par exemple 127.0.0.1 ou 0.0.0.0",
            "must be an IP address of this machine, for example 127.0.0.1 or 0.0.0.0",
        ) from None
    return value


def _words(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(word.strip() for word in value.split(",") if word.strip())
    return value


def _outbound(value: tuple[str, ...]) -> tuple[str, ...]:
    for entry in value:
        host, _, port = entry.rpartition(":")
        if not host or not port.isdigit() or not 0 < int(port) < 65536:
            raise _wrong(
                f"attend des couples hôte:port séparés par des virgules, or « {entry} » n'en est pas un",
                f"expects host:port pairs separated by commas, and '{entry}' is not one",
            )
    return value


def _age_key(value: str) -> str:
    if not value.startswith("age1") or not value.isalnum():
        raise _wrong(
            "doit être une clé publique age, qui commence par age1", "must be an age public key, starting with age1"
        )
    return value


PostgresUrl = Annotated[SecretStr, AfterValidator(_postgres_url)]
Words = Annotated[tuple[str, ...], NoDecode]
Port = Annotated[int, Field(ge=1, le=65535)]
PerMinute = Annotated[int, Field(ge=1, le=1_000_000)]


class Environment(BaseSettings):
    """The settings a person may give; names are those of the environment variables in lower case."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding="utf-8", env_ignore_empty=True, extra="forbid", frozen=True
    )

    # Where it listens
    host: Annotated[str, AfterValidator(_host)] = "127.0.0.1"
    port: Port = 8000
    public_url: Annotated[str, AfterValidator(_http_url)] | None = None
    allowed_hosts: Words = ()
    trusted_proxies: Annotated[int, Field(ge=0, le=10)] = 0
    web_processes: Annotated[int, Field(ge=1, le=64)] = 2
    web_threads: Annotated[int, Field(ge=1, le=64)] = 6
    worker_concurrency: Annotated[int, Field(ge=1, le=64)] = 2

    # What it keeps, and where
    data_dir: Path = CHECKOUT / "var"
    secret_key: Annotated[SecretStr, AfterValidator(_secret_key)] | None = None
    demo: bool | None = None
    database_url: PostgresUrl | None = None
    database_owner_url: PostgresUrl | None = None
    database_backup_url: PostgresUrl | None = None
    database_direct_url: PostgresUrl | None = None
    redis_url: Annotated[SecretStr, AfterValidator(_redis_url)] | None = None
    s3_bucket: str | None = None
    s3_endpoint_url: Annotated[str, AfterValidator(_http_url)] | None = None
    s3_region: str | None = None
    s3_access_key_id: str | None = None
    s3_secret_access_key: SecretStr | None = None
    upload_max_mb: Annotated[int, Field(ge=1, le=1024)] = 50
    files_quota_gb: Annotated[int, Field(ge=1, le=100_000)] = 20

    # Mail
    smtp_host: str | None = None
    smtp_port: Port = 587
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    mail_from: str = "Sillage <sillage@localhost>"

    # Backups
    backup_dir: Path | None = None
    backup_s3_bucket: str | None = None
    backup_public_key: Annotated[str, AfterValidator(_age_key)] | None = None
    backup_hour: Annotated[int, Field(ge=0, le=23)] = 3
    backup_keep_days: Annotated[int, Field(ge=1, le=3650)] = 14

    # Protection
    rate_anonymous_per_minute: PerMinute = 60
    rate_user_per_minute: PerMinute = 1000
    rate_sign_in_per_minute: PerMinute = 10
    rate_webhook_per_minute: PerMinute = 10
    outbound_allow: Annotated[Words, AfterValidator(_outbound)] = ()

    # Services asked outside
    company_registry_url: Annotated[str, AfterValidator(_http_url_or_off)] = "https://recherche-entreprises.api.gouv.fr"

    # Watching it
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = "json"
    sentry_dsn: Annotated[SecretStr, AfterValidator(_sentry_dsn)] | None = None
    metrics_token: SecretStr | None = None

    @model_validator(mode="before")
    @classmethod
    def _split_lists(cls, values: dict[str, Any]) -> dict[str, Any]:
        for name in ("allowed_hosts", "outbound_allow"):
            if name in values:
                values[name] = _words(values[name])
        return values

    @model_validator(mode="after")
    def _check_companions(self) -> "Environment":
        needs = (
            ("database_owner_url", "database_url"),
            ("database_backup_url", "database_url"),
            ("database_direct_url", "database_url"),
            ("s3_endpoint_url", "s3_bucket"),
            ("s3_access_key_id", "s3_secret_access_key"),
            ("s3_secret_access_key", "s3_access_key_id"),
            ("smtp_user", "smtp_password"),
            ("smtp_password", "smtp_user"),
            ("smtp_user", "smtp_host"),
        )
        for given, missing in needs:
            if getattr(self, given) is not None and getattr(self, missing) is None:
                other = given.upper()
                raise _wrong(f"est nécessaire quand {other} est donné", f"is needed when {other} is given", missing)
        return self

    @property
    def embedded_database(self) -> bool:
        """True when Sillage runs its own PostgreSQL server."""
        return self.database_url is None

    @property
    def address(self) -> str:
        """Address people open, without a final slash."""
        return self.public_url or f"http://localhost:{self.port}"


_SENTENCES: dict[str, tuple[str, str]] = {
    "int_parsing": ("doit être un nombre entier", "must be a whole number"),
    "bool_parsing": ("doit valoir 1 ou 0", "must be 1 or 0"),
    "greater_than_equal": ("doit être au moins {ge}", "must be at least {ge}"),
    "less_than_equal": ("doit être au plus {le}", "must be at most {le}"),
    "literal_error": ("doit être l'une des valeurs {expected}", "must be one of {expected}"),
}


def _unknown_sentence(name: str) -> str:
    sentence = say(f"{name} dans .env n'est pas un réglage de Sillage", f"{name} in .env is not a setting of Sillage")
    close = [match.upper() for match in difflib.get_close_matches(name.lower(), Environment.model_fields, 1)]
    if not close:
        return f"{sentence}."
    return sentence + say(f" ; vouliez-vous dire {close[0]} ?", f"; did you mean {close[0]}?")


def _sentence(error: ErrorDetails) -> str:
    context = dict(error.get("ctx", {}))
    name = str(context.get("name") or (error["loc"][0] if error["loc"] else "")).upper()
    if error["type"] == "setting":
        return f"{name} {context['sentence']}."
    if error["type"] == "extra_forbidden":
        return _unknown_sentence(name)
    fr, en = _SENTENCES.get(error["type"], ("n'est pas utilisable", "cannot be used"))
    return f"{name} {say(fr, en).format(**context)}."


def read_environment(env_file: Path | None = ENV_FILE) -> Environment:
    """Read the settings; raises WrongSetting with one sentence when one is wrong."""
    try:
        return Environment(_env_file=env_file)
    except ValidationError as failure:
        raise WrongSetting(_sentence(failure.errors()[0])) from None


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Give the settings of this process, read once; a wrong one ends the process with its sentence."""
    try:
        return read_environment()
    except WrongSetting as wrong:
        print(wrong, file=sys.stderr)
        raise SystemExit(2) from None
