from datetime import date

import pytest

from sillage.kernel.errors import InvalidFields
from sillage.kernel.values import clean
from sillage.products.catalogue.rules import CLEANERS, columns_of, vat_rate
from sillage.products.catalogue.types import vat_rates_on


@pytest.mark.parametrize(
    ("written", "kept"),
    [("20", "20"), ("20,0 %", "20"), (5.5, "5.5"), ("5,50", "5.5"), ("0", "0"), ("8.5 %", "8.5"), (2.1, "2.1")],
)
def test_a_vat_rate_is_kept_as_the_table_writes_it(written, kept):
    assert vat_rate(written) == kept


@pytest.mark.parametrize("written", ["19.6", "-20", "vingt", "", "NaN", "1e2", None])
def test_a_rate_outside_the_table_is_refused(written):
    with pytest.raises(InvalidFields) as refused:
        clean({"vat_rate": written or "?"}, CLEANERS)

    assert [(field.path, field.code) for field in refused.value.fields] == [("vat_rate", "unknown_vat_rate")]


def test_the_table_answers_for_the_days_it_covers_only():
    today = [entry.rate for entry in vat_rates_on(date(2026, 11, 21))]

    assert today == ["20", "10", "5.5", "2.1", "0", "8.5", "1.75", "1.05"]
    assert vat_rates_on(date(2013, 12, 31)) == ()


def test_prices_become_hundredths_and_references_comparable():
    fields = clean({"reference": " AUD-É1 ", "name": "Audit  énergie", "price": "1250.50", "currency": "eur"}, CLEANERS)

    assert columns_of(fields) == {
        "reference": "AUD-É1",
        "reference_key": "aud-e1",
        "name": "Audit énergie",
        "sort_name": "audit energie",
        "price_minor": 125050,
        "currency": "EUR",
    }
