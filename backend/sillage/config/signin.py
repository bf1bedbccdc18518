"""What the brute-force guard needs to know about a sign-in attempt."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def attempted_account(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Account named by a sign-in attempt: allauth gives it as `email`, which the guard does not know."""
    given = credentials or {}
    return str(given.get("email") or given.get("username") or "").strip().lower()


def client_address(request: HttpRequest) -> str:
    """Address of the caller; a forwarded one counts only behind the configured number of proxies."""
    hops = settings.SILLAGE_TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if hops and len(forwarded) >= hops:
        return str(forwarded[-hops])
    return str(request.META.get("REMOTE_ADDR", ""))
