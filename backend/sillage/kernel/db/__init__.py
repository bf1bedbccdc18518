"""The database as filter: workspace rows, transactions that carry their workspace, identifiers."""

from sillage.kernel.db.context import (
    Unit,
    caused_by,
    current_unit,
    current_workspace_id,
    enter_workspace,
    workspace_transaction,
)
from sillage.kernel.db.identifiers import new_id

__all__ = [
    "Unit",
    "caused_by",
    "current_unit",
    "current_workspace_id",
    "enter_workspace",
    "new_id",
    "workspace_transaction",
]
