import pytest

from sillage.kernel.text import plain_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Éva  ", "Éva"),
        ("\u202e\u200b \ufeff", ""),
        ("\u202a+33 6 39 98 20 74\u202c", "+33 6 39 98 20 74"),
        ("fdp.\u202eexe", "fdp.exe"),
        ("שלום", "שלום"),
        (
            "👩‍🚀 \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            "👩‍🚀 \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        ),
    ],
)
def test_a_line_keeps_what_is_seen_and_nothing_that_turns_it_around(typed: str, kept: str) -> None:
    assert plain_line(typed) == kept
