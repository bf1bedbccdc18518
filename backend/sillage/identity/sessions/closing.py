"""A session that was ended, from another device for instance, hears nothing more and its page finds the door."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models.signals import post_delete
from django.dispatch import receiver

from sillage.identity.sql import close_streams


@receiver(post_delete, sender=UserSession)
def close_streams_of_ended_session(instance: UserSession, **_details: Any) -> None:
    """End the person's streams; those whose session has ended are refused when they come back."""
    close_streams(instance.user_id)
