"""Which words a record is found by, and what a person means by what he typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from uuid import UUID

import phonenumbers
from rapidfuzz.distance import OSA

from sillage.kernel.text import normalise, words
from sillage.records.search.types import SearchEntry

MAX_WORDS = 120
MAX_QUERY_WORDS = 8
_WORD_LENGTH = 48
_ADDRESS_LENGTH = 80
_HOME_REGION = "FR"
# France and its overseas departments share one way of dialling: 0262… is +262 262….
_DIALLED_WITH_ZERO = frozenset({33, 262, 590, 594, 596})
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
# What is left of an address needs no quoting in a tsquery.
_NOT_IN_ADDRESS = re.compile(r"[^a-z0-9@._+\-]")
_GLUED = re.compile(r"[^\W_]+(?:['\-.&][^\W_]+)+")
# A word shorter than this has too many neighbours to guess what was meant.
TYPO_LENGTH = 4


def record_words(entry: SearchEntry) -> list[str]:
    """The distinct words that find a record, title first, at most 120."""
    found: dict[str, None] = {}
    for text in (entry.title, *entry.texts):
        found.update(dict.fromkeys(_words_of(text)))
    for phone in entry.phones:
        found.update(dict.fromkeys(phone_words(phone)))
    return list(found)[:MAX_WORDS]


def title_words(entry: SearchEntry) -> list[str]:
    """The words worth remembering to mend a typo: those of the title that have letters."""
    return [word for word in _words_of(entry.title) if len(word) >= TYPO_LENGTH and not word.isdecimal()]


def _words_of(text: str) -> Iterator[str]:
    bare = normalise(text)
    for word in words(bare):
        yield word[:_WORD_LENGTH]
    if "@" in bare:
        for chunk in bare.split():
            yield from _address_words(chunk)
        return
    # "L'Oréal" is also found as "loreal", "552 100 554" as "552100554".
    for glued in _GLUED.findall(bare):
        yield "".join(words(glued))[:_WORD_LENGTH]
    digits = bare.replace(" ", "")
    if digits.isdecimal():
        yield digits[:_WORD_LENGTH]


def _address_words(chunk: str) -> Iterator[str]:
    """An e-mail address in one piece, and its domain after the @: a pasted one is one word to look up."""
    local, at, domain = _NOT_IN_ADDRESS.sub("", chunk).partition("@")
    domain = domain.replace("@", "")
    if at and local:
        yield f"{local}@{domain}"[:_ADDRESS_LENGTH]
    if at and domain:
        yield f"@{domain}"[:_ADDRESS_LENGTH]


def _typed(chunk: str) -> list[str]:
    """The words of one chunk of what was typed; an address, finished or not, is one."""
    addresses = list(_address_words(chunk)) if "@" in chunk else []
    return addresses[:1] or [word[:_WORD_LENGTH] for word in words(chunk)]


def phone_words(phone: str) -> list[str]:
    """A number as digits with its country code and as dialled inside the country."""
    digits = "".join(char for char in phone if char.isdecimal())
    if phone.startswith("+33") and len(digits) == 11:
        # What nearly every number here looks like; imports index thousands of them.
        return [digits, f"0{digits[2:]}"]
    try:
        number = phonenumbers.parse(phone, _HOME_REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        return [digits] if digits else []
    national = phonenumbers.national_significant_number(number)
    inside = f"0{national}" if number.country_code in _DIALLED_WITH_ZERO else national
    return [f"{number.country_code}{national}", inside]


def asked_words(query: str) -> list[tuple[str, ...]]:
    """What was typed as words that must all match; each with its alternatives.

    Digits typed in groups ("06 12 34", "552 100 554") are one number, or as many words.
    """
    bare = normalise(_TRUNK_ZERO.sub("", query))
    asked: list[tuple[str, ...]] = []
    typed = [word for chunk in bare.split() for word in _typed(chunk)]
    for numeric, group in groupby(typed, key=str.isdecimal):
        parts = list(group)
        if not numeric:
            asked.extend((part,) for part in parts)
            continue
        number = "".join(parts)
        dialled = number[2:] if number.startswith("00") and len(number) > 4 else number
        together = " ".join(parts) if len(parts) > 1 else ""
        asked.append(tuple(dict.fromkeys(filter(None, (dialled[:_WORD_LENGTH], number[:_WORD_LENGTH], together)))))
    return asked[:MAX_QUERY_WORDS]


def lexeme(workspace_id: UUID, word: str) -> str:
    """A word as the index keeps it: a common name in one workspace costs the others nothing."""
    return f"{workspace_id.hex}{word}"


def owner_lexeme(workspace_id: UUID, owner_or_team_id: UUID) -> str:
    """The mark of an owner or a team; words never hold an equals sign."""
    return f"{workspace_id.hex}={owner_or_team_id.hex}"


def object_lexeme(workspace_id: UUID, object: str) -> str:
    """The mark of a kind of record."""
    return f"{workspace_id.hex}#{object}"


def lexemes(workspace_id: UUID, entry: SearchEntry) -> list[str]:
    """All a record is found by: its words, its kind, its owner and its team."""
    marks = [owner_lexeme(workspace_id, each) for each in (entry.owner_id, entry.team_id) if each]
    found = [lexeme(workspace_id, word) for word in record_words(entry)]
    return [*found, object_lexeme(workspace_id, entry.object), *marks]


def text_search_query(workspace_id: UUID, asked: Iterable[tuple[str, ...]]) -> str:
    """The words looked for in PostgreSQL's tsquery notation, each as a prefix.

    Words hold letters and digits only, addresses @ . _ + - besides, so quoting them is safe.
    """

    def prefixes(alternative: str) -> str:
        return " & ".join(f"'{lexeme(workspace_id, part)}':*" for part in alternative.split(" "))

    return " & ".join(
        "(" + " | ".join(f"({prefixes(alternative)})" for alternative in alternatives) + ")" for alternatives in asked
    )


def matching_text(asked: Iterable[tuple[str, ...]], texts: Iterable[str]) -> str | None:
    """The first of the texts in which a word starts with every word looked for."""
    wanted = [tuple(part for alternative in each for part in alternative.split(" ")) for each in asked]
    for text in texts:
        held = [*_words_of(text), *_phone_like(text)]
        if all(any(word.startswith(each) for word in held) for each in wanted):
            return text
    return None


def _phone_like(text: str) -> list[str]:
    digits = sum(char.isdecimal() for char in text)
    return phone_words(text) if digits >= 6 and not any(char.isalpha() for char in text) else []


def typo_pieces(word: str) -> tuple[str, str]:
    """The start and the end of a word; one slip of a letter leaves at least one of them whole."""
    length = (len(word) - 1) // 2
    return word[:length], word[-length:]


def mended(word: str, known: Iterable[str]) -> list[str]:
    """The known words that are one slip (insertion, deletion, change, swap) from `word`, nearest first.

    A known word also counts when its beginning is: people search before they finish typing.
    """
    size = len(word)
    best: dict[str, int] = {}
    for candidate in known:
        beginnings = {candidate, candidate[: size - 1], candidate[:size], candidate[: size + 1]}
        if any(OSA.distance(word, part, score_cutoff=1) <= 1 for part in beginnings):
            best[candidate] = int(OSA.distance(word, candidate))
    return sorted(best, key=lambda candidate: (best[candidate], candidate))[:5]
