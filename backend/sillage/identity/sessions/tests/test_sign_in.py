"""Sign-in through allauth's headless API, by real requests."""

import re
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import override_settings

from sillage.identity.sessions.tests.browser import API, EMAIL, PASSWORD, browser, lea, mail_of, sign_in
from sillage.identity.testing import ApiClient, client_of, make_member, make_workspace
from sillage.identity.users.models import Member, User
from sillage.kernel.db import workspace_transaction
from sillage.kernel.mail.outbox import ACCOUNTS

pytestmark = pytest.mark.django_db


def test_the_right_password_opens_a_session_that_the_api_knows() -> None:
    member = lea()
    client = browser()

    answer = sign_in(client)

    assert answer.status_code == 200
    session = client.get("/session").json()
    assert session["user"]["email"] == EMAIL
    assert session["member"]["id"] == str(member.id)
    assert answer.headers["Cache-Control"] == "no-store"


def test_capital_letters_in_the_address_do_not_matter() -> None:
    lea()

    answer = sign_in(browser(), email="Lea.Martin@Example.test")

    assert answer.status_code == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer() -> None:
    lea()

    wrong = sign_in(browser(), password="une-autre-phrase")
    unknown = sign_in(browser(), email="personne@example.test", password="une-autre-phrase")

    assert wrong.status_code == unknown.status_code == 400
    assert wrong.json() == unknown.json()


def test_an_unknown_address_costs_one_hash_as_a_known_one_does(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    from django.contrib.auth.hashers import Argon2PasswordHasher

    settings.PASSWORD_HASHERS = ["sillage.identity.users.hashing.Argon2Hasher"]
    lea()
    hashed: list[str] = []
    verify, encode = Argon2PasswordHasher.verify, Argon2PasswordHasher.encode
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda self, *a: hashed.append("known") or verify(self, *a))
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda self, *a: hashed.append("unknown") or encode(self, *a))

    sign_in(browser(), password="une-autre-phrase")
    sign_in(browser(), email="personne@example.test", password="une-autre-phrase")

    assert hashed == ["known", "unknown"]


def test_sign_in_changes_the_session_id() -> None:
    lea()
    client = browser()
    client.http.cookies["sillage_session"] = "planted0planted0planted0planted0"

    sign_in(client)

    assert client.http.cookies["sillage_session"].value != "planted0planted0planted0planted0"
    assert ApiClient(session_key="planted0planted0planted0planted0").get("/session").status_code == 401


def test_a_session_is_dead_after_signing_out() -> None:
    lea()
    client = browser()
    sign_in(client)
    stolen = ApiClient(session_key=client.http.cookies["sillage_session"].value)
    assert stolen.get("/session").status_code == 200

    answer = client.delete(f"{API}/auth/session")

    assert answer.status_code == 401
    assert stolen.get("/session").status_code == 401


def test_ten_attempts_a_minute_from_one_address_are_enough(settings: Any) -> None:
    settings.SILLAGE_RATE_SIGN_IN = 10
    lea()
    client = browser()

    answers = [sign_in(client, email=f"essai{number}@example.test") for number in range(11)]

    assert [answer.status_code for answer in answers] == [400] * 10 + [429]
    assert answers[-1].headers["Content-Type"] == "application/problem+json"
    assert answers[-1].json()["code"] == "too_many_requests"
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60


