from datetime import date

import pytest

from sillage.kernel.values import WrongValue
from sillage.sales.deals.rules import Outcome, between, involved, outcome

TODAY = date(2026, 11, 20)


def test_a_won_or_lost_stage_closes_a_deal_today():
    assert outcome("won", TODAY) == Outcome("won", TODAY, None)
    assert outcome("lost", TODAY, lost_reason="Prix") == Outcome("lost", TODAY, "Prix")


def test_a_closing_day_that_is_given_or_already_known_is_kept():
    before = Outcome("won", date(2026, 3, 1), None)

    assert outcome("won", TODAY, closed_on=date(2026, 1, 2)).closed_on == date(2026, 1, 2)
    assert outcome("won", TODAY, before=before).closed_on == date(2026, 3, 1)
    assert outcome("lost", TODAY, before=before).closed_on == TODAY


def test_reopening_forgets_day_and_reason():
    before = Outcome("lost", date(2026, 3, 1), "Prix")

    assert outcome("open", TODAY, before=before) == Outcome("open", None, None)


def test_only_a_lost_deal_keeps_a_reason():
    assert outcome("won", TODAY, lost_reason="Prix").lost_reason is None
    assert outcome("lost", TODAY, before=Outcome("lost", TODAY, "Prix")).lost_reason == "Prix"


def test_a_deal_lands_between_its_neighbours():
    assert between(None, None) == 0.0
    assert between(None, 0.0) == -1024.0
    assert between(2048.0, None) == 3072.0
    assert between(0.0, 1024.0) == 512.0


def test_neighbours_without_room_between_them_are_told():
    assert between(1.0, 1.0) is None
    assert between(1.0, 1.0 + 1e-9) is None
    assert between(2.0, 1.0) is None


def test_each_contact_of_a_deal_counts_once_in_the_order_given():
    first, second = "01890000-0000-7000-8000-000000000001", "01890000-0000-7000-8000-000000000002"

    found = involved([{"id": second, "role": "decider"}, {"id": first}, {"id": second, "role": "user"}])

    assert found == [{"id": second, "role": "decider"}, {"id": first, "role": None}]
    with pytest.raises(WrongValue):
        involved([{"id": first, "role": "boss"}])
