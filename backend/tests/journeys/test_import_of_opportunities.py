"""A company brings its pipeline from another product: the file of opportunities, from upload to undo."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sillage.identity.testing import ApiClient, actor_of, client_of, make_member, make_workspace
from sillage.identity.users.models import Member
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.testing.jobs import drain_jobs
from sillage.sales.pipelines.actions import create_ready_pipelines

pytestmark = pytest.mark.django_db(transaction=True)

Found = Callable[[str, str], tuple[Path, bool]]

# Counted by hand in the files: rows and sum of close_value for each deal_stage.
REAL = {
    "rows": 6160,
    "stages": {"Signé": (2900, "6728787.00"), "Perdu": (1742, "0.00"), "Engaging": (1155, "0.00"),
               "Prospecting": (363, "0.00")},
    "organisations": 85,
    "without_organisation": 1032,
    "agents": 30,
}  # fmt: skip
OWN = {
    "rows": 9,
    "stages": {"Signé": (3, "5618.00"), "Perdu": (2, "0.00"), "Engaging": (2, "0.00"), "Prospecting": (2, "0.00")},
    "organisations": 3,
    "without_organisation": 2,
    "agents": 3,
}


@pytest.fixture
def administrator() -> Member:
    workspace = make_workspace("Méridien")
    member = make_member(workspace, "administrator", name="Moses Frase")
    actor = actor_of(member)
    with workspace_transaction(workspace.id):
        create_ready_pipelines(actor)
    return member


def send(client: ApiClient, path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        response = client.request("POST", "/imports", data={"object": "deal", "file": file})
    assert response.status_code == 201, response.content
    details: dict[str, Any] = response.json()
    return details


def board(client: ApiClient) -> dict[str, tuple[int, str]]:
    """Count and sum of each stage of the first pipeline that holds deals."""
    (pipeline, *_) = client.get("/pipelines").json()
    names = {stage["id"]: stage["name"] for stage in pipeline["stages"]}
    stages = client.get(f"/pipelines/{pipeline['id']}/board").json()["stages"]
    return {names[stage["stage_id"]]: (stage["count"], stage["amount"]) for stage in stages if stage["count"]}


def test_a_file_of_opportunities_becomes_a_pipeline_and_can_be_taken_back(
    administrator: Member, third_party_file: Found
) -> None:
    path, real = third_party_file("deals-pipeline-maven/sales_pipeline_train.csv", "pipeline-shape.csv")
    expected: dict[str, Any] = REAL if real else OWN
    client = client_of(administrator)

    details = send(client, path)
    assert {column["header"]: column["field"] for column in details["columns"]} == {
        "opportunity_id": "reference",
        "sales_agent": "owner_id",
        "product": "product",
        "account": "organisation_id",
        "deal_stage": "stage_id",
        "engage_date": "opened_on",
        "close_date": "closed_on",
        "close_value": "amount",
    }
    assert (details["separator"], details["date_order"], details["decimal_sign"]) == (",", "ymd", ".")
    assert (details["rows_total"], details["match_field"]) == (expected["rows"], "reference")
    associations = {entry["field"]: entry for entry in details["associations"]}
    assert (associations["owner_id"]["known"], associations["owner_id"]["unknown"]) == (1, expected["agents"] - 1)
    assert associations["organisation_id"]["unknown"] == expected["organisations"]
    stages = {value["value"]: (value["action"], value["kind"]) for value in associations["stage_id"]["values"]}
    assert stages == {
        "Won": ("match", None),
        "Lost": ("match", None),
        "Engaging": ("create", "open"),
        "Prospecting": ("create", "open"),
    }

    client.post(f"/imports/{details['id']}/check")
    drain_jobs()
    preview = client.get(f"/imports/{details['id']}/preview").json()
    assert preview["counts"] == {
        "create": expected["rows"],
        "update": 0,
        "restore": 0,
        "identical": 0,
        "skip": 0,
        "refuse": 0,
    }
    assert {entry["field"]: entry["count"] for entry in preview["new_values"]} == {
        "organisation_id": expected["organisations"],
        "stage_id": 2,
    }
    assert preview["rows"][0]["title"] == "GTX Plus Basic — Cancity"
    assert board(client) == {}

    client.post(f"/imports/{details['id']}/start")
    drain_jobs()
    done = client.get(f"/imports/{details['id']}").json()
    assert (done["status"], done["rows_done"], done["created"], done["refused"]) == (
        "done",
        expected["rows"],
        expected["rows"],
        0,
    )
    assert board(client) == expected["stages"]
    assert client.get("/organisations/count").json() == {"count": expected["organisations"], "capped": False}
    assert client.get("/deals/count").json() == {"count": expected["rows"], "capped": False}

    again = send(client, path)
    client.post(f"/imports/{again['id']}/check")
    drain_jobs()
    assert client.get(f"/imports/{again['id']}/preview").json()["counts"] == {
        "create": 0,
        "update": 0,
        "restore": 0,
        "identical": expected["rows"],
        "skip": 0,
        "refuse": 0,
    }

    client.post(f"/imports/{details['id']}/undo")
    drain_jobs()
    undone = client.get(f"/imports/{details['id']}").json()
    assert (undone["status"], undone["undo"]["conflicts"]) == ("undone", 0)
    assert undone["undo"]["undone"] == expected["rows"] + expected["organisations"]
    assert board(client) == {}
    assert client.get("/deals/count").json()["count"] == 0
    assert client.get("/organisations/count").json()["count"] == 0


def test_rows_with_a_wrong_amount_date_or_stage_are_reported_and_the_others_imported(administrator: Member) -> None:
    client = client_of(administrator)
    content = (
        "opportunity_id,product,account,deal_stage,engage_date,close_date,close_value\n"
        "A1,GTX Pro,Isdom,Won,2016-10-20,2017-03-01,1054\n"
        "A2,GTX Pro,Isdom,Won,2016-10-20,2017-13-01,1054\n"
        "A3,GTX Pro,Isdom,Won,2016-10-20,2017-03-01,-5\n"
        "A4,GTX Pro,Isdom,Won,2016-10-20,2017-03-01,1 054 €\n"
        "A1,GTX Pro,Isdom,Lost,2016-10-20,2017-03-01,0\n"
        "A6,GTX Pro,,Engaging,,2017-03-01,\n"
    )

    response = client.request("POST", "/imports", data={"object": "deal", "file": named(content, "refus.csv")})
    import_id = response.json()["id"]
    client.post(f"/imports/{import_id}/start")
    drain_jobs()

    done = client.get(f"/imports/{import_id}").json()
    refusals = client.get(f"/imports/{import_id}/refusals").json()["items"]
    assert (done["created"], done["refused"]) == (3, 3)
    assert board(client) == {"Signé": (2, "2108.00"), "Engaging": (1, "0.00")}
    assert [(row["line"], row["reasons"][0]["field"], row["reasons"][0]["message"]) for row in refusals] == [
        (3, "closed_on", "Clos le « 2017-13-01 » : cette date n’existe pas"),
        (4, "amount", "Montant HT « -5 » : le montant va de 0 à 999 999 999 999,99"),
        (6, "reference", "Référence : « A1 » répète la ligne 2 du fichier"),
    ]


def test_the_pipeline_and_what_becomes_of_each_stage_are_chosen_before_the_import(administrator: Member) -> None:
    client = client_of(administrator)
    content = "Affaire;Montant;Étape\nBureaux;1 200,50;Gagné\nAccueil;800;En cours\nCloisons;;Nego\n"
    details = client.request("POST", "/imports", data={"object": "deal", "file": named(content, "a.csv")}).json()
    _, prospecting = client.get("/pipelines").json()
    stages = {stage["name"]: stage["id"] for stage in prospecting["stages"]}
    path = f"/imports/{details['id']}"

    client.patch(path, json={"fixed": [{"field": "pipeline_id", "value": prospecting["id"]}]})
    wrong = client.patch(path, json={"fixed": [{"field": "pipeline_id", "value": stages["Abandon"]}]})
    value = {"field": "stage_id", "value": "En cours", "action": "match", "target": stages["Contacté"]}
    client.patch(path, json={"values": [value, {"field": "stage_id", "value": "nego", "action": "refuse"}]})
    client.post(f"{path}/start")
    drain_jobs()

    done = client.get(path).json()
    board = client.get(f"/pipelines/{prospecting['id']}/board").json()["stages"]
    counts = {stage["stage_id"]: (stage["count"], stage["amount"]) for stage in board if stage["count"]}
    assert wrong.status_code == 422
    assert (done["created"], done["refused"]) == (2, 1)
    assert counts == {stages["Déjà client"]: (1, "1200.50"), stages["Contacté"]: (1, "800.00")}
    (refusal,) = client.get(f"{path}/refusals").json()["items"]
    assert refusal["reasons"][0]["message"] == "Étape : « Nego » n’existe pas ici"


def test_a_salesperson_makes_no_stage_and_owns_what_he_imports(administrator: Member) -> None:
    workspace = Workspace.objects.get(id=administrator.workspace_id)
    seller = client_of(make_member(workspace, "sales", name="Anna Snelling"))
    content = "Nom;Étape;Responsable\nBureaux;RDV;Anna Snelling\nAccueil;Inconnue;\nCloisons;RDV;Moses Frase\n"

    details = seller.request("POST", "/imports", data={"object": "deal", "file": named(content, "a.csv")}).json()
    seller.post(f"/imports/{details['id']}/start")
    drain_jobs()

    done = seller.get(f"/imports/{details['id']}").json()
    refusals = seller.get(f"/imports/{details['id']}/refusals").json()["items"]
    assert (done["created"], done["refused"]) == (1, 2)
    assert [row["reasons"][0]["message"] for row in refusals] == [
        "Étape : « Inconnue » n’existe pas ici",
        "Responsable : votre rôle ne permet pas de créer une fiche pour ce responsable",
    ]
    (deal,) = seller.get("/deals").json()["items"]
    assert (deal["name"], deal["stage_name"], deal["owner_name"]) == ("Bureaux", "RDV", "Anna Snelling")


def named(content: str, name: str) -> Any:
    """A file in memory with a name."""
    file = io.BytesIO(content.encode())
    file.name = name
    return file