def test_a_thousand_guesses_from_one_address_open_nothing(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SILLAGE_RATE_SIGN_IN = 10
    lea()
    client = browser()
    checked: list[str] = []
    check = User.check_password
    monkeypatch.setattr(User, "check_password", lambda self, raw: checked.append(raw) or check(self, raw))

    statuses = [
        sign_in(client, password=PASSWORD if number == 500 else f"essai-{number}").status_code for number in range(1000)
    ]

    assert 200 not in statuses
    # Ten a minute; the thousand may have crossed into the next one.
    assert len(checked) <= 20


def test_an_account_is_locked_for_an_address_that_guesses_and_for_no_other() -> None:
    lea()
    client = browser()

    answers = [sign_in(client, password=f"essai-{number}") for number in range(11)]
    elsewhere = browser()
    elsewhere.http.defaults["REMOTE_ADDR"] = "127.0.0.9"

    assert answers[-1].status_code == 429
    assert answers[-1].json()["code"] == "locked_out"
    assert sign_in(client).status_code == 429
    assert sign_in(elsewhere).status_code == 200
    assert AccessAttempt.objects.count() == 1


def test_an_unknown_account_is_locked_in_the_same_way() -> None:
    client = browser()

    answers = [sign_in(client, email="personne@example.test", password=f"essai-{n}") for n in range(11)]

    assert answers[-1].status_code == 429
    assert answers[-1].json()["code"] == "locked_out"


def test_who_belongs_to_no_workspace_any_more_cannot_sign_in() -> None:
    member = lea()
    with workspace_transaction(member.workspace_id):
        Member.objects.filter(id=member.id).update(active=False)

    refused = sign_in(browser())
    wrong = sign_in(browser(), password="une-autre-phrase")

    assert refused.status_code == 400
    assert refused.json() == wrong.json()


def test_nobody_signs_up_or_adds_an_address_by_himself() -> None:
    lea()
    client = browser()
    sign_up = client.post(f"{API}/auth/signup", {"email": "moi@example.test", "password": PASSWORD})
    sign_in(client)

    added = client.post(f"{API}/account/email", {"email": "moi@example.test"})

    assert sign_up.status_code == 404
    assert added.status_code == 404
    assert not User.objects.filter(email="moi@example.test").exists()


def test_a_forgotten_password_is_replaced_through_the_mailed_key() -> None:
    member = lea()
    other_device = client_of(member)
    assert other_device.get("/session").status_code == 200
    client = browser()

    asked = client.post(f"{API}/auth/password/request", {"email": EMAIL})
    (letter,) = mail_of(member.workspace_id)
    key = re.search(r"/password/reset/(\S+)", letter.text)
    assert key is not None
    reset = client.post(f"{API}/auth/password/reset", {"key": key[1], "password": "nouvelle-phrase-77"})
    again = client.post(f"{API}/auth/password/reset", {"key": key[1], "password": "encore-une-phrase-88"})

    assert asked.status_code == 200
    assert letter.subject == "Choisir un nouveau mot de passe"
    assert letter.text.startswith("Bonjour Léa Martin,\n\nVous avez demandé")
    assert letter.status == "kept"
    assert reset.status_code == 401
    assert again.status_code == 400
    assert other_device.get("/session").status_code == 401
    assert sign_in(browser(), password="nouvelle-phrase-77").status_code == 200
    assert [mail.kind for mail in mail_of(member.workspace_id)] == ["password_reset_key", "password_reset"]


def test_asking_for_a_reset_tells_nothing_about_the_address() -> None:
    member = lea()

    known = browser().post(f"{API}/auth/password/request", {"email": EMAIL})
    unknown = browser().post(f"{API}/auth/password/request", {"email": "personne@example.test"})

    assert known.status_code == unknown.status_code == 200
    assert known.json() == unknown.json()
    assert [mail.recipient for mail in mail_of(member.workspace_id)] == [EMAIL]
    assert mail_of(ACCOUNTS) == []


def test_the_reset_mail_of_somebody_in_two_workspaces_is_read_by_no_administrator() -> None:
    member = lea()
    elsewhere = make_workspace("Cabinet Bernard")
    make_member(elsewhere, "sales", user=User.objects.get(email=EMAIL))

    browser().post(f"{API}/auth/password/request", {"email": EMAIL})

    assert mail_of(member.workspace_id) == mail_of(elsewhere.id) == []
    assert [mail.recipient for mail in mail_of(ACCOUNTS)] == [EMAIL]


def test_a_list_of_addresses_is_no_address() -> None:
    member = lea()

    answer = browser().post(f"{API}/auth/password/request", {"email": [EMAIL, "voleur@example.test"]})

    assert answer.status_code == 400
    assert mail_of(member.workspace_id) == []


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one() -> None:
    member = lea()
    other_device = client_of(member)
    assert other_device.get("/session").status_code == 200
    client = browser()
    sign_in(client)

    changed = client.post(
        f"{API}/account/password/change",
        {"current_password": PASSWORD, "new_password": "nouvelle-phrase-77"},
    )

    assert changed.status_code == 200
    assert client.get("/session").status_code == 200
    assert other_device.get("/session").status_code == 401
    assert [mail.kind for mail in mail_of(member.workspace_id)] == ["password_changed"]


def test_sessions_are_listed_and_one_can_be_ended() -> None:
    lea()
    laptop, phone = browser(), browser()
    sign_in(laptop)
    sign_in(phone)

    listed = laptop.get(f"{API}/auth/sessions").json()["data"]
    (other,) = [session["id"] for session in listed if not session["is_current"]]
    ended = laptop.delete(f"{API}/auth/sessions", {"sessions": [other]})

    assert len(listed) == 2
    assert [session["is_current"] for session in ended.json()["data"]] == [True]
    assert phone.get("/session").status_code == 401
    assert laptop.get("/session").status_code == 200


def test_a_request_without_the_csrf_token_is_refused() -> None:
    lea()
    client = browser()
    client.headers.pop("X-CSRFToken")

    answer = client.post(f"{API}/auth/login", {"email": EMAIL, "password": PASSWORD})

    assert answer.status_code == 403


@override_settings(ALLOWED_HOSTS=["testserver", "crm.example.test"])
def test_the_reset_link_ignores_a_forged_host() -> None:
    member = lea()

    browser().post(f"{API}/auth/password/request", {"email": EMAIL}, headers={"X-Forwarded-Host": "voleur.example"})

    (letter,) = mail_of(member.workspace_id)
    assert "voleur.example" not in letter.text
    assert "http://localhost:8000/password/reset/" in letter.text


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b'{"email": "\\ud800"}', "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"email=a", "application/x-www-form-urlencoded"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
    ],
)
def test_an_unreadable_body_is_a_clear_refusal(body: bytes, media: str) -> None:
    client = browser()

    answer = client.http.post(f"{API}/auth/login", body, content_type=media, headers=client.headers)

    assert answer.status_code == 400
    assert answer.json()["code"] == "malformed"
