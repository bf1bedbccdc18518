"""Signing somebody in from the API itself: after the first run and after an invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse

from sillage.identity.users.models import User


def sign_in(request: HttpRequest, user: User, response: HttpResponse) -> None:
    """Start a fresh session of a person who has just proved to be himself, and give its cookies.

    The session id is always a new one, whatever cookie the browser showed before.
    """
    session = SessionStore()
    request.session = session
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    record_authentication(request, user, method="password", email=user.email)
    session.save()
    give_session_cookie(response, str(session.session_key))
    token: str = request.META["CSRF_COOKIE"]
    response.set_cookie(settings.CSRF_COOKIE_NAME, token, max_age=settings.CSRF_COOKIE_AGE, samesite="Lax", **_secure())


def give_session_cookie(response: HttpResponse, session_key: str) -> None:
    """Set the session cookie for its whole life from now."""
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        session_key,
        max_age=settings.SESSION_COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        **_secure(),
    )


def _secure() -> dict[str, Any]:
    return {"secure": bool(settings.SESSION_COOKIE_SECURE)}
