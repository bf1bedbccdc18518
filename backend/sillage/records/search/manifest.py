"""What search offers the house."""

from sillage.kernel.registry import Manifest

manifest = Manifest(
    module="records.search",
    # The index repeats what the records' own events have told.
    silent_actions=frozenset(
        f"records.search.actions.{name}"
        for name in ("index_records", "hand_over_records", "forget_records", "forget_unused_words")
    ),
)
