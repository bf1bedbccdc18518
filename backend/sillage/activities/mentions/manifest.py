"""What mentions offer the house."""

from sillage.kernel.registry import Manifest

manifest = Manifest(
    module="activities.mentions",
    # One only looks; the other notes that its reader has seen what was told to him.
    silent_actions=frozenset(
        {"activities.mentions.actions.check_mentions", "activities.mentions.actions.read_mentions"}
    ),
)
