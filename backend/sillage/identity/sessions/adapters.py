"""What allauth asks of Sillage: who may sign in, how mail leaves, how secrets are kept."""

from __future__ import annotations

import base64
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from sillage.identity.letters import Letter
from sillage.identity.sessions.errors import NoWorkspace
from sillage.identity.sessions.letters import LETTERS, NOBODY
from sillage.identity.sql import memberships_of
from sillage.identity.users.models import User
from sillage.kernel.http.answers import problem_answer
from sillage.kernel.http.gate import client_address
from sillage.kernel.mail.outbox import ACCOUNTS, send
from sillage.kernel.text import pick_language


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by invitation only, for people who belong to a workspace."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from the first run and from invitations."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The account for these credentials; one without any workspace answers like a wrong password."""
        user: User | None = super().authenticate(request, **credentials)
        return user if user is not None and belongs_somewhere(user) else None

    def pre_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse | None:
        """Keep out, whatever the way in, who belongs to no workspace any more."""
        if not belongs_somewhere(user):
            language = pick_language(request.headers.get("Accept-Language"))
            raise ImmediateHttpResponse(problem_answer(NoWorkspace(), language, None))
        answer: HttpResponse | None = super().pre_login(request, user, **details)
        return answer

    def get_client_ip(self, request: HttpRequest) -> str:
        """The caller's address, seen through the configured proxies only."""
        return client_address(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a mail into the outbox, in the language of the person it is for."""
        if template_prefix == "account/email/unknown_account":
            write_to_nobody(email)
            return
        user = context.get("user") or User.objects.get(email=email.lower())
        write_to(user, template_prefix, link=context.get("password_reset_url", ""))

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a person that something changed about the account."""
        write_to(user, template_prefix)


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors; their secrets are encrypted with a key derived from the installation's."""

    def encrypt(self, text: str) -> str:
        """A secret as it is stored."""
        return "v1:" + _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A stored secret. Raises `ValueError` for one that was never encrypted here."""
        version, _, token = encrypted_text.partition(":")
        if version != "v1":
            raise ValueError("unknown version of a stored secret")
        return _cipher().decrypt(token.encode()).decode()

    def get_totp_label(self, user: User) -> str:
        """What an authenticator app shows beside the code."""
        return user.email


def belongs_somewhere(user: User) -> bool:
    """True when the account is an active member of at least one workspace."""
    with transaction.atomic():
        return bool(user.is_active and memberships_of(user.pk))


def write_to(user: User, name: str, *, link: str = "") -> None:
    """Put a letter to a person into the outbox.

    The administrators of a workspace may read its outbox, so a letter about an account goes there
    only when the account opens no other workspace.
    """
    letter = LETTERS[name].written(user.language, name=user.name, link=link)
    with transaction.atomic():
        homes = [one.workspace_id for one in memberships_of(user.pk)]
    send(
        to=user.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        kind=name.rsplit("/", 1)[1],
        workspace_id=homes[0] if len(homes) == 1 else ACCOUNTS,
    )


class _NobodyThere(Exception):
    """Takes back what was written for an address nobody has."""


def write_to_nobody(email: str) -> None:
    """Do the work of a reset mail and take it back, so that the time tells nothing."""
    letter: Letter = NOBODY
    written = letter.written("fr", name=email, link=f"{settings.SILLAGE_ADDRESS}/password/reset/{'x' * 60}")
    try:
        with transaction.atomic():
            memberships_of(ACCOUNTS)
            send(to=email, subject=written.subject, text=written.text, html=written.html, kind="password_reset_key")
            _take_back()
    except _NobodyThere:
        pass


def _take_back() -> NoReturn:
    raise _NobodyThere


def _cipher() -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"sillage.identity.mfa").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
