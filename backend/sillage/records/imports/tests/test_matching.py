"""Rows that mean existing records: modes, rules by column, the trash, other records on the same line, tags."""

from __future__ import annotations

from typing import Any

import pytest

from sillage.customers.contacts.consents import channels_of
from sillage.customers.contacts.models import Contact
from sillage.customers.organisations.models import Organisation
from sillage.identity.testing import actor_of, client_of
from sillage.identity.users.models import Member
from sillage.kernel.db import workspace_transaction
from sillage.kernel.testing.jobs import drain_jobs
from sillage.records.imports.tests.factories import fields_of, names_in, run_to_end, upload
from sillage.sales.deals.models import Deal
from sillage.sales.pipelines.actions import create_ready_pipelines

pytestmark = pytest.mark.django_db(transaction=True)

ORME = "Nom;SIREN;Ville\nOrme;732829320;Angers\n"
CHANGED = "Nom;SIREN;Ville\nOrme;732829320;Brest\nAulne;;Tours\n"


def counts_of(done: dict[str, Any]) -> dict[str, int]:
    names = ("created", "updated", "restored", "skipped", "refused")
    return {name: done[name] for name in names if done[name]}


def import_with(member: Member, content: str, *, object: str = "organisation", **rules: Any) -> dict[str, Any]:
    client = client_of(member)
    details = upload(client, content, object=object).json()
    if rules:
        changed = client.patch(f"/imports/{details['id']}", json=rules)
        assert changed.status_code == 200, changed.json()
    return run_to_end(client, details["id"])


def city_of_orme(member: Member) -> str | None:
    with workspace_transaction(member.workspace_id):
        return Organisation.objects.get(siren="732829320").city


@pytest.mark.parametrize(
    ("rules", "counts", "city", "names"),
    [
        ({}, {"created": 1, "updated": 1}, "Brest", ["Aulne", "Orme"]),
        ({"when_matched": "skip"}, {"created": 1, "skipped": 1}, "Angers", ["Aulne", "Orme"]),
        ({"when_new": "skip"}, {"updated": 1, "skipped": 1}, "Brest", ["Orme"]),
    ],
)
def test_an_import_creates_updates_or_does_both(
    member: Member, rules: dict[str, str], counts: dict[str, int], city: str, names: list[str]
) -> None:
    import_with(member, ORME)

    done = import_with(member, CHANGED, **rules)

    assert counts_of(done) == counts
    assert city_of_orme(member) == city
    assert names_in(member) == names


def test_a_column_may_fill_only_what_is_empty(member: Member) -> None:
    import_with(member, ORME)

    done = import_with(
        member, "Nom;SIREN;Ville;Code postal\nOrme;732829320;Brest;29200\n", columns=[{"index": 2, "rule": "fill"}]
    )

    assert counts_of(done) == {"updated": 1}
    with workspace_transaction(member.workspace_id):
        orme = Organisation.objects.get(siren="732829320")
    assert (orme.city, orme.postal_code) == ("Angers", "29200")


def test_an_unreadable_cell_may_be_left_out_instead_of_refusing_its_row(member: Member) -> None:
    content = "Nom;E-mail\nOrme;pas une adresse\n"

    refused = import_with(member, content)
    lenient = import_with(member, content, columns=[{"index": 1, "invalid": "empty"}])

    assert (counts_of(refused), counts_of(lenient)) == ({"refused": 1}, {"created": 1})
    assert names_in(member) == ["Orme"]


def trash_orme(member: Member) -> None:
    with workspace_transaction(member.workspace_id):
        record = Organisation.objects.get(siren="732829320")
    client_of(member).request("DELETE", f"/organisations/{record.id}", headers={"If-Match": str(record.version)})


