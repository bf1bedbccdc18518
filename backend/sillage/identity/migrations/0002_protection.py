"""Row-level security on identity's workspace tables, and versions no code path can forget to raise."""

from django.db import migrations

from sillage.kernel.db.operations import ProtectWorkspaceTable

# Whatever ends or changes a person's sessions raises the version; a stale copy saved later cannot lower it.
USER_VERSION = """
CREATE FUNCTION identity_raise_user_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.access_version := OLD.access_version;
  IF (NEW.password, NEW.is_active, NEW.email, NEW.name, NEW.language, NEW.time_zone, NEW.last_workspace_id)
    IS DISTINCT FROM
    (OLD.password, OLD.is_active, OLD.email, OLD.name, OLD.language, OLD.time_zone, OLD.last_workspace_id)
  THEN
    NEW.access_version := OLD.access_version + 1;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER identity_user_version BEFORE UPDATE ON identity_user
  FOR EACH ROW EXECUTE FUNCTION identity_raise_user_version();
"""
DROP_USER_VERSION = """
DROP TRIGGER identity_user_version ON identity_user;
DROP FUNCTION identity_raise_user_version();
"""

# The same for a workspace: members, teams, roles and keys decide who may do what in it.
WORKSPACE_VERSION = """
CREATE FUNCTION identity_raise_workspace_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE identity_workspace SET access_version = access_version + 1
  WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.workspace_id ELSE NEW.workspace_id END;
  RETURN NULL;
END $$;
CREATE TRIGGER identity_member_version AFTER INSERT OR UPDATE OR DELETE ON identity_member
  FOR EACH ROW EXECUTE FUNCTION identity_raise_workspace_version();
CREATE TRIGGER identity_team_version AFTER INSERT OR UPDATE OR DELETE ON identity_team
  FOR EACH ROW EXECUTE FUNCTION identity_raise_workspace_version();
CREATE TRIGGER identity_team_member_version AFTER INSERT OR UPDATE OR DELETE ON identity_team_member
  FOR EACH ROW EXECUTE FUNCTION identity_raise_workspace_version();
CREATE TRIGGER identity_role_version AFTER INSERT OR UPDATE OR DELETE ON identity_role
  FOR EACH ROW EXECUTE FUNCTION identity_raise_workspace_version();
CREATE TRIGGER identity_api_key_version
  AFTER INSERT OR DELETE OR UPDATE OF member_id, permissions, expires_at, revoked_at, secret_hash
  ON identity_api_key FOR EACH ROW EXECUTE FUNCTION identity_raise_workspace_version();
"""
DROP_WORKSPACE_VERSION = """
DROP TRIGGER identity_api_key_version ON identity_api_key;
DROP TRIGGER identity_role_version ON identity_role;
DROP TRIGGER identity_team_member_version ON identity_team_member;
DROP TRIGGER identity_team_version ON identity_team;
DROP TRIGGER identity_member_version ON identity_member;
DROP FUNCTION identity_raise_workspace_version();
"""

# Team and member point at each other, so this reference comes after both are protected.
TEAM_MANAGER = """
ALTER TABLE identity_team ADD CONSTRAINT identity_team_manager_id_same_workspace
  FOREIGN KEY (workspace_id, manager_id) REFERENCES identity_member (workspace_id, id)
  DEFERRABLE INITIALLY IMMEDIATE
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial"), ("kernel", "0002_protection")]

    operations = [
        ProtectWorkspaceTable("identity_role"),
        ProtectWorkspaceTable("identity_team"),
        ProtectWorkspaceTable(
            "identity_member",
            references={"role_id": "identity_role", "main_team_id": "identity_team"},
            on_delete={"main_team_id": "SET NULL"},
            visible_to_user="user_id",
        ),
        migrations.RunSQL(
            TEAM_MANAGER, "ALTER TABLE identity_team DROP CONSTRAINT identity_team_manager_id_same_workspace"
        ),
        ProtectWorkspaceTable(
            "identity_team_member",
            references={"team_id": "identity_team", "member_id": "identity_member"},
            on_delete={"team_id": "CASCADE"},
        ),
        ProtectWorkspaceTable("identity_api_key", references={"member_id": "identity_member"}),
        ProtectWorkspaceTable(
            "identity_invitation",
            references={
                "role_id": "identity_role",
                "team_id": "identity_team",
                "invited_by_id": "identity_member",
            },
            on_delete={"team_id": "SET NULL"},
        ),
        migrations.RunSQL(USER_VERSION, DROP_USER_VERSION),
        migrations.RunSQL(WORKSPACE_VERSION, DROP_WORKSPACE_VERSION),
    ]
