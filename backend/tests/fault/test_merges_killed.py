"""A process dies in the middle of a merge or of its undo: nothing is half merged, and doing it again works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection

from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, client_of, make_member, make_workspace
from sillage.kernel.db import workspace_transaction

LONG = os.environ.get("SILLAGE_LONG") == "1"
ROUNDS = range(25 if LONG else 1)
TABLES = ("customers_organisation", "customers_contact", "records_merge", "records_merged_record", "kernel_event")
DO = """
import sys, django; django.setup()
from uuid import UUID
from sillage.identity.actors import actor_of_member
from sillage.kernel.db import workspace_transaction
from sillage.records.duplicates.actions import merge_records, undo_merge
workspace, member, verb, *ids = sys.argv[1:]
with workspace_transaction(UUID(workspace)):
    actor = actor_of_member(UUID(member))
    if verb == "merge":
        merge_records(actor, "organisation", UUID(ids[0]), [UUID(ids[1])])
    else:
        undo_merge(actor, UUID(ids[0]))
"""

pytestmark = [pytest.mark.django_db(transaction=True), *([pytest.mark.fault] if LONG else [])]


def die_at(point: str, *arguments: Any) -> None:
    environment = os.environ | {"SILLAGE_CRASH_AT": point}
    command = [sys.executable, "-c", DO, *(str(each) for each in arguments)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr[-2000:]


def rows(member: Any) -> dict[str, list[str]]:
    found = {}
    with workspace_transaction(member.workspace_id), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


@pytest.mark.parametrize("turn", ROUNDS)
@pytest.mark.parametrize("point", ["merge.moved", "merge.taken_out", "merge.updated", "merge.told"])
def test_a_merge_cut_off_leaves_everything_as_it_was(point: str, turn: int) -> None:
    member = make_member(make_workspace("Méridien"), "administrator")
    kept, gone = make_organisation(actor_of(member)), make_organisation(actor_of(member), siren="732829320")
    make_contact(actor_of(member), organisation_id=gone)
    before = rows(member)

    die_at(point, member.workspace_id, member.id, "merge", kept, gone)

    assert rows(member) == before
    body = {"object": "organisation", "survivor_id": str(kept), "loser_ids": [str(gone)]}
    assert client_of(member).post("/merges", body).status_code == 201


@pytest.mark.parametrize("turn", ROUNDS)
@pytest.mark.parametrize("point", ["unmerge.values", "unmerge.row", "unmerge.moved", "unmerge.told"])
def test_an_undo_cut_off_leaves_the_merge_as_it_was(point: str, turn: int) -> None:
    member = make_member(make_workspace("Méridien"), "administrator")
    kept, gone = make_organisation(actor_of(member)), make_organisation(actor_of(member), siren="732829320")
    make_contact(actor_of(member), organisation_id=gone)
    client = client_of(member)
    body = {"object": "organisation", "survivor_id": str(kept), "loser_ids": [str(gone)]}
    merged = client.post("/merges", body).json()
    before = rows(member)

    die_at(point, member.workspace_id, member.id, "undo", merged["id"])

    assert rows(member) == before
    assert client.post(f"/merges/{merged['id']}/undo", {}).status_code == 200
