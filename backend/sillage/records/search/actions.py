"""Keeping search in step with the records, in the transaction of their write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from sillage.kernel import clock
from sillage.kernel.db import current_workspace_id, new_id
from sillage.kernel.text import normalise
from sillage.records.search.rules import lexemes, owner_lexeme, title_words
from sillage.records.search.types import SearchEntry

_BATCH = 1_000
_SORTED_TITLE_LENGTH = 200

_WRITE = """
WITH entry AS (
  INSERT INTO records_search_entry AS e (id, workspace_id, object, title, subtitle, texts, sort_title,
    owner_id, team_id, updated_at, tokens)
  SELECT id, %(workspace)s, object, title, subtitle, texts, sort_title, owner_id, team_id, %(now)s,
    array_to_tsvector(lexemes)
  FROM jsonb_to_recordset(%(entries)s) AS n(id uuid, object text, title text, subtitle text, texts text[],
    sort_title text, owner_id uuid, team_id uuid, lexemes text[])
  ON CONFLICT (id) DO UPDATE SET title = excluded.title, subtitle = excluded.subtitle,
    texts = excluded.texts, sort_title = excluded.sort_title, owner_id = excluded.owner_id,
    team_id = excluded.team_id, updated_at = excluded.updated_at, tokens = excluded.tokens
)
INSERT INTO records_search_word (id, workspace_id, word, reversed)
SELECT n.id, %(workspace)s, n.word, reverse(n.word)
FROM jsonb_to_recordset(%(words)s) AS n(id uuid, word text)
WHERE NOT EXISTS (
  SELECT FROM records_search_word known WHERE known.workspace_id = %(workspace)s AND known.word = n.word)
"""

_HAND_OVER = """
UPDATE records_search_entry SET tokens = array_to_tsvector(ARRAY(
    SELECT each FROM unnest(tsvector_to_array(tokens)) AS each WHERE NOT starts_with(each, %s || '=')) || %s::text[]),
  owner_id = %s, team_id = %s, updated_at = %s
WHERE object = %s AND id = ANY(%s)
"""
_FORGET_WORDS = """
DELETE FROM records_search_word word WHERE NOT EXISTS (
  SELECT FROM (SELECT DISTINCT unnest(tsvector_to_array(tokens)) AS each FROM records_search_entry) used
  WHERE used.each = %s || word.word)
"""


def index_records(entries: Sequence[SearchEntry]) -> None:
    """Make records findable, or bring what finds them up to date; one statement per 1,000."""
    for start in range(0, len(entries), _BATCH):
        _write(entries[start : start + _BATCH])


def _write(entries: Sequence[SearchEntry]) -> None:
    workspace_id = current_workspace_id()
    # A record given twice in one call would be updated twice by one statement, which PostgreSQL refuses.
    last = {entry.record_id: entry for entry in entries}
    known = {word for entry in last.values() for word in title_words(entry)}
    parameters: dict[str, Any] = {
        "workspace": workspace_id,
        "now": clock.now(),
        "entries": orjson.dumps([_row(workspace_id, entry) for entry in last.values()]).decode(),
        "words": orjson.dumps([{"id": new_id(), "word": word} for word in sorted(known)]).decode(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, parameters)


def _row(workspace_id: UUID, entry: SearchEntry) -> dict[str, Any]:
    return {
        "id": entry.record_id,
        "object": entry.object,
        "title": entry.title,
        "subtitle": entry.subtitle,
        "texts": [text for text in (*entry.texts, *entry.phones) if text],
        "sort_title": normalise(entry.title)[:_SORTED_TITLE_LENGTH],
        "owner_id": entry.owner_id,
        "team_id": entry.team_id,
        "lexemes": lexemes(workspace_id, entry),
    }


def hand_over_records(object: str, ids: Iterable[UUID], owner_id: UUID | None, team_id: UUID | None) -> None:
    """Let records be found by their new owner and team, without indexing their words again."""
    workspace = current_workspace_id()
    marks = [owner_lexeme(workspace, each) for each in (owner_id, team_id) if each]
    with connection.cursor() as cursor:
        cursor.execute(_HAND_OVER, [workspace.hex, marks, owner_id, team_id, clock.now(), object, list(ids)])


def forget_records(object: str, ids: Iterable[UUID]) -> None:
    """Make records of one kind unfindable: deleted or erased ones."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_search_entry WHERE object = %s AND id = ANY(%s)", [object, list(ids)])


def forget_unused_words() -> int:
    """Forget the words that no findable record holds any more (erased people's names among them)."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_WORDS, [current_workspace_id().hex])
        return int(cursor.rowcount)
