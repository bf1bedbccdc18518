"""Imports whose process is killed at a named point: nothing lost, nothing twice, one change set."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sillage.customers.organisations.models import Organisation
from sillage.identity.testing import client_of, make_member, make_workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.events.models import StoredEvent
from sillage.records.imports import running
from sillage.records.imports.models import ImportRefusal
from sillage.records.imports.tests.factories import upload

BACKEND = Path(__file__).resolve().parents[4]
# Runs the import and kills its own process at the second call of one function, before or after it.
CHILD = """
import os, signal, sys
import django
django.setup()
from sillage.records.imports import running
point, moment, workspace, import_id = sys.argv[1:]
running.CHUNK = 2
real, calls = getattr(running, point), []
def killing(*arguments, **options):
    calls.append(1)
    if len(calls) == 2 and moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = real(*arguments, **options)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
setattr(running, point, killing)
running.run_import.run(workspace, import_id)
"""


LONG = os.environ.get("SILLAGE_LONG") == "1"
pytestmark = [pytest.mark.django_db(transaction=True), *([pytest.mark.fault] if LONG else [])]


@pytest.mark.parametrize("turn", range(25 if LONG else 1))
@pytest.mark.parametrize(
    ("point", "moment", "rows_done"),
    [
        ("write_rows", "before", 2),
        ("write_rows", "after", 2),
        ("_keep_refusals", "after", 2),
        ("_move_cursor", "after", 2),
        ("_import_chunk", "after", 4),
    ],
)
def test_an_import_killed_at_any_point_ends_with_each_row_once(
    point: str, moment: str, rows_done: int, turn: int
) -> None:
    member = make_member(make_workspace(), "administrator")
    client = client_of(member)
    content = "Nom;SIREN\nA;\nB;\nC;\nD;1\nE;\nF;\n"
    import_id = upload(client, content).json()["id"]
    client.post(f"/imports/{import_id}/start")

    child = subprocess.run(
        [sys.executable, "-c", CHILD, point, moment, str(member.workspace_id), import_id],
        env=os.environ | {"PYTHONPATH": str(BACKEND)},
        capture_output=True,
        check=False,
    )
    half = client.get(f"/imports/{import_id}").json()
    running.run_import.run(str(member.workspace_id), import_id)

    done = client.get(f"/imports/{import_id}").json()
    assert child.returncode == -signal.SIGKILL, child.stderr
    assert (half["status"], half["rows_done"]) == ("running", rows_done)
    assert (done["status"], done["rows_done"], done["created"], done["refused"]) == ("done", 6, 5, 1)
    with workspace_transaction(member.workspace_id):
        assert sorted(Organisation.objects.values_list("name", flat=True)) == ["A", "B", "C", "E", "F"]
        assert list(ImportRefusal.objects.values_list("line", flat=True)) == [5]
        created = StoredEvent.objects.filter(kind="organisation.created")
        assert created.count() == 5
        assert {str(one) for one in created.values_list("change_set_id", flat=True)} == {done["change_set_id"]}
