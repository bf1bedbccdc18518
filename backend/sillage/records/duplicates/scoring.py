"""How likely two records are one: proofs that add up, contradictions that speak against it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from sillage.kernel.text import normalise
from sillage.records.duplicates.ports import DuplicateRules, KeyKind, KeyRule
from sillage.records.duplicates.rules import (
    KEY_LENGTH,
    company_core,
    company_key,
    email_domain,
    is_mobile,
    linkedin_path,
    person_tokens,
    site_domain,
    sound_of_company,
    sound_of_person,
)

# From here on a pair is put to review, and from here on a look-alike is worth a warning.
REVIEWED = 60
WARNED = 40

Values = Mapping[str, Sequence[str]]
_SIMILAR = 88
_PART = 6
_UNLIKE = 60
# What a contradiction leaves of the score.
_OTHER_SIREN = 0.35
_OTHER_PERSON = 0.5
# Half of the name is another: a colleague of the same first name, or a new name after a wedding.
_PARTLY_OTHER = 0.7
# Proofs by themselves: when one of these matches that did not before, "not a duplicate" is asked again.
_IDENTIFYING = frozenset(
    {KeyKind.SIREN, KeyKind.SIRET, KeyKind.VAT_NUMBER, KeyKind.EMAIL, KeyKind.PHONE, KeyKind.LINKEDIN}
)
# What only supports other proofs: thousands share a town.
_SUPPORTING = frozenset({KeyKind.RELATED, KeyKind.PLACE})
# A domain proves little for people: it stands in a block of its own only where it weighs enough.
_BLOCKING_DOMAIN = 40


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing two records have in common and how much of a proof it is (1 to 99)."""

    kind: str
    weight: int


