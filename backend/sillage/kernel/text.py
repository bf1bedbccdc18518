"""Text shown to people in two languages, and text made comparable."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "’": "'"})
_WORD = re.compile(r"[^\W_]+")
# What turns the direction of the text around it, and what shows nothing at the ends of a line: both come along
# with pasted telephone numbers, and make a name look like another or like none.
_DIRECTION = str.maketrans("", "", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = "\u00ad\u115f\u1160\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2800\u3164\ufeff\uffa0"
_EDGES = re.compile(rf"^[\s{_UNSEEN}]+|[\s{_UNSEEN}]+$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in French and English."""

    fr: str
    en: str

    def in_language(self, language: str) -> str:
        """The wording in `language`; French when the language is unknown."""
        return self.en if language == "en" else self.fr

    def format(self, **values: object) -> Text:
        """The same text with its `{placeholders}` filled in both languages."""
        return Text(fr=self.fr.format(**values), en=self.en.format(**values))


def pick_language(accept_language: str | None) -> Language:
    """The first supported language of an Accept-Language header; French by default."""
    for part in (accept_language or "").split(","):
        tag = part.split(";")[0].strip().lower()[:2]
        if tag in ("fr", "en"):
            return tag  # type: ignore[return-value]
    return "fr"


def normalise(value: str) -> str:
    """Lower case, without accents, single spaces: equal for what a person reads as equal."""
    lowered = value.casefold().translate(_LIGATURES)
    decomposed = unicodedata.normalize("NFKD", lowered)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.split())


def words(value: str) -> list[str]:
    """The normalised words of a text, without punctuation, in order."""
    return _WORD.findall(normalise(value))


def has_control_characters(value: str) -> bool:
    """True when the text holds a control character other than tab and line breaks."""
    return _CONTROL.search(value) is not None


def plain_line(value: str) -> str:
    """A line of text without what only changes its direction, and without unseen characters at its ends."""
    return value.strip() if value.isascii() else _EDGES.sub("", value.translate(_DIRECTION))
