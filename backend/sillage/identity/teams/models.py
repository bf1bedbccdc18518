"""Teams: who works together, and who leads them."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.models import WorkspaceModel


class Team(WorkspaceModel):
    """A group of members. Its manager reaches its records without being one of its members."""

    name = models.CharField(max_length=120)
    sort_name = models.TextField(db_collation="C")
    manager = models.ForeignKey(
        "identity.Member", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", null=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "identity_team"
        constraints = (models.UniqueConstraint(fields=["workspace_id", "sort_name"], name="identity_team_name"),)


class TeamMember(WorkspaceModel):
    """A member belongs to a team."""

    team = models.ForeignKey("identity.Team", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    member = models.ForeignKey("identity.Member", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")

    class Meta:
        db_table = "identity_team_member"
        constraints = (
            models.UniqueConstraint(fields=["workspace_id", "team", "member"], name="identity_team_member_once"),
        )