@dataclass(frozen=True, slots=True)
class Finding:
    """The score of two records, 0 to 100, its reasons and hashes of the identifying values they share."""

    score: int
    reasons: tuple[Reason, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparable:
    """A record ready to be compared: per rule its normalised values."""

    parts: tuple[frozenset[str], ...]
    tokens: tuple[str, ...]
    cores: tuple[str, ...]


def _linkedin(value: str) -> str | None:
    return linkedin_path(value)


def _domain(value: str) -> str | None:
    return email_domain(value) if "@" in value else site_domain(value)


def _plain(value: str) -> str | None:
    return normalise(value) or None


_NORMAL: dict[KeyKind, Callable[[str], str | None]] = {
    KeyKind.LINKEDIN: _linkedin,
    KeyKind.DOMAIN: _domain,
    KeyKind.SIREN: lambda value: value[:9],
    KeyKind.COMPANY: lambda value: company_key(value) or None,
}


def texts_of(rule: KeyRule, values: Values) -> list[str]:
    """The values of a record that a rule compares."""
    names = (*rule.fields, *(through.table for through in rule.through))
    return [text for name in names for text in values.get(name, ()) if text]


def comparable(rules: DuplicateRules, values: Values) -> Comparable:
    """Normalise what a record's comparison needs."""
    parts: list[frozenset[str]] = []
    tokens: tuple[str, ...] = ()
    cores: tuple[str, ...] = ()
    for rule in rules.keys:
        texts = texts_of(rule, values)
        if rule.kind is KeyKind.PERSON:
            tokens = person_tokens(*texts)
            parts.append(frozenset((" ".join(tokens),)) if tokens else frozenset())
            continue
        if rule.kind is KeyKind.COMPANY:
            cores = tuple(company_core(text) for text in texts)
        clean = _NORMAL.get(rule.kind, _plain)
        parts.append(frozenset(key for text in texts if (key := clean(text))))
    return Comparable(tuple(parts), tokens, cores)


def blocking_keys(rules: DuplicateRules, record: Comparable) -> set[tuple[str, str]]:
    """The keys by which a record is found as a candidate: (kind, key)."""
    found: set[tuple[str, str]] = set()
    for rule, part in zip(rules.keys, record.parts, strict=True):
        if rule.kind in _SUPPORTING or (rule.kind is KeyKind.DOMAIN and rule.weight < _BLOCKING_DOMAIN):
            continue
        if rule.kind is KeyKind.PERSON:
            if record.tokens:
                found.add(("person_sound", sound_of_person(record.tokens)))
            continue
        found |= {(rule.kind.value, key) for key in part}
        if rule.kind is KeyKind.COMPANY:
            found |= {("company_sound", sound_of_company(core)) for core in record.cores}
            # One wrong letter leaves the beginning or the end of a name as it is.
            found |= {("company_start", key[:_PART]) for key in part if len(key) > _PART + 1}
            found |= {("company_end", key[-_PART:]) for key in part if len(key) > _PART + 1}
    return {(kind, key[:KEY_LENGTH]) for kind, key in found if key}


def compare(rules: DuplicateRules, one: Comparable, other: Comparable) -> Finding:
    """Score two records. Weights add up as independent proofs do: 1 − Π(1 − w)."""
    reasons: list[Reason] = []
    evidence: list[str] = []
    factor = 1.0
    for rule, mine, theirs in zip(rules.keys, one.parts, other.parts, strict=True):
        if not (mine and theirs):
            continue
        shared = mine & theirs
        reason = _reason(rules, rule, shared, one, other)
        if reason is not None:
            reasons.append(reason)
        if rule.kind in _IDENTIFYING:
            evidence += [_hash(rule.kind, value) for value in shared]
        if rule.kind is KeyKind.SIREN and not shared:
            factor *= _OTHER_SIREN
        if rule.kind is KeyKind.PERSON and reason is None:
            factor *= _OTHER_PERSON if _unlike(one.tokens, other.tokens) else _PARTLY_OTHER
    proofs = [reason for reason in reasons if reason.kind not in _SUPPORTING]
    if not proofs:
        return Finding(0, (), ())
    doubt = 1.0
    for reason in reasons:
        doubt *= 1 - reason.weight / 100
    ordered = tuple(sorted(reasons, key=lambda reason: (-reason.weight, reason.kind)))
    return Finding(round(100 * (1 - doubt) * factor), ordered, tuple(sorted(evidence)))


def _reason(
    rules: DuplicateRules, rule: KeyRule, shared: frozenset[str], one: Comparable, other: Comparable
) -> Reason | None:
    if rule.kind is KeyKind.PERSON:
        return _alike_persons(rule.weight, one.tokens, other.tokens)
    if rule.kind is KeyKind.COMPANY:
        return Reason("company", rule.weight) if shared else _alike_companies(rule.weight, one.cores, other.cores)
    if not shared:
        return None
    weight = rule.weight
    if rule.kind is KeyKind.PHONE and not any(is_mobile(phone) for phone in shared):
        weight = max(weight - 25, 1)
    if rule.kind is KeyKind.SIREN and _other_siret(rules, one, other):
        return Reason("siren_other_site", min(weight, 55))
    return Reason(rule.kind.value, weight)


def _alike_persons(weight: int, mine: tuple[str, ...], theirs: tuple[str, ...]) -> Reason | None:
    if mine == theirs:
        return Reason("person", weight)
    if sound_of_person(mine) == sound_of_person(theirs):
        return Reason("person_sound", weight - 8)
    if fuzz.ratio(" ".join(mine), " ".join(theirs)) >= _SIMILAR:
        return Reason("person_similar", weight - 12)
    smaller, larger = sorted((set(mine), set(theirs)), key=len)
    return Reason("person_part", max(weight - 30, 1)) if smaller < larger else None


def _unlike(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return not set(mine) & set(theirs) and fuzz.ratio(" ".join(mine), " ".join(theirs)) < _UNLIKE


def _alike_companies(weight: int, mine: Sequence[str], theirs: Sequence[str]) -> Reason | None:
    if {sound_of_company(core) for core in mine} & {sound_of_company(core) for core in theirs}:
        return Reason("company_sound", weight - 10)
    best = max((fuzz.ratio(core, against) for core in mine for against in theirs), default=0)
    return Reason("company_similar", weight - 15) if best >= _SIMILAR else None


def _other_siret(rules: DuplicateRules, one: Comparable, other: Comparable) -> bool:
    for rule, mine, theirs in zip(rules.keys, one.parts, other.parts, strict=True):
        if rule.kind is KeyKind.SIRET:
            return bool(mine and theirs and not mine & theirs)
    return False


def _hash(kind: KeyKind, value: str) -> str:
    """Tells a value from another without keeping it: what is decided about a pair outlives its values."""
    return hashlib.blake2b(f"{kind}:{value}".encode(), digest_size=8).hexdigest()
