"""What accounts offer the house."""

from sillage.kernel.registry import Manifest

manifest = Manifest(
    module="identity.users",
    # Accounts are global: what happens to them is told by the workspace action that caused it.
    silent_actions=frozenset(
        {
            "identity.users.actions.create_account",
            "identity.users.actions.choose_workspace",
            "identity.users.actions.replace_password",
        }
    ),
)
