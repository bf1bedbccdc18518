"""The outbox against real SMTP servers on this machine."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from sillage.identity.testing import client_of, make_member, make_workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.mail.models import OutboxMail
from sillage.kernel.mail.outbox import ACCOUNTS, deliver, send, send_mail
from sillage.kernel.mail.ports import NotTaken
from sillage.kernel.mail.smtp import SmtpTransport

pytestmark = pytest.mark.django_db


class Inbox:
    """Keeps what it is given; answers DATA as told."""

    def __init__(self) -> None:
        self.received: list[Any] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            self.received.append(message_from_bytes(envelope.content, policy=default))
        return self.answer


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        controller.port = probe.getsockname()[1]
    controller.start()
    settings.SILLAGE_MAIL_CONFIGURED = True
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = ""
    settings.DEFAULT_FROM_EMAIL = "Sillage <sillage@durand.test>"
    yield handler
    controller.stop()


def post(workspace_id: UUID | None = None, **more: Any) -> UUID:
    values = {"to": "lea@example.test", "subject": "Bonjour Léa", "text": "À bientôt\n", "kind": "notice"}
    return send(workspace_id=workspace_id, **(values | more))


def row(mail_id: UUID, workspace_id: UUID = ACCOUNTS) -> OutboxMail:
    with workspace_transaction(workspace_id):
        return OutboxMail.objects.get(id=mail_id)


def queued_jobs() -> list[dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'sillage:send_mail'")
        return [json.loads(args) if isinstance(args, str) else args for (args,) in cursor.fetchall()]


def test_without_a_mail_server_the_message_is_kept() -> None:
    mail_id = post()

    kept = row(mail_id)

    assert (kept.status, kept.subject, kept.text) == ("kept", "Bonjour Léa", "À bientôt\n")
    assert queued_jobs() == []


def test_with_a_mail_server_the_message_leaves_through_a_job(inbox: Inbox) -> None:
    mail_id = post(html="<p>À bientôt</p>")
    (job,) = queued_jobs()

    send_mail.run(**job)

    (received,) = inbox.received
    assert received["Subject"] == "Bonjour Léa"
    assert received["To"] == "lea@example.test"
    assert received["From"] == "Sillage <sillage@durand.test>"
    assert received["Message-ID"] == row(mail_id).message_id
    assert received.get_body(("plain",)).get_content().strip() == "À bientôt"
    assert "<p>À bientôt</p>" in received.get_body(("html",)).get_content()
    assert (row(mail_id).status, row(mail_id).text, row(mail_id).html) == ("sent", "", None)


def test_a_message_leaves_once_however_often_its_job_runs(inbox: Inbox) -> None:
    mail_id = post()

    for _ in range(3):
        deliver(ACCOUNTS, mail_id, SmtpTransport())

    assert len(inbox.received) == 1


def test_the_same_key_writes_one_message() -> None:
    workspace = uuid4()

    first, second = post(workspace, key="k"), post(workspace, key="k")
    elsewhere = post(uuid4(), key="k")

    assert first == second != elsewhere


def test_a_server_that_is_away_is_tried_again_later(inbox: Inbox, settings: Any) -> None:
    mail_id = post()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = closed.getsockname()[1]

        with pytest.raises(NotTaken):
            deliver(ACCOUNTS, mail_id, SmtpTransport())

    assert (row(mail_id).status, row(mail_id).attempts) == ("queued", 1)


def test_a_temporary_refusal_is_tried_again_and_given_up_at_last(inbox: Inbox) -> None:
    inbox.answer = "451 Try later"
    mail_id = post()

    for _ in range(4):
        with pytest.raises(NotTaken):
            deliver(ACCOUNTS, mail_id, SmtpTransport())
    deliver(ACCOUNTS, mail_id, SmtpTransport())

    assert row(mail_id).status == "failed"
    assert "451" in (row(mail_id).error or "")


def test_a_final_refusal_is_final(inbox: Inbox) -> None:
    inbox.answer = "550 No such person"
    mail_id = post()

    deliver(ACCOUNTS, mail_id, SmtpTransport())

    assert row(mail_id).status == "failed"
    assert "550" in (row(mail_id).error or "")


def _hang_up_after_data(listener: socket.socket) -> None:
    peer, _ = listener.accept()
    peer.sendall(b"220 ready\r\n")
    file = peer.makefile("rb")
    for line in file:
        verb = line[:4].upper()
        if verb == b"DATA":
            peer.sendall(b"354 go on\r\n")
        elif line == b".\r\n":
            break
        elif verb in (b"EHLO", b"HELO", b"MAIL", b"RCPT"):
            peer.sendall(b"250 OK\r\n")
    file.close()
    peer.close()


def test_a_connection_that_dies_unanswered_is_unknown_and_never_repeated(inbox: Inbox, settings: Any) -> None:
    mail_id = post()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.EMAIL_PORT = listener.getsockname()[1]
        server = threading.Thread(target=_hang_up_after_data, args=(listener,))
        server.start()
        deliver(ACCOUNTS, mail_id, SmtpTransport())
        server.join(5)
    settings.EMAIL_PORT = 1

    deliver(ACCOUNTS, mail_id, SmtpTransport())

    assert (row(mail_id).status, row(mail_id).attempts) == ("unknown", 1)


def test_a_message_found_leaving_was_cut_off_and_is_not_sent_again(inbox: Inbox) -> None:
    mail_id = post()
    with workspace_transaction(ACCOUNTS):
        OutboxMail.objects.filter(id=mail_id).update(status="sending")

    deliver(ACCOUNTS, mail_id, SmtpTransport())

    assert inbox.received == []
    assert row(mail_id).status == "unknown"


def test_line_breaks_never_reach_the_headers(inbox: Inbox) -> None:
    mail_id = post(subject="Bonjour\r\nBcc: voleur@example.test")

    deliver(ACCOUNTS, mail_id, SmtpTransport())

    assert inbox.received[0]["Subject"] == "Bonjour Bcc: voleur@example.test"
    assert inbox.received[0]["Bcc"] is None


def test_administrators_read_the_mail_of_their_workspace() -> None:
    workspace, other = make_workspace(), make_workspace("Cabinet Bernard")
    mail_id = post(workspace.id)
    post(other.id)
    post()
    client = client_of(make_member(workspace, "administrator"))

    items = client.get("/outbox-mail").json()["items"]
    shown = client.get(f"/outbox-mail/{mail_id}").json()

    assert [item["id"] for item in items] == [str(mail_id)]
    assert "text" not in items[0]
    assert (shown["text"], shown["status"]) == ("À bientôt\n", "kept")


def test_the_list_of_mail_goes_on_after_its_cursor() -> None:
    workspace = make_workspace()
    ids = [str(post(workspace.id)) for _ in range(3)]
    client = client_of(make_member(workspace, "administrator"))

    first = client.get("/outbox-mail?limit=2").json()
    second = client.get(f"/outbox-mail?limit=2&cursor={first['next_cursor']}").json()

    assert [item["id"] for item in first["items"] + second["items"]] == ids[::-1]


def test_others_read_no_mail() -> None:
    workspace, other = make_workspace(), make_workspace("Cabinet Bernard")
    mail_id = post(workspace.id)

    refused = client_of(make_member(workspace, "manager")).get(f"/outbox-mail/{mail_id}")
    foreign = client_of(make_member(other, "administrator")).get(f"/outbox-mail/{mail_id}")

    assert (refused.status_code, foreign.status_code) == (403, 404)
