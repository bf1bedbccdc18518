"""Accounts: made by the product, never by themselves."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from sillage.identity.testing import ApiClient, make_member, make_workspace, start_session
from sillage.identity.users.actions import create_account, replace_password
from sillage.identity.users.models import User
from sillage.kernel.errors import InvalidFields, NotFound

pytestmark = pytest.mark.django_db


def test_an_account_keeps_its_address_in_lower_case_and_its_password_as_argon2(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["sillage.identity.users.hashing.Argon2Hasher"]  # type: ignore[attr-defined]

    made = create_account(
        {"email": " Lea@Example.Test ", "name": "Léa", "password": "horloge-verte-42", "language": "en"}
    )

    assert (made.email, made.name, made.language) == ("lea@example.test", "Léa", "en")
    assert made.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert made.check_password("horloge-verte-42")


def test_one_address_has_one_account() -> None:
    create_account({"email": "lea@example.test", "name": "Léa", "password": None})

    with pytest.raises(InvalidFields) as refused:
        create_account({"email": "LEA@example.test", "name": "Autre", "password": "court"}, path="person.")

    assert {(problem.path, problem.code) for problem in refused.value.fields} >= {
        ("person.email", "email_taken"),
        ("person.password", "password_too_short"),
    }
    assert User.objects.count() == 1


def test_the_machines_administrator_replaces_a_password_and_lost_factors() -> None:
    user = User.objects.get(id=make_member(make_workspace(), password="horloge-verte-42").user_id)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    key = start_session(user)
    UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1", user_agent="")
    assert ApiClient(session_key=key).get("/session").status_code == 200

    replace_password(user.email.upper(), "nouvelle-phrase-77", drop_factors=True)

    assert User.objects.get(id=user.id).check_password("nouvelle-phrase-77")
    assert not Authenticator.objects.exists()
    assert ApiClient(session_key=key).get("/session").status_code == 401


def test_a_weak_password_or_an_unknown_address_replaces_nothing() -> None:
    user = User.objects.get(id=make_member(make_workspace(), password="horloge-verte-42").user_id)

    with pytest.raises(InvalidFields):
        replace_password(user.email, "court")
    with pytest.raises(NotFound):
        replace_password("personne@example.test", "nouvelle-phrase-77")

    assert User.objects.get(id=user.id).check_password("horloge-verte-42")
