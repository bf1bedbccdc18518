"""People: the account that signs in, the member it is in each workspace, and invitations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from sillage.kernel.db import new_id
from sillage.kernel.db.models import WorkspaceModel


class UserManager(BaseUserManager["User"]):
    """Makes accounts; e-mail addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> User:
        """Create an account; without a password nobody can sign in to it yet."""
        user = self.model(email=email.strip().lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person who signs in. Global: domain code reads `Member`, never this.

    `access_version` rises with whatever ends or changes the person's sessions (password, language,
    chosen workspace), so that no process acts on an outdated copy.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="fr")
    theme = models.CharField(max_length=6, default="auto")
    density = models.CharField(max_length=11, default="comfortable")
    time_zone = models.CharField(max_length=40, default="Europe/Paris")
    last_workspace_id = models.UUIDField(null=True)
    access_version = models.BigIntegerField(default=1)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        db_table = "identity_user"

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        """The name shown to colleagues."""
        return self.name


class Member(WorkspaceModel):
    """A person inside one workspace: what records are owned by and what the audit log names.

    `name` and `email` are copies of the account's, so that domain code needs no global table.
    """

    user = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    sort_name = models.TextField(db_collation="C")
    email = models.EmailField(max_length=254)
    role = models.ForeignKey("identity.Role", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    main_team = models.ForeignKey(
        "identity.Team", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", null=True
    )
    active = models.BooleanField(default=True)
    deactivated_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "identity_member"
        constraints = (models.UniqueConstraint(fields=["workspace_id", "user"], name="identity_member_once"),)
        indexes = (models.Index(fields=["workspace_id", "sort_name", "id"], name="identity_member_name"),)


class Invitation(WorkspaceModel):
    """A colleague asked to join. Only a hash of the token is kept; it serves once, for seven days."""

    email = models.EmailField(max_length=254)
    role = models.ForeignKey("identity.Role", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    team = models.ForeignKey(
        "identity.Team", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", null=True
    )
    invited_by = models.ForeignKey(
        "identity.Member", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    language = models.CharField(max_length=2, default="fr")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "identity_invitation"
        constraints = (
            models.UniqueConstraint(
                fields=["workspace_id", "email"],
                name="identity_invitation_open",
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
            ),
        )
