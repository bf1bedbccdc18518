"""The outbox: mail is written with the data that causes it and leaves after the commit."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings

from sillage.kernel import clock
from sillage.kernel.db import new_id, workspace_transaction
from sillage.kernel.faults import crash_point
from sillage.kernel.jobs import enqueue, job
from sillage.kernel.mail.models import OutboxMail
from sillage.kernel.mail.ports import MailTransport, NotTaken, OutgoingMail, Refused, Unanswered
from sillage.kernel.mail.smtp import SmtpTransport

# Mail about an account that belongs to no single workspace is kept apart, out of every workspace's sight.
ACCOUNTS = UUID(int=0)
ATTEMPTS = 5


def send(
    *,
    to: str,
    subject: str,
    text: str,
    kind: str,
    html: str | None = None,
    workspace_id: UUID | None = None,
    key: str | None = None,
) -> UUID:
    """Put one message in the outbox; it leaves after the commit when a mail server is configured.

    `key` makes the message unique within its workspace and kind, and its Message-ID predictable:
    the same key again adds nothing. Returns the id of the outbox row.
    """
    mail_id = new_id()
    workspace = workspace_id or ACCOUNTS
    now = clock.now()
    configured = bool(settings.SILLAGE_MAIL_CONFIGURED)
    with workspace_transaction(workspace):
        row, created = OutboxMail.objects.get_or_create(
            workspace_id=workspace,
            message_id=_message_id(workspace, kind, key or str(mail_id)),
            defaults={
                "id": mail_id,
                "kind": kind,
                "recipient": to,
                "subject": " ".join(subject.split())[:300],
                "text": text,
                "html": html,
                "status": "queued" if configured else "kept",
                "created_at": now,
                "updated_at": now,
            },
        )
        if created and configured:
            enqueue(send_mail, workspace_id=workspace, mail_id=row.id)
    return row.id


@job("send_mail", queue="interactive", attempts=ATTEMPTS)
def send_mail(workspace_id: str, mail_id: str) -> None:
    """Hand one queued message to the mail server, outside of any transaction."""
    deliver(UUID(workspace_id), UUID(mail_id), SmtpTransport())


def deliver(workspace_id: UUID, mail_id: UUID, transport: MailTransport) -> None:
    """Send a queued message once. Raises `NotTaken` when trying again later is safe and allowed."""
    mail = _claim(workspace_id, mail_id)
    if mail is None:
        return
    outgoing = OutgoingMail(mail.message_id, mail.recipient, mail.subject, mail.text, mail.html)
    crash_point("mail.claimed")
    try:
        transport.deliver(outgoing)
        crash_point("mail.handed_over")
    except NotTaken as error:
        again = mail.attempts < ATTEMPTS
        _settle(workspace_id, mail_id, "queued" if again else "failed", str(error))
        if again:
            raise
    except Refused as error:
        _settle(workspace_id, mail_id, "failed", str(error))
    except Unanswered as error:
        _settle(workspace_id, mail_id, "unknown", str(error))
    else:
        _settle(workspace_id, mail_id, "sent", None)
        crash_point("mail.settled")


def _claim(workspace_id: UUID, mail_id: UUID) -> OutboxMail | None:
    """Mark the message as leaving; one found in that state was cut off midway, so nobody knows."""
    with workspace_transaction(workspace_id):
        mail = OutboxMail.objects.select_for_update().filter(id=mail_id).first()
        if mail is None or mail.status not in ("queued", "sending"):
            return None
        cut_off = mail.status == "sending"
        mail.status = "unknown" if cut_off else "sending"
        mail.attempts += 1
        mail.updated_at = clock.now()
        mail.save(update_fields=["status", "attempts", "updated_at"])
        return None if cut_off else mail


def _settle(workspace_id: UUID, mail_id: UUID, status: str, error: str | None) -> None:
    with workspace_transaction(workspace_id):
        mail = OutboxMail.objects.filter(id=mail_id)
        mail.update(status=status, error=error, updated_at=clock.now())
        if status == "sent":
            # What has left is no longer needed here, and may hold a link that opens an account.
            mail.update(text="", html=None)


def forget_before(moment: datetime) -> int:
    """Delete the entered workspace's mail written before `moment`; gives how many."""
    return OutboxMail.objects.filter(created_at__lt=moment).delete()[0]


def _message_id(workspace_id: UUID, kind: str, key: str) -> str:
    host = urlsplit(settings.SILLAGE_ADDRESS).hostname or "localhost"
    return f"<{uuid5(NAMESPACE_URL, f'{workspace_id}:{kind}:{key}')}@{host}>"
