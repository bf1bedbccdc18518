"""Files of records: uploaded, listed and downloaded by those who may, and harmless to whoever opens them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django.fixtures import Settings

from sillage.customers.testing import make_contact
from sillage.identity.testing import (
    actor_of,
    anonymous_client,
    client_of,
    make_member,
    make_role,
    make_team,
    make_workspace,
)
from sillage.kernel.db import new_id, workspace_transaction
from sillage.kernel.permissions import Actor
from sillage.records.files.actions import purge_trashed_files
from sillage.records.files.models import File

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 100


@pytest.fixture
def workspace() -> Any:
    return make_workspace()


@pytest.fixture
def member(workspace: Any) -> Any:
    return make_member(workspace, "administrator")


@pytest.fixture
def actor(member: Any) -> Actor:
    return actor_of(member)


@pytest.fixture
def client(member: Any) -> Any:
    return client_of(member)


@pytest.fixture
def contact(actor: Actor) -> UUID:
    return make_contact(actor)


def upload(client: Any, record_id: UUID, name: str = "devis.pdf", content: bytes = PDF, object: str = "contact") -> Any:
    file = SimpleUploadedFile("x.bin", content, "text/html")
    file._name = name  # type: ignore[attr-defined]
    return client.post("/files", data={"object": object, "record_id": str(record_id), "file": file})


def download(client: Any, file_id: str) -> Any:
    return anonymous_client().get(client.get(f"/files/{file_id}/link").json()["url"])


def rows(actor: Actor) -> list[File]:
    with workspace_transaction(actor.workspace_id):
        return list(File.objects.all())


def kept() -> list[Path]:
    location = Path(django_settings.STORAGES["default"]["OPTIONS"]["location"])
    return [path for path in location.rglob("*") if path.is_file()]


def test_a_file_is_kept_under_a_random_name_and_given_back_as_a_download(
    actor: Actor, client: Any, contact: UUID
) -> None:
    before = set(kept())

    file = upload(client, contact).json()
    answer = download(client, file["id"])

    (stored,) = rows(actor)
    (path,) = set(kept()) - before
    assert "devis" not in stored.storage_name
    assert str(path).endswith(stored.storage_name)
    assert (file["name"], file["media_type"], file["size"]) == ("devis.pdf", "application/pdf", len(PDF))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="devis.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(len(PDF))


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/cron.d/x.pdf",
        "a\x00.pdf",
        "é" * 200 + ".pdf",
        'a"; filename="b.html.pdf',
        "a\r\nX-Evil: 1.pdf",
        "漢字.pdf",
    ],
)
def test_a_hostile_name_reaches_neither_disk_nor_headers(actor: Actor, client: Any, contact: UUID, name: str) -> None:
    before = set(kept())

    answer = upload(client, contact, name)

    if answer.status_code == 201:
        (path,) = set(kept()) - before
        assert path.name.isalnum()
        given = download(client, answer.json()["id"])
        assert given["Content-Disposition"].startswith("attachment; filename")
        assert "X-Evil" not in given
        assert len(answer.json()["name"].encode()) <= 255
    else:
        assert answer.status_code in (400, 422)
        assert set(kept()) == before


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("page.html", b"<script>alert(1)</script>", "file_type_refused"),
        ("image.svg", b"<svg onload='alert(1)'/>", "file_type_refused"),
        ("devis.pdf", b"<script>alert(1)</script>", "file_type_refused"),
        ("devis.pdf", b"", "empty_file"),
    ],
)
def test_a_refused_file_leaves_nothing_behind(
    actor: Actor, client: Any, contact: UUID, name: str, content: bytes, code: str
) -> None:
    before = set(kept())

    answer = upload(client, contact, name, content)

    assert answer.status_code == 422
    assert [(field["path"], field["code"]) for field in answer.json()["fields"]] == [("file", code)]
    assert rows(actor) == []
    assert set(kept()) == before


def test_a_file_past_the_limit_is_refused(actor: Actor, client: Any, contact: UUID, settings: Settings) -> None:
    settings.SILLAGE_UPLOAD_MAX_BYTES = 1_000

    assert upload(client, contact, content=PDF + b"x" * 2_000).status_code == 413
    assert upload(client, contact, content=PDF + b"x" * 600_000).status_code == 413
    assert rows(actor) == []


def test_a_full_workspace_takes_no_more_files(actor: Actor, client: Any, contact: UUID, settings: Settings) -> None:
    settings.SILLAGE_FILES_QUOTA_BYTES = 150
    upload(client, contact)

    answer = upload(client, contact)

    assert (answer.status_code, answer.json()["code"]) == (413, "file_quota_reached")
    assert len(rows(actor)) == 1


def test_nothing_is_kept_when_the_row_cannot_be_written(
    actor: Actor, client: Any, contact: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("the disk of the database")

    before = set(kept())
    monkeypatch.setattr("sillage.records.files.actions._record", fails)

    assert upload(client, contact).status_code == 500
    assert rows(actor) == []
    assert set(kept()) == before


def test_who_may_only_see_a_record_lists_its_files_but_adds_and_deletes_none(
    workspace: Any, actor: Actor, client: Any, contact: UUID
) -> None:
    file = upload(client, contact).json()
    reader = client_of(make_member(workspace, "read_only"))

    assert [each["id"] for each in reader.get(f"/files?object=contact&record_id={contact}").json()["items"]] == [
        file["id"]
    ]
    assert reader.get(f"/files/{file['id']}/link").status_code == 200
    assert upload(reader, contact).status_code == 403
    assert reader.patch(f"/files/{file['id']}", {"name": "x.pdf"}).status_code == 403
    assert reader.delete(f"/files/{file['id']}").status_code == 403
    assert [each.deleted_at for each in rows(actor)] == [None]


@pytest.mark.parametrize("who", ["outsider", "stranger"])
def test_who_does_not_see_the_record_sees_none_of_its_files(
    workspace: Any, actor: Actor, client: Any, contact: UUID, who: str
) -> None:
    file = upload(client, contact).json()
    outsider = make_member(workspace, "sales", team=make_team(workspace))
    other = client_of(outsider if who == "outsider" else make_member(make_workspace("Ailleurs"), "administrator"))

    assert other.get(f"/files?object=contact&record_id={contact}").status_code == 404
    assert other.get(f"/files/{file['id']}/link").status_code == 404
    assert other.delete(f"/files/{file['id']}").status_code == 404
    assert upload(other, contact).status_code == 404
    assert len(rows(actor)) == 1


def test_a_link_works_for_five_minutes(client: Any, contact: UUID) -> None:
    url = client.get(f"/files/{upload(client, contact).json()['id']}/link").json()["url"]
    stranger = anonymous_client()

    assert stranger.get(url).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert stranger.get(url).status_code == 404


@pytest.mark.parametrize("token", ["x", "a:b:c", "W10:1abc:def", "..%2f..%2fetc%2fpasswd", "%F0%9F%98%80"])
def test_a_forged_link_gives_nothing(token: str) -> None:
    assert anonymous_client().get(f"/file-content/{token}").status_code == 404


def test_a_link_to_a_deleted_file_gives_nothing(client: Any, contact: UUID) -> None:
    file = upload(client, contact).json()
    url = client.get(f"/files/{file['id']}/link").json()["url"]
    client.delete(f"/files/{file['id']}")

    assert anonymous_client().get(url).status_code == 404


def test_a_deleted_file_comes_back_by_undo_and_by_restore(actor: Actor, client: Any, contact: UUID) -> None:
    file = upload(client, contact).json()
    deleted = client.delete(f"/files/{file['id']}")
    assert client.get(f"/files?object=contact&record_id={contact}").json()["items"] == []

    assert client.post(f"/change-sets/{deleted['X-Change-Set']}/undo").json()["undone"] == 1
    client.delete(f"/files/{file['id']}")
    restored = client.post(f"/files/{file['id']}/restore")

    assert (restored.status_code, restored.json()["version"]) == (200, 5)
    assert b"".join(download(client, file["id"]).streaming_content) == PDF


def test_a_renamed_file_keeps_its_ending(client: Any, contact: UUID) -> None:
    file = upload(client, contact).json()

    renamed = client.patch(f"/files/{file['id']}", {"name": "../Offre.html", "version": 1})
    stale = client.patch(f"/files/{file['id']}", {"name": "Autre.pdf", "version": 1})

    assert renamed.json()["name"] == "Offre.html.pdf"
    assert stale.status_code == 412


def test_a_file_shows_in_the_timeline_and_the_trash_of_those_who_see_its_record(
    workspace: Any, client: Any, contact: UUID
) -> None:
    file = upload(client, contact).json()
    (event, _) = client.get(f"/timeline/contact/{contact}").json()["items"]
    client.delete(f"/files/{file['id']}")
    outsider = client_of(make_member(workspace, make_role(workspace, {"contact.see": "own"})))

    assert (event["kind"], event["record_name"]) == ("file.created", "devis.pdf")
    assert [item["name"] for item in client.get("/trash?object=file").json()["items"]] == ["devis.pdf"]
    assert outsider.get("/trash?object=file").json()["items"] == []


@pytest.mark.parametrize("object", ["note", "file", "spaceship"])
def test_files_hang_on_records_only(client: Any, contact: UUID, object: str) -> None:
    assert upload(client, contact, object=object).status_code in (404, 422)
    assert client.get(f"/files?object={object}&record_id={new_id()}").status_code in (404, 422)


@pytest.mark.django_db(transaction=True)
def test_a_file_is_removed_for_good_after_thirty_days_in_the_trash(actor: Actor, client: Any, contact: UUID) -> None:
    before = set(kept())
    upload(client, contact)
    client.delete(f"/files/{upload(client, contact).json()['id']}")

    with time_machine.travel(timezone.now() + timedelta(days=31)), workspace_transaction(actor.workspace_id):
        purged = purge_trashed_files()

    assert purged == 1
    assert len(set(kept()) - before) == 1


def test_the_roles_offer_no_permission_of_their_own_for_files(client: Any) -> None:
    assert "file.see" not in str(client.get("/permission-catalogue").json())
