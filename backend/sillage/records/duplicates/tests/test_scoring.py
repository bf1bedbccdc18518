"""How proofs and contradictions make a score."""

from __future__ import annotations

from typing import Any

import pytest

from sillage.kernel.registry import registry
from sillage.records.duplicates.ports import DuplicateRules
from sillage.records.duplicates.scoring import REVIEWED, Finding, blocking_keys, comparable, compare


def rules(name: str) -> DuplicateRules:
    offered = registry.offer(f"duplicate_rules:{name}")
    assert offered is not None
    found: DuplicateRules = offered()
    return found


def scored(name: str, one: dict[str, Any], other: dict[str, Any]) -> Finding:
    given = [{field: [value] for field, value in each.items()} for each in (one, other)]
    mine, theirs = (comparable(rules(name), each) for each in given)
    return compare(rules(name), mine, theirs)


CLAIRE = {"first_name": "Claire", "last_name": "Vasseur"}


@pytest.mark.parametrize(
    ("one", "other", "score", "kinds"),
    [
        (CLAIRE, CLAIRE, 55, ["person"]),
        (CLAIRE | {"email": "c@a.fr"}, CLAIRE | {"email": "c@a.fr"}, 96, ["email", "person", "domain"]),
        (CLAIRE | {"organisation_id": "1"}, CLAIRE | {"organisation_id": "1"}, 75, ["person", "related"]),
        (CLAIRE, {"first_name": "Clair", "last_name": "Vasseur"}, 43, ["person_similar"]),
        ({"first_name": "Philippe", "last_name": "Durand"}, {"first_name": "Filipe", "last_name": "Durant"}, 47,
         ["person_sound"]),
        ({"organisation_id": "1", "city": "Rennes"}, {"organisation_id": "1", "city": "Rennes"}, 0, []),
        (CLAIRE | {"mobile": "+33639980011"}, CLAIRE | {"phone": "+33639980011"}, 83, ["phone", "person"]),
        (CLAIRE | {"phone": "+33299112233"}, {"last_name": "Roux", "phone": "+33299112233"}, 18, ["phone"]),
        (CLAIRE | {"organisation_id": "1", "phone": "+33299112233"},
         {"first_name": "Claire", "last_name": "Roux", "organisation_id": "1", "phone": "+33299112233"}, 46,
         ["related", "phone"]),
        (CLAIRE | {"email": "contact@a.fr"}, {"last_name": "Roux", "email": "contact@a.fr"}, 46, ["email", "domain"]),
    ],
)  # fmt: skip
def test_contacts(one: dict[str, str], other: dict[str, str], score: int, kinds: list[str]) -> None:
    finding = scored("contact", one, other)

    assert (finding.score, [reason.kind for reason in finding.reasons]) == (score, kinds)


@pytest.mark.parametrize(
    ("one", "other", "score", "kinds"),
    [
        ({"name": "Solhène SAS"}, {"name": "SOLHENE"}, 75, ["company"]),
        ({"name": "Solhène"}, {"name": "Verrerie", "legal_name": "Solhène SA"}, 75, ["company"]),
        ({"name": "Philibert"}, {"name": "Filiber"}, 65, ["company_sound"]),
        ({"name": "Papeteries Lacroix"}, {"name": "Papeteries Lacroux"}, 60, ["company_similar"]),
        ({"name": "A", "siren": "732829320"}, {"name": "B", "siren": "732829320"}, 97, ["siren"]),
        ({"name": "Solhène", "siren": "732829320"}, {"name": "Solhène", "siren": "356000000"}, 26, ["company"]),
        ({"name": "A", "website": "solhene.fr"}, {"name": "B", "website": "https://www.solhene.fr"}, 55, ["domain"]),
    ],
)  # fmt: skip
def test_organisations(one: dict[str, str], other: dict[str, str], score: int, kinds: list[str]) -> None:
    finding = scored("organisation", one, other)

    assert (finding.score, [reason.kind for reason in finding.reasons]) == (score, kinds)


def test_what_is_put_to_review_is_found_by_a_key_both_have() -> None:
    one = comparable(rules("organisation"), {"name": ["Philibert SARL"]})
    other = comparable(rules("organisation"), {"name": ["Filiber"]})

    shared = blocking_keys(rules("organisation"), one) & blocking_keys(rules("organisation"), other)

    assert compare(rules("organisation"), one, other).score >= REVIEWED
    assert {kind for kind, _ in shared} == {"company_sound"}


def test_evidence_names_identifying_keys_without_their_values() -> None:
    finding = scored("contact", CLAIRE | {"email": "c@a.fr"}, CLAIRE | {"email": "c@a.fr"})

    assert len(finding.evidence) == 1
    assert "a.fr" not in finding.evidence[0]
