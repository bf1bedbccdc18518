"""Finding records by what a person types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from sillage.kernel.permissions import Actor, Scope
from sillage.kernel.registry import registry
from sillage.kernel.text import normalise
from sillage.records.search.rules import (
    TYPO_LENGTH,
    asked_words,
    matching_text,
    mended,
    object_lexeme,
    owner_lexeme,
    text_search_query,
    typo_pieces,
)
from sillage.records.search.types import Hit

_MOST_CANDIDATES = 4_000

# The function gives ids only; the rows are read here, under row-level security and the actor's scope.
_SEARCH = """
SELECT e.object, e.id, e.title, e.subtitle, e.texts
FROM unnest(sillage_search(%(wanted)s, %(scoped)s, %(exact)s, %(full)s::text[], %(team)s::text[], %(own)s::text[],
  %(member)s::uuid, %(teams)s::uuid[], %(most)s)) WITH ORDINALITY AS found(id, place)
JOIN records_search_entry e ON e.id = found.id
WHERE e.object = ANY(%(full)s::text[])
   OR (e.owner_id = %(member)s::uuid AND e.object = ANY(%(own)s::text[] || %(team)s::text[]))
   OR (e.team_id = ANY(%(teams)s::uuid[]) AND e.object = ANY(%(team)s::text[]))
ORDER BY found.place
"""

_CANDIDATES = """
(SELECT word FROM records_search_word WHERE word >= %(start)s AND word < %(start_end)s LIMIT %(most)s)
UNION
(SELECT word FROM records_search_word WHERE reversed >= %(back)s AND reversed < %(back_end)s LIMIT %(most)s)
"""


@dataclass(frozen=True, slots=True)
class _Reach:
    """The kinds of record an actor sees, by how far."""

    full: list[str]
    team: list[str]
    own: list[str]

    @property
    def empty(self) -> bool:
        """True when nothing can be found."""
        return not (self.full or self.team or self.own)


def search_records(actor: Actor, query: str, *, limit: int = 20) -> list[Hit]:
    """The records the actor may see that hold every word typed: exact title, in the title, own, then most recent.

    Case, accents and the notation of phone numbers do not matter, and each word may be unfinished.
    When nothing is found, words of titles one slip away are looked for instead.
    """
    asked = asked_words(query)
    reach = _reach(actor)
    if not asked or reach.empty:
        return []
    exact = normalise(query)
    hits = _found(actor, reach, asked, exact, limit)
    if hits:
        return hits
    guessed = [_with_mended(each) for each in asked]
    return _found(actor, reach, guessed, exact, limit) if guessed != asked else []


def _reach(actor: Actor) -> _Reach:
    reach = _Reach([], [], [])
    groups = {Scope.ALL: reach.full, Scope.TEAM: reach.team, Scope.OWN: reach.own}
    for name in registry.objects():
        scope = actor.scope(f"{name}.see")
        if scope is not None:
            groups[scope].append(name)
    return reach


def _found(
    actor: Actor,
    reach: _Reach,
    asked: Sequence[tuple[str, ...]],
    exact: str,
    limit: int,
    *,
    scoped: str | None = None,
) -> list[Hit]:
    parameters: dict[str, Any] = {
        "wanted": text_search_query(actor.workspace_id, asked),
        "scoped": _scope_query(actor, reach) if scoped is None else scoped,
        "exact": exact,
        "full": reach.full,
        "team": reach.team,
        "own": reach.own,
        "member": actor.member_id,
        "teams": sorted(actor.team_ids),
        "most": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, parameters)
        rows = cursor.fetchall()
    return [
        Hit(kind, record_id, title, subtitle, matching_text(asked, [title, *texts]) or title)
        for kind, record_id, title, subtitle, texts in rows
    ]


def _scope_query(actor: Actor, reach: _Reach) -> str:
    """The actor's scope in tsquery notation; empty when he sees everything."""
    if not reach.team and not reach.own:
        return ""
    workspace = actor.workspace_id
    own = [owner_lexeme(workspace, actor.member_id)] if actor.member_id else []
    teams = [owner_lexeme(workspace, team) for team in sorted(actor.team_ids)]
    if not reach.full and not reach.own:
        return _any(own + teams)
    if not reach.full and not reach.team:
        return _any(own)
    kinds = [_any(object_lexeme(workspace, name) for name in group) for group in (reach.full, reach.team, reach.own)]
    parts = [kinds[0]] if reach.full else []
    parts += [f"({kinds[1]} & {_any(own + teams)})"] if reach.team else []
    parts += [f"({kinds[2]} & {_any(own)})"] if reach.own else []
    return "(" + " | ".join(parts) + ")"


def _any(lexemes: Iterable[str]) -> str:
    # A lexeme no record holds stands for "nobody", because an empty group is not a query.
    return "(" + " | ".join(f"'{each}'" for each in lexemes or ["-"]) + ")"


def _with_mended(alternatives: tuple[str, ...]) -> tuple[str, ...]:
    word = alternatives[0]
    if len(word) < TYPO_LENGTH or word.isdecimal() or "@" in word:
        return alternatives
    return (*alternatives, *mended(word, _candidates(word)))


def _candidates(word: str) -> set[str]:
    """Known words that share the start or the end of the word."""
    start, end = typo_pieces(word)
    back = end[::-1]
    parameters: dict[str, Any] = {
        "start": start,
        "start_end": _after_prefix(start),
        "back": back,
        "back_end": _after_prefix(back),
        "most": _MOST_CANDIDATES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, parameters)
        return {found for (found,) in cursor.fetchall()}


def _after_prefix(prefix: str) -> str:
    """The smallest text that sorts after every text with this prefix, in byte order."""
    last = ord(prefix[-1]) + 1
    # Surrogates are not characters; nothing sorts between them.
    return prefix[:-1] + chr(0xE000 if 0xD800 <= last < 0xE000 else min(last, 0x10FFFF))


def matching_ids(actor: Actor, object: str, query: str, *, limit: int) -> list[UUID]:
    """The ids of the records of one kind that hold every word typed and that the actor may see, at most `limit`.

    What holds no letter or digit finds nothing.
    """
    scope = actor.scope(f"{object}.see")
    asked = asked_words(query)
    if scope is None or not asked:
        return []
    reach = _Reach([], [], [])
    {Scope.ALL: reach.full, Scope.TEAM: reach.team, Scope.OWN: reach.own}[scope].append(object)
    # Other kinds of record must not fill the answer.
    scoped = _scope_query(actor, reach)
    kind = f"'{object_lexeme(actor.workspace_id, object)}'"
    hits = _found(actor, reach, asked, normalise(query), limit, scoped=f"{scoped} & {kind}" if scoped else kind)
    return [hit.id for hit in hits if hit.object == object]
