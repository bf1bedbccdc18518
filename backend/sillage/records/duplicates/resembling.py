"""Look-alikes of a record that is being typed: within what the caller may see, and a word about the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sillage.identity.users.queries import member_names
from sillage.kernel.errors import Forbidden, InvalidFields
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.checks import covers
from sillage.kernel.text import normalise
from sillage.kernel.values import phone as clean_phone
from sillage.records.duplicates.catalogue import rules_of
from sillage.records.duplicates.keys import candidates, comparables, starting_with
from sillage.records.duplicates.ports import DuplicateRules
from sillage.records.duplicates.queries import hidden_setting
from sillage.records.duplicates.rules import company_key
from sillage.records.duplicates.scoring import REVIEWED, WARNED, Finding, blocking_keys, comparable, compare
from sillage.records.duplicates.wording import reason_texts
from sillage.records.objects.queries import object_named, rows_of

SHOWN = 5
_PER_KEY = 40
# A beginning shorter than this resembles everything.
_LEAST_START = 4


def similar(actor: Actor, name: str, asked: Mapping[str, str | None], without: UUID | None = None) -> dict[str, Any]:
    """The records most like what is being typed, with their score and reasons, the likeliest first.

    `asked` holds name, email, phone, siren… as typed. A strong look-alike out of the caller's reach is told of
    without a word about it, when the workspace allows that: `hidden`; its owner only when the workspace says so.
    Raises `InvalidFields` naming `object`, or `Forbidden` for who may neither see nor create such records.
    """
    entry = object_named(name)
    rules = rules_of(entry)
    if rules is None or not (actor.can(f"{name}.see") or actor.can(f"{name}.create")):
        raise Forbidden
    given = comparable(rules, _values(rules, asked))
    ids = candidates(name, blocking_keys(rules, given), _PER_KEY) | _beginning_alike(name, rules, asked)
    findings = _judged(entry.name, rules, given, ids - {without})
    rows = {row.pk: row for row in rows_of(entry).filter(id__in=list(findings))}
    seen = {each for each, row in rows.items() if covers(actor, f"{name}.see", row)}
    titles = entry.titles(actor, seen)
    best = sorted((each for each in seen if each in titles), key=lambda each: (-findings[each].score, str(each)))
    hidden = [each for each in rows if each not in seen and findings[each].score >= REVIEWED]
    said = hidden_setting() if hidden else "nothing"
    owners = member_names({owner for each in hidden if said == "owner" and (owner := rows[each].owner_id)})
    return {
        "items": [
            {
                "id": each,
                "object": name,
                "title": titles[each],
                "score": findings[each].score,
                "reasons": reason_texts(
                    [{"kind": reason.kind, "weight": reason.weight} for reason in findings[each].reasons],
                    actor.language,
                ),
            }
            for each in best[:SHOWN]
        ],
        "hidden": said != "nothing",
        "hidden_owner": next(iter(owners.values()), None),
    }


def _values(rules: DuplicateRules, asked: Mapping[str, str | None]) -> dict[str, list[str]]:
    fields = dict(rules.asked)
    values: dict[str, list[str]] = {}
    for word, text in asked.items():
        cleaned = _clean(word, text) if text and word in fields else None
        if cleaned:
            values.setdefault(fields[word], []).append(cleaned)
    return values


def _clean(word: str, text: str) -> str | None:
    """What is typed as a record would hold it; half-typed numbers are no proof yet."""
    if word == "phone":
        try:
            return clean_phone(text)
        except (ValueError, InvalidFields):
            return None
    if word in ("siren", "siret"):
        digits = "".join(char for char in text if char.isdigit())
        return digits if len(digits) in (9, 14) else None
    if word == "email":
        return normalise(text) if "@" in text else None
    return text.strip()


def _beginning_alike(name: str, rules: DuplicateRules, asked: Mapping[str, str | None]) -> set[UUID]:
    if not any(rule.kind.value == "company" for rule in rules.keys):
        return set()
    start = company_key(asked.get("name") or "")
    return starting_with(name, "company", start, _PER_KEY) if len(start) >= _LEAST_START else set()


def _judged(name: str, rules: DuplicateRules, given: Any, ids: set[UUID]) -> dict[UUID, Finding]:
    entry = object_named(name)
    found = {}
    for record_id, record in comparables(entry, rules, ids).items():
        finding = compare(rules, given, record)
        if finding.score >= WARNED:
            found[record_id] = finding
    return found
