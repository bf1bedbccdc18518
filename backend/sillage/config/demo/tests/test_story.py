"""The demo's story: the same each time, and possible."""

from collections import Counter
from datetime import date, datetime

import pytest
from stdnum.eu import vat
from stdnum.fr import siren

from sillage.config.demo.story import PARIS, tell_story

TODAY = date(2026, 6, 15)


def test_the_same_seed_and_day_tell_the_same_story() -> None:
    first, second = tell_story(TODAY), tell_story(TODAY)

    assert first == second
    assert tell_story(TODAY, seed=1) != first


def test_names_and_totals_are_those_of_the_seed() -> None:
    story = tell_story(TODAY)

    assert [company.name for company in story.companies[:3]] == [
        "Ferrand Confection",
        "Ateliers de l’Orme",
        "Cabinet Marchetti",
    ]
    assert [f"{person.first_name} {person.last_name}" for person in story.people[:3]] == [
        "Yann Desroches",
        "Laurence Lafont",
        "Charlotte Pineault",
    ]
    assert (len(story.companies), len(story.people), len(story.deals)) == (220, 600, 400)
    assert sum(len(deal.moves) for deal in story.deals) == 1126
    assert len(story.notes) == 712
    ends = Counter(deal.moves[-1][1] if deal.moves else 0 for deal in story.deals)
    assert (ends[4], ends[5]) == (117, 183)
    assert sum(deal.amount for deal in story.deals) == 10_432_500
    assert sum(deal.amount for deal in story.deals if deal.moves and deal.moves[-1][1] == 4) == 2_988_600


def test_companies_are_distinct_with_numbers_that_pass_their_keys_and_belong_to_nobody() -> None:
    story = tell_story(TODAY)

    assert len({company.siren for company in story.companies}) == 220
    assert len({company.name for company in story.companies}) == 220
    assert all(siren.is_valid(company.siren) and company.siren.startswith("000") for company in story.companies)
    assert all(vat.is_valid(company.vat_number) for company in story.companies)
    assert all(person.mobile.startswith("+3363998") for person in story.people)
    assert all(person.email.endswith(".example") for person in story.people)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 2, 28), date(2026, 8, 31), date(2028, 2, 29)])
def test_everything_happens_in_a_possible_order_and_in_the_past(day: date) -> None:
    story = tell_story(day)
    midnight = datetime.combine(day, datetime.min.time(), PARIS)

    for person in story.people:
        assert story.companies[person.company].known_since < person.known_since < midnight
    for deal in story.deals:
        moments = [deal.opened_at, *(moment for moment, _ in deal.moves)]
        assert moments == sorted(moments)
        assert moments[-1] < midnight
        assert all(story.people[one].known_since < deal.opened_at for one in deal.contacts)
        assert (deal.lost_reason is not None) == (bool(deal.moves) and deal.moves[-1][1] == 5)
    for note in story.notes:
        assert note.at < midnight
        assert note.deal is None or note.at > story.deals[note.deal].opened_at
    assert [note.at for note in story.notes] == sorted(note.at for note in story.notes)
