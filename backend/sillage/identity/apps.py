"""Django application of this capability."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Tables and migrations of the capability."""

    name = "sillage.identity"
    label = "identity"

    def ready(self) -> None:
        """Let a session that is ended anywhere close what it still listens to."""
        from sillage.identity.sessions import closing  # noqa: F401