def test_a_record_in_the_trash_stays_there_with_a_reason_unless_its_return_is_asked(member: Member) -> None:
    import_with(member, ORME)
    trash_orme(member)
    client = client_of(member)

    import_id = upload(client, CHANGED).json()["id"]
    client.post(f"/imports/{import_id}/check")
    (first, _) = client.get(f"/imports/{import_id}/rows").json()["items"]
    left = run_to_end(client, import_id)
    names = names_in(member)
    back = import_with(member, CHANGED, when_trashed="restore")

    assert (first["outcome"], first["reasons"][0]["code"]) == ("skip", "in_trash")
    assert "corbeille" in first["reasons"][0]["message"]
    assert (counts_of(left), names) == ({"created": 1, "skipped": 1}, ["Aulne"])
    assert counts_of(back) == {"created": 1, "restored": 1}
    assert city_of_orme(member) == "Brest"
    client.post(f"/imports/{back['id']}/undo")
    drain_jobs()
    assert "Orme" not in names_in(member)


def test_contacts_are_recognised_by_their_name_when_asked(member: Member) -> None:
    import_with(member, "Prénom;Nom;Ville\nClaire;Vasseur;Angers\n", object="contact")

    done = import_with(member, "Nom complet;Ville\nVASSEUR Claire;Brest\n", object="contact", match_field="name")

    assert counts_of(done) == {"updated": 1}
    with workspace_transaction(member.workspace_id):
        assert list(Contact.objects.values_list("first_name", "last_name", "city")) == [("Claire", "Vasseur", "Brest")]


def test_what_a_person_refuses_is_never_taken_back_by_a_file(member: Member) -> None:
    import_with(member, "Nom;E-mail;Ne pas appeler\nVasseur;c@orme.example;oui\n", object="contact")

    done = import_with(member, "Nom;E-mail;Ne pas appeler\nVasseur;c@orme.example;non\n", object="contact")

    assert counts_of(done) == {"skipped": 1}
    with workspace_transaction(member.workspace_id):
        assert channels_of(Contact.objects.get().id) == ["phone"]


def test_owners_are_named_by_address_too(member: Member) -> None:
    content = f"Nom;Responsable\nOrme;{member.email}\n"

    import_with(member, content)

    with workspace_transaction(member.workspace_id):
        assert Organisation.objects.get().owner_id == member.id


def test_an_organisation_is_found_by_siren_then_domain_then_name_without_its_legal_form(member: Member) -> None:
    import_with(member, "Nom;SIREN;Site web\nOrme Conseil SAS;732829320;\nTissages;;https://tissages.example\n")
    content = (
        "Prénom;Nom;Société;SIREN;Site web\n"
        "Ada;Un;Autre nom;732829320;\n"
        "Bea;Deux;Les Tissages de l'Ouest;;www.tissages.example\n"
        "Cid;Trois;orme conseil;;\n"
        "Dan;Quatre;Aulne SARL;552100554;\n"
        "Eve;Cinq;Aulne;;\n"
    )

    details = upload(client_of(member), content, object="contact").json()
    done = run_to_end(client_of(member), details["id"])

    assert fields_of(details)["SIREN"] == "organisation_id.siren"
    assert counts_of(done) == {"created": 5}
    assert names_in(member) == ["Aulne SARL", "Orme Conseil SAS", "Tissages"]
    contacts = client_of(member).get("/contacts?sort=name").json()["items"]
    assert {one["name"]: one["organisation_name"] for one in contacts} == {
        "Ada Un": "Orme Conseil SAS",
        "Bea Deux": "Tissages",
        "Cid Trois": "Orme Conseil SAS",
        "Dan Quatre": "Aulne SARL",
        "Eve Cinq": "Aulne SARL",
    }


def test_a_line_may_hold_a_contact_its_organisation_and_a_deal(member: Member) -> None:
    with workspace_transaction(member.workspace_id, member.user_id):
        create_ready_pipelines(actor_of(member))
    content = "Prénom;Nom;E-mail;Société;Affaire;Montant\nAda;Un;ada@orme.example;Orme;Bureaux;1 200,50\n"
    columns = [{"index": 4, "field": "deal.name"}, {"index": 5, "field": "deal.amount"}]

    done = import_with(member, content, object="contact", columns=columns)
    again = import_with(member, content, object="contact", columns=columns)

    assert (counts_of(done), counts_of(again)) == ({"created": 1}, {"skipped": 1})
    with workspace_transaction(member.workspace_id):
        deal = Deal.objects.get()
        assert (deal.name, deal.amount_minor) == ("Bureaux", 120_050)
        assert Organisation.objects.get(id=deal.organisation_id).name == "Orme"


