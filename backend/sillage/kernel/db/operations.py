"""Migration operations that make a table safe for many workspaces."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import connections
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# A STABLE expression, evaluated once per scan; an unset workspace gives NULL and so no row.
WORKSPACE = "nullif(current_setting('app.workspace', true), '')::uuid"
USER = "nullif(current_setting('app.user', true), '')::uuid"


class ProtectWorkspaceTable(Operation):
    """Force row-level security on a workspace table and tie its references to the same workspace.

    `references` maps a column to the table it points to; each becomes a composite foreign key
    (workspace_id, column) -> (workspace_id, id), because foreign-key checks ignore row-level
    security. `visible_to_user` names a column holding a user: its rows are also readable by that
    user (sign-in lists a person's memberships before a workspace is chosen).
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self,
        table: str,
        references: Mapping[str, str] | None = None,
        *,
        on_delete: Mapping[str, str] | None = None,
        visible_to_user: str | None = None,
        unique_id: bool = True,
    ) -> None:
        self.table = table
        self.references = dict(references or {})
        self.on_delete = dict(on_delete or {})
        self.visible_to_user = visible_to_user
        self.unique_id = unique_id

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """The arguments as the migration writer needs them."""
        kwargs: dict[str, object] = {
            "references": self.references,
            "on_delete": self.on_delete,
            "visible_to_user": self.visible_to_user,
            "unique_id": self.unique_id,
        }
        return self.__class__.__name__, [self.table], kwargs

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's own state does not change."""

    def _foreign_keys(self) -> list[str]:
        statements = []
        for column, target in self.references.items():
            # SET NULL must name the column, or it would empty workspace_id too.
            rule = self.on_delete.get(column, "NO ACTION")
            rule = f"SET NULL ({column})" if rule == "SET NULL" else rule
            statements.append(
                f"ALTER TABLE {self.table} ADD CONSTRAINT {self.table}_{column}_same_workspace "
                f"FOREIGN KEY (workspace_id, {column}) REFERENCES {target} (workspace_id, id) "
                f"ON DELETE {rule} DEFERRABLE INITIALLY IMMEDIATE"
            )
        return statements

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Add the unique key, the policy and the composite foreign keys."""
        table = self.table
        readable = f"workspace_id = {WORKSPACE}"
        policies = [f"CREATE POLICY workspace ON {table} USING ({readable}) WITH CHECK ({readable})"]
        if self.visible_to_user:
            policies.append(f"CREATE POLICY own_rows ON {table} FOR SELECT USING ({self.visible_to_user} = {USER})")
        unique = f"ALTER TABLE {table} ADD CONSTRAINT {table}_workspace_id_id UNIQUE (workspace_id, id)"
        statements = [
            *([unique] if self.unique_id else []),
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            *policies,
            *self._foreign_keys(),
        ]
        for statement in statements:
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop what was added."""
        for column in self.references:
            schema_editor.execute(f"ALTER TABLE {self.table} DROP CONSTRAINT {self.table}_{column}_same_workspace")
        if self.visible_to_user:
            schema_editor.execute(f"DROP POLICY own_rows ON {self.table}")
        schema_editor.execute(f"DROP POLICY workspace ON {self.table}")
        schema_editor.execute(f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY")
        if self.unique_id:
            schema_editor.execute(f"ALTER TABLE {self.table} DROP CONSTRAINT {self.table}_workspace_id_id")

    def describe(self) -> str:
        """A line for `migrate --verbosity`."""
        return f"Protect workspace table {self.table}"


class InEachWorkspace(Operation):
    """Run a data migration once inside every workspace.

    The owner is bound by the forced policies too: a plain `RunPython` would see no row, silently.
    `step(schema_editor, workspace_id)` runs with the workspace set.
    """

    reduces_to_sql = False
    reversible = True

    def __init__(self, step: Callable[[BaseDatabaseSchemaEditor, UUID], None]) -> None:
        self.step = step

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """The arguments as the migration writer needs them."""
        return self.__class__.__name__, [self.step], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's own state does not change."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Enter each workspace in turn and run the step there."""
        with connections[schema_editor.connection.alias].cursor() as cursor:
            cursor.execute("SELECT id FROM identity_workspace ORDER BY id")
            for (workspace_id,) in cursor.fetchall():
                cursor.execute("SELECT set_config('app.workspace', %s, true)", [str(workspace_id)])
                self.step(schema_editor, workspace_id)
            cursor.execute("SELECT set_config('app.workspace', '', true)")

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Data migrations are not undone: expand, migrate, contract."""

    def describe(self) -> str:
        """A line for `migrate --verbosity`."""
        return "Run a data migration inside each workspace"
