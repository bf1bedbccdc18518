"""What the grid offers the house."""

from sillage.kernel.registry import Manifest

manifest = Manifest(
    module="records.grid",
    # The records' own actions, registered by their modules, tell what happened.
    silent_actions=frozenset(
        f"records.grid.actions.{name}" for name in ("create_record", "update_record", "delete_record")
    ),
)
