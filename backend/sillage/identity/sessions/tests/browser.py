"""A browser as the sign-in screens use it."""

from __future__ import annotations

from typing import Any

from sillage.identity.testing import ApiClient, make_member, make_workspace
from sillage.identity.users.models import Member
from sillage.kernel.db import workspace_transaction
from sillage.kernel.mail.models import OutboxMail

API = "/_allauth/browser/v1"
PASSWORD = "horloge-verte-42"
EMAIL = "lea.martin@example.test"


def lea() -> Member:
    return make_member(make_workspace(), "sales", email=EMAIL, name="Léa Martin", password=PASSWORD)


def browser() -> ApiClient:
    client = ApiClient()
    client.get(f"{API}/config")
    client.headers["X-CSRFToken"] = client.http.cookies["csrftoken"].value
    return client


def sign_in(client: ApiClient, email: str = EMAIL, password: str = PASSWORD) -> Any:
    answer = client.post(f"{API}/auth/login", {"email": email, "password": password})
    client.headers["X-CSRFToken"] = client.http.cookies["csrftoken"].value
    return answer


def mail_of(workspace_id: Any) -> list[OutboxMail]:
    with workspace_transaction(workspace_id):
        return list(OutboxMail.objects.order_by("created_at", "id"))
