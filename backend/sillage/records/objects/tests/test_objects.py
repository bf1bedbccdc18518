"""The registered kinds of record, as a caller may know them."""

from typing import Any

import pytest

from sillage.identity.testing import anonymous_client, client_of, make_member, make_role, make_workspace

pytestmark = pytest.mark.django_db


def objects(client: Any) -> dict[str, Any]:
    answer = client.get("/objects")
    assert answer.status_code == 200
    return {item["name"]: item for item in answer.json()["items"]}


def test_an_administrator_sees_every_kind_of_record_with_french_labels() -> None:
    found = objects(client_of(make_member(make_workspace(), "administrator")))

    assert {"organisation", "contact", "deal", "note"} <= set(found)
    assert "file" not in found
    assert found["organisation"]["label"] == "Entreprise"
    civility = next(field for field in found["contact"]["fields"] if field["name"] == "civility")
    assert (civility["kind"], civility["label"]) == ("choice", "Civilité")
    assert civility["choices"] == [
        {"value": "mme", "label": "Mme", "colour": None},
        {"value": "m", "label": "M.", "colour": None},
    ]


def test_labels_come_in_the_callers_language() -> None:
    member = make_member(make_workspace(), "administrator")
    member.user.language = "en"
    member.user.save()

    assert objects(client_of(member))["organisation"]["label"] == "Organisation"


def test_what_a_role_does_not_see_is_not_described() -> None:
    workspace = make_workspace()
    role = make_role(workspace, {"contact.see": "own"})

    assert set(objects(client_of(make_member(workspace, role)))) == {"contact"}


def test_nobody_reads_the_kinds_of_record_without_signing_in() -> None:
    assert anonymous_client().get("/objects").status_code == 401
