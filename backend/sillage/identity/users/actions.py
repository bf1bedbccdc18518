"""Verbs on accounts."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator

from sillage.identity.sql import copy_profile, end_sessions
from sillage.identity.users.errors import EMAIL_TAKEN, UNKNOWN_TIME_ZONE
from sillage.identity.users.events import ProfileChanged
from sillage.identity.users.models import User
from sillage.identity.users.passwords import password_problems
from sillage.kernel.errors import FieldProblem, InvalidFields, NotFound
from sillage.kernel.events import record
from sillage.kernel.permissions import Actor
from sillage.kernel.text import normalise
from sillage.kernel.values import WrongValue, clean, email, line, one_of

DENSITIES = ("comfortable", "compact")
THEMES = ("light", "dark", "auto")
LANGUAGES = ("fr", "en")


def _time_zone(value: Any) -> str:
    try:
        return zoneinfo.ZoneInfo(str(value)).key
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise WrongValue("unknown_time_zone", UNKNOWN_TIME_ZONE.fr, UNKNOWN_TIME_ZONE.en) from error


_CLEANERS = {
    "name": line(120),
    "language": one_of(LANGUAGES),
    "theme": one_of(THEMES),
    "density": one_of(DENSITIES),
    "time_zone": _time_zone,
}


def create_account(values: Mapping[str, Any], *, path: str = "") -> User:
    """Make the account of one person from `email`, `name`, `password` and `language`.

    The password may be None: the person then sets one by a reset. Raises `InvalidFields`.
    """
    fields = {name: value for name, value in values.items() if name != "password"}
    cleaned = clean(fields, {"email": email, "name": line(120), "language": one_of(LANGUAGES)}, path=path)
    password = values.get("password")
    problems = []
    if User.objects.filter(email=cleaned["email"]).exists():
        problems.append(FieldProblem(f"{path}email", "email_taken", EMAIL_TAKEN))
    if password is not None:
        named = {"email": cleaned["email"], "name": cleaned["name"]}
        problems += password_problems(password, path=f"{path}password", **named)
    if problems:
        raise InvalidFields(fields=problems)
    return User.objects.create_user(password=password, **cleaned)


def replace_password(address: str, password: str, *, drop_factors: bool = False) -> User:
    """Give an account a new password and end its sessions, for whoever administers the machine.

    `drop_factors` also removes authenticator apps, passkeys and recovery codes that were lost.
    Raises `NotFound` when nobody has the address, and `InvalidFields` for a weak password.
    """
    account = User.objects.filter(email=address.strip().lower()).first()
    if account is None:
        raise NotFound
    if problems := password_problems(password, email=account.email, name=account.name):
        raise InvalidFields(fields=problems)
    account.set_password(password)
    account.save(update_fields=["password"])
    if drop_factors:
        Authenticator.objects.filter(user_id=account.id).delete()
    end_sessions(account.id)
    return account


def update_profile(actor: Actor, changes: Mapping[str, Any]) -> None:
    """Change the acting person's own name, language, theme, density or time zone.

    Raises `InvalidFields`. The name is copied to every workspace of the person.
    """
    cleaned = clean(changes, _CLEANERS)
    if actor.user_id is None or not cleaned:
        return
    User.objects.filter(id=actor.user_id).update(**cleaned)
    if "name" in cleaned:
        account = User.objects.get(id=actor.user_id)
        copy_profile(account.id, account.name, account.email, normalise(account.name))
    if actor.member_id is not None:
        told = ProfileChanged(tuple(sorted(cleaned)))
        record(actor, told, object="member", record_id=actor.member_id)


def choose_workspace(user_id: UUID, workspace_id: UUID) -> None:
    """Remember where the person works, for the next sign-in."""
    User.objects.filter(id=user_id).exclude(last_workspace_id=workspace_id).update(last_workspace_id=workspace_id)