def test_tags_are_added_and_made_when_missing_and_undone_with_the_import(member: Member) -> None:
    import_with(member, "Nom;SIREN;Étiquettes\nOrme;732829320;VIP\n")

    done = import_with(member, 'Nom;SIREN;Étiquettes\nOrme;732829320;"salon 2026, vip"\n')
    again = import_with(member, "Nom;SIREN;Étiquettes\nOrme;732829320;salon 2026\n")

    client = client_of(member)
    assert (counts_of(done), counts_of(again)) == ({"updated": 1}, {"skipped": 1})
    assert sorted(tag["name"] for tag in client.get("/tags").json()["items"]) == ["VIP", "salon 2026"]
    client.post(f"/imports/{done['id']}/undo")
    drain_jobs()
    assert [tag["name"] for tag in client.get("/tags").json()["items"]] == ["VIP"]


def test_a_mapping_is_remembered_for_the_next_file_with_the_same_headers(member: Member) -> None:
    content = "Truc;Machin\nOrme;Angers\n"
    import_with(
        member,
        content,
        columns=[{"index": 0, "field": "name"}, {"index": 1, "field": "city", "rule": "fill"}],
        when_new="skip",
        match_field="name",
    )

    next_one = upload(client_of(member), content.replace("Orme", "Aulne"), object=None).json()

    assert next_one["object"] == "organisation"
    assert fields_of(next_one) == {"Truc": "name", "Machin": "city"}
    assert (next_one["columns"][1]["rule"], next_one["when_new"], next_one["match_field"]) == ("fill", "skip", "name")


def test_a_cell_corrected_in_the_preview_changes_what_is_written_and_the_rows_it_repeats(member: Member) -> None:
    client = client_of(member)
    details = upload(client, "Nom;SIREN\nOrme;732829320\nAulne;732829320\nFrêne;12\n").json()
    path = f"/imports/{details['id']}"
    client.post(f"{path}/check")

    first = client.patch(f"{path}/rows/2", json={"cells": [{"index": 1, "value": "552100554"}]}).json()
    second = client.patch(f"{path}/rows/4", json={"cells": [{"index": 1, "value": ""}]}).json()
    rows = client.get(f"{path}/rows").json()["items"]
    wrong = client.patch(f"{path}/rows/99", json={"cells": [{"index": 1, "value": ""}]})
    column = client.patch(f"{path}/rows/2", json={"cells": [{"index": 7, "value": ""}]})
    done = run_to_end(client, details["id"])

    assert (first["row"]["outcome"], first["counts"]["create"], first["counts"]["refuse"]) == ("create", 2, 1)
    assert (second["row"]["outcome"], second["row"]["corrected"], second["counts"]["refuse"]) == ("create", [1], 0)
    assert [row["outcome"] for row in rows] == ["create", "create", "create"]
    assert (wrong.status_code, column.status_code) == (404, 422)
    assert counts_of(done) == {"created": 3}
    with workspace_transaction(member.workspace_id):
        assert dict(Organisation.objects.values_list("name", "siren")) == {
            "Orme": "552100554",
            "Aulne": "732829320",
            "Frêne": None,
        }


def test_every_row_of_the_preview_is_reached_page_by_page_and_by_outcome(member: Member) -> None:
    client = client_of(member)
    rows = "\n".join(f"Maison {number};{'x' if number % 10 == 0 else ''}" for number in range(120))
    details = upload(client, f"Nom;SIREN\n{rows}\n").json()
    path = f"/imports/{details['id']}"
    client.post(f"{path}/check")

    lines, cursor = [], ""
    while cursor is not None:
        page = client.get(f"{path}/rows?limit=50{f'&cursor={cursor}' if cursor else ''}").json()
        lines += [row["line"] for row in page["items"]]
        cursor = page["next_cursor"]
    refused = client.get(f"{path}/rows?outcome=refuse&limit=100").json()["items"]

    assert lines == list(range(2, 122))
    assert [row["line"] for row in refused] == [line for line in range(2, 122) if (line - 2) % 10 == 0]
