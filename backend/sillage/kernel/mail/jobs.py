"""The jobs of mail, found by the worker."""

from sillage.kernel.mail.outbox import send_mail

__all__ = ["send_mail"]
