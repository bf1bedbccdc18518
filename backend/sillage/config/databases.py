"""The three logins of PostgreSQL: application (web, worker), owner (migrations), backup (dumps)."""

from typing import Any, Literal

from psycopg.conninfo import conninfo_to_dict

from sillage.config.environment import Environment, WrongSetting
from sillage.config.language import say
from sillage.config.places import postgres_folder
from sillage.kernel.db import embedded

Login = Literal["app", "owner", "backup"]

_VARIABLES: dict[Login, str] = {
    "app": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "backup": "DATABASE_BACKUP_URL",
}


def database_url(environment: Environment, login: Login) -> str:
    """Connection address of a login; raises WrongSetting when an external server lacks it."""
    if environment.embedded_database:
        return embedded.server(postgres_folder(environment)).url(login)
    variable = _VARIABLES[login]
    value = getattr(environment, variable.lower())
    if value is None:
        raise WrongSetting(
            say(
                f"{variable} est nécessaire pour cette commande, parce que DATABASE_URL désigne un serveur externe.",
                f"{variable} is needed for this command, because DATABASE_URL points to an external server.",
            )
        )
    return str(value.get_secret_value())


def direct_url(environment: Environment) -> str:
    """Address for LISTEN, which must not pass through a transaction pooler."""
    if environment.database_direct_url is not None:
        return environment.database_direct_url.get_secret_value()
    return database_url(environment, "app")


def django_database(environment: Environment, login: Login, pool_size: int) -> dict[str, Any]:
    """Entry of Django's DATABASES for a login; a pool size of 0 opens plain connections."""
    parts = dict(conninfo_to_dict(database_url(environment, login)))
    options: dict[str, Any] = {
        key: value for key, value in parts.items() if key not in {"user", "password", "host", "port", "dbname"}
    }
    options.setdefault("connect_timeout", 5)
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
    return {
        "ENGINE": "sillage.config.postgresql",
        "NAME": parts.get("dbname", ""),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "OPTIONS": options,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "CONN_HEALTH_CHECKS": False,
    }
