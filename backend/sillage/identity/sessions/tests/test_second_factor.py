"""Second factors and passkeys through allauth's headless API, by real requests."""

import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from django.core.cache import cache

from sillage.identity.sessions.tests.browser import API, PASSWORD, browser, lea, mail_of, sign_in
from sillage.identity.testing import ApiClient

pytestmark = pytest.mark.django_db


def totp_now(secret: str) -> str:
    return f"{hotp_value(secret, int(time.time()) // 30):06d}"


def prove(client: ApiClient) -> None:
    """Account changes that matter need the password once more."""
    assert client.post(f"{API}/auth/reauthenticate", {"password": PASSWORD}).status_code == 200


def enrol(client: ApiClient) -> str:
    prove(client)
    secret = str(client.get(f"{API}/account/authenticators/totp").json()["meta"]["secret"])
    answer = client.post(f"{API}/account/authenticators/totp", {"code": totp_now(secret)})
    assert answer.status_code == 200, answer.json()
    return secret


def test_a_second_factor_is_asked_for_once_enrolled(django_capture_on_commit_callbacks: Any) -> None:
    member = lea()
    client = browser()
    sign_in(client)
    with django_capture_on_commit_callbacks(execute=True):
        secret = enrol(client)
    cache.clear()
    second = browser()

    first_step = sign_in(second)
    before = second.get("/session").status_code
    wrong = second.post(f"{API}/auth/2fa/authenticate", {"code": "000000"})
    right = second.post(f"{API}/auth/2fa/authenticate", {"code": totp_now(secret)})

    assert first_step.status_code == 401
    assert "mfa_authenticate" in [flow["id"] for flow in first_step.json()["data"]["flows"]]
    assert before == 401
    assert wrong.status_code == 400
    assert right.status_code == 200
    assert second.get("/session").json()["member"]["id"] == str(member.id)
    assert "totp_activated" in [mail.kind for mail in mail_of(member.workspace_id)]


def test_a_code_serves_once() -> None:
    lea()
    client = browser()
    sign_in(client)
    secret = enrol(client)
    cache.clear()
    code = totp_now(secret)
    first, second = browser(), browser()
    sign_in(first)
    sign_in(second)

    used = first.post(f"{API}/auth/2fa/authenticate", {"code": code})
    reused = second.post(f"{API}/auth/2fa/authenticate", {"code": code})

    assert used.status_code == 200
    assert reused.status_code == 400


def test_the_secret_of_a_second_factor_is_stored_encrypted() -> None:
    from allauth.mfa.models import Authenticator

    lea()
    client = browser()
    sign_in(client)

    secret = enrol(client)

    stored = [str(row.data) for row in Authenticator.objects.all()]
    assert stored
    assert not any(secret in text for text in stored)


def test_a_recovery_code_opens_the_account_once() -> None:
    lea()
    client = browser()
    sign_in(client)
    enrol(client)
    made = client.post(f"{API}/account/authenticators/recovery-codes", {})
    assert made.status_code == 200, made.json()
    code = client.get(f"{API}/account/authenticators/recovery-codes").json()["data"]["unused_codes"][0]
    first, second = browser(), browser()
    sign_in(first)
    sign_in(second)

    used = first.post(f"{API}/auth/2fa/authenticate", {"code": code})
    reused = second.post(f"{API}/auth/2fa/authenticate", {"code": code})

    assert used.status_code == 200
    assert reused.status_code == 400


def test_registering_a_passkey_begins_with_a_challenge_for_this_host() -> None:
    lea()
    client = browser()
    sign_in(client)

    prove(client)

    answer = client.get(f"{API}/account/authenticators/webauthn?passwordless")

    options = answer.json()["data"]["creation_options"]["publicKey"]
    assert answer.status_code == 200
    assert options["rp"]["id"] == "testserver"
    assert options["user"]["displayName"]
    assert len(options["challenge"]) >= 32


def test_signing_in_with_a_passkey_begins_with_a_challenge() -> None:
    answer = browser().get(f"{API}/auth/webauthn/login")

    assert answer.status_code == 200
    assert answer.json()["data"]["request_options"]["publicKey"]["challenge"]


def test_enrolling_a_second_factor_needs_a_recent_proof() -> None:
    lea()
    client = browser()
    sign_in(client)
    secret = client.get(f"{API}/account/authenticators/totp").json()["meta"]["secret"]

    tried = client.post(f"{API}/account/authenticators/totp", {"code": totp_now(secret)})
    guessed = client.post(f"{API}/auth/reauthenticate", {"password": "une-autre-phrase"})

    assert tried.status_code == 401
    assert "reauthenticate" in [flow["id"] for flow in tried.json()["data"]["flows"]]
    assert guessed.status_code == 400
    assert client.get(f"{API}/account/authenticators").json()["data"] == []


@pytest.mark.parametrize(
    "credential", [5, "x", [], {}, {"id": 5}, {"id": "x", "rawId": "x", "response": {}, "type": "public-key"}]
)
def test_a_broken_passkey_is_a_clear_refusal(credential: Any) -> None:
    client = browser()
    client.get(f"{API}/auth/webauthn/login")

    answer = client.post(f"{API}/auth/webauthn/login", {"credential": credential})

    assert answer.status_code == 400
