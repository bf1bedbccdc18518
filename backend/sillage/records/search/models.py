"""Tables of search."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from sillage.kernel.db.models import WorkspaceModel


class Entry(WorkspaceModel):
    """How one record is found. `id` is the id of the record itself."""

    object = models.CharField(max_length=32)
    title = models.TextField()
    subtitle = models.TextField(default="")
    texts = ArrayField(models.TextField(), default=list)
    sort_title = models.TextField(db_collation="C")
    owner_id = models.UUIDField(null=True)
    team_id = models.UUIDField(null=True)
    updated_at = models.DateTimeField()
    tokens = SearchVectorField()

    class Meta:
        db_table = "records_search_entry"
        indexes = (
            # A short pending list: what it holds is scanned by every search.
            GinIndex(fields=["tokens"], name="records_search_words", gin_pending_list_limit=256),
            models.Index(fields=["workspace_id", "object", "-updated_at"], name="records_search_recent"),
            models.Index(fields=["workspace_id", "owner_id", "object", "-updated_at"], name="records_search_own"),
            models.Index(fields=["workspace_id", "team_id", "object", "-updated_at"], name="records_search_team"),
            models.Index(fields=["workspace_id", "sort_title"], name="records_search_title"),
        )


class KnownWord(WorkspaceModel):
    """A word of some title, kept both ways round so that a typo leaves one end to look it up by.

    Doubles are harmless; a unique key would make writers of the same new word wait for one another.
    """

    word = models.CharField(max_length=48, db_collation="C")
    reversed = models.CharField(max_length=48, db_collation="C")

    class Meta:
        db_table = "records_search_word"
        indexes = (
            models.Index(fields=["workspace_id", "word"], name="records_search_word_start"),
            models.Index(fields=["workspace_id", "reversed"], name="records_search_word_end"),
        )
