"""Upkeep of search."""

from __future__ import annotations

from sillage.identity.workspaces.queries import workspace_ids
from sillage.kernel.db import workspace_transaction
from sillage.kernel.jobs import periodic
from sillage.records.search.actions import forget_unused_words


@periodic("forget_unused_words", cron="41 2 * * *", queue="bulk")
def forget_words_everywhere() -> None:
    """Each night forget the words that no record holds any more."""
    for workspace_id in workspace_ids():
        with workspace_transaction(workspace_id):
            forget_unused_words()
