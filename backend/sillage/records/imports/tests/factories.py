"""Files and imports for the tests."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from sillage.customers.organisations.models import Organisation
from sillage.identity.testing import ApiClient, make_member, make_workspace
from sillage.identity.users.models import Member
from sillage.kernel.db import workspace_transaction
from sillage.kernel.testing.jobs import drain_jobs
from sillage.records.imports.models import Import

COMPANIES = """Société;SIREN;Effectif;Chiffre d'affaires;Ville;Type
Orme Conseil;732829320;12;"1 234,50 €";Angers;Prospect
Tissages de l’Ouest;;240;10 000,00;Cholet;Client
Fonderie Péricard;732829321;8;0;Brest;Client
"""


def upload(
    client: ApiClient, content: bytes | str, *, object: str | None = "organisation", name: str = "fichier.csv"
) -> Any:
    """Send a file; gives the response."""
    data = content.encode() if isinstance(content, str) else content
    file = io.BytesIO(data)
    file.name = name
    form = {"file": file} if object is None else {"object": object, "file": file}
    return client.request("POST", "/imports", data=form)


def run_to_end(client: ApiClient, import_id: UUID | str) -> dict[str, Any]:
    """Start an import and let the queue finish it."""
    started = client.post(f"/imports/{import_id}/start")
    assert started.status_code == 202, started.content
    drain_jobs()
    answer: dict[str, Any] = client.get(f"/imports/{import_id}").json()
    return answer


def fields_of(details: dict[str, Any]) -> dict[str, str | None]:
    """The field proposed for each header."""
    return {column["header"]: column["field"] for column in details["columns"]}


def administrator() -> Member:
    """A member who may do everything, in a workspace of their own."""
    return make_member(make_workspace(), "administrator", name="Claire Vasseur")


def names_in(member: Member) -> list[str]:
    """The living organisations of the member's workspace."""
    with workspace_transaction(member.workspace_id):
        rows = Organisation.objects.filter(deleted_at__isnull=True).order_by("sort_name")
        return list(rows.values_list("name", flat=True))


def imports_in(member: Member) -> int:
    """How many imports the member's workspace holds."""
    with workspace_transaction(member.workspace_id):
        return Import.objects.count()
