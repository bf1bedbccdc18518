"""Mail over plain SMTP, telling apart what may be tried again and what may not."""

from __future__ import annotations

import smtplib
import socket
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings

from sillage.kernel import clock
from sillage.kernel.mail.ports import NotTaken, OutgoingMail, Refused, Unanswered


class SmtpTransport:
    """The installation's SMTP server (settings `EMAIL_…`)."""

    def deliver(self, mail: OutgoingMail) -> None:
        """Send one message on a connection of its own; implements `MailTransport`."""
        message = as_message(mail)
        try:
            connection = self._open()
        except (smtplib.SMTPException, OSError) as error:
            raise NotTaken(_reason(error)) from error
        try:
            self._send(connection, mail, message)
        finally:
            _close(connection)

    def _open(self) -> smtplib.SMTP:
        host, port, timeout = settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT
        context = ssl.create_default_context()
        connection: smtplib.SMTP
        if settings.EMAIL_USE_SSL:
            connection = smtplib.SMTP_SSL(host, port, timeout=timeout, context=context)
        else:
            connection = smtplib.SMTP(host, port, timeout=timeout)
        try:
            if settings.EMAIL_USE_TLS:
                connection.starttls(context=context)
            if settings.EMAIL_HOST_USER:
                connection.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        except BaseException:
            _close(connection)
            raise
        return connection

    def _send(self, connection: smtplib.SMTP, mail: OutgoingMail, message: EmailMessage) -> None:
        sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        try:
            connection.sendmail(sender, [mail.recipient], message.as_bytes())
        except smtplib.SMTPRecipientsRefused as error:
            raise _answered(next(iter(error.recipients.values()))[0], error) from error
        except smtplib.SMTPServerDisconnected as error:
            raise Unanswered(_reason(error)) from error
        except smtplib.SMTPResponseException as error:
            raise _answered(error.smtp_code, error) from error
        except smtplib.SMTPException as error:
            raise Refused(_reason(error)) from error
        except (TimeoutError, socket.gaierror, OSError) as error:
            raise Unanswered(_reason(error)) from error


def as_message(mail: OutgoingMail) -> EmailMessage:
    """The message with its headers; line breaks in the subject become spaces."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(mail.subject.split())
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = mail.recipient
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    return message


def _answered(code: int, error: Exception) -> Exception:
    """A clear answer of the server: 4xx means later, 5xx means never (RFC 5321 §4.2.1)."""
    return NotTaken(_reason(error)) if 400 <= code < 500 else Refused(_reason(error))


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _close(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (smtplib.SMTPException, OSError):
        connection.close()
