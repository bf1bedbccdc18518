"""The same 85 accounts reach Sillage twice, the second time written otherwise: exactly the doubles are found.

Read from the file: 85 accounts, 85 different names, none of which differs from another by case or legal form only.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sillage.customers.organisations.actions import create_organisations
from sillage.identity.testing import actor_of, client_of, make_member, make_workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.testing.jobs import drain_jobs

pytestmark = pytest.mark.django_db(transaction=True)

# How a second file writes a name: in capitals, with a legal form before or behind, in two words.
VARIATIONS: tuple[Callable[[str], str], ...] = (
    str.upper,
    lambda name: f"{name} SAS",
    lambda name: f"S.A.R.L. {name}",
    lambda name: f"Sté {name} & Cie",
    lambda name: f"{name[:4]} {name[4:]} Ltd",
)


def accounts(find: Callable[[str, str], tuple[Path, bool]]) -> list[str]:
    path, _ = find("deals-pipeline-maven/accounts.csv", "accounts-shape.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["account"] for row in csv.DictReader(file)]


def test_the_same_accounts_twice_give_exactly_their_pairs(
    third_party_file: Callable[[str, str], tuple[Path, bool]],
) -> None:
    admin = make_member(make_workspace("Méridien"), "administrator")
    actor, client = actor_of(admin), client_of(admin)
    names = accounts(third_party_file)
    again = [VARIATIONS[place % len(VARIATIONS)](name) for place, name in enumerate(names)]
    with workspace_transaction(actor.workspace_id):
        create_organisations(actor, [{"name": name} for name in names])
        create_organisations(actor, [{"name": name} for name in again])

    client.post("/duplicates/runs", {"object": "organisation"})
    drain_jobs(later=True)

    pairs: list[dict[str, Any]] = client.get("/duplicates?object=organisation&limit=200").json()["items"]
    found = {frozenset(record["title"] for record in pair["records"]) for pair in pairs}
    assert found == {frozenset(each) for each in zip(names, again, strict=True)}
    assert len(pairs) == len(names)

    first = pairs[0]
    ids = [record["id"] for record in first["records"]]
    merged = client.post("/merges", {"object": "organisation", "survivor_id": ids[0], "loser_ids": ids[1:]})
    left = client.get("/duplicates?object=organisation&limit=200").json()["items"]
    assert merged.status_code == 201
    assert len(left) == len(names) - 1
