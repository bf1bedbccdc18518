"""The present session."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from ninja import Router

from sillage.identity.sessions import queries
from sillage.identity.sessions.schemas import ProfileChanges, SessionOut
from sillage.identity.signing_in import give_session_cookie
from sillage.identity.sql import prolong_session
from sillage.identity.users.actions import update_profile
from sillage.kernel.errors import Forbidden, Unauthenticated
from sillage.kernel.http.answers import json_answer
from sillage.kernel.http.endpoint import MEMBER, SIGNED_IN, endpoint
from sillage.kernel.http.request import ApiRequest

router = Router(tags=["session"])


@endpoint(router, "GET", "/session", operation="getSession", permission=SIGNED_IN, response=SessionOut)
def get_session(request: ApiRequest) -> HttpResponse:
    """Who is signed in, where, and what is allowed. A session half spent is prolonged."""
    response = json_answer(_document(request))
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if key and "Authorization" not in request.headers and prolong_session(key, settings.SESSION_COOKIE_AGE):
        give_session_cookie(response, key)
    return response


@endpoint(router, "PATCH", "/me", operation="updateMe", permission=MEMBER, response=SessionOut)
def update_me(request: ApiRequest, body: ProfileChanges) -> dict[str, Any]:
    """Change one's own name, language, theme, density or time zone. A key acts for a person, it is not that person."""
    if request.actor.key_id is not None:
        raise Forbidden
    update_profile(request.actor, body.model_dump(exclude_unset=True))
    return _document(request)


def _document(request: ApiRequest) -> dict[str, Any]:
    if request.user_id is None:
        raise Unauthenticated
    return queries.session_document(request.user_id, getattr(request, "actor", None))
