"""From vCards 2.1, 3.0 and 4.0 to rows of text, as tolerantly as telephones and mail programs write them.

A person becomes one row; photos, sounds and keys are passed over. The headers are those a French
table of contacts would have, so that a mapping is proposed like for any other file.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from typing import NamedTuple

from sillage.kernel.text import Text
from sillage.records.imports.errors import UnreadableFile
from sillage.records.imports.types import FileRow

HEADERS = (
    "Nom complet", "Civilité", "Prénom", "Nom", "Entreprise", "Service", "Fonction", "E-mail", "E-mail 2", "Téléphone",
    "Mobile", "Téléphone 2", "Adresse", "Code postal", "Ville", "Pays", "Site web", "LinkedIn", "Note", "Anniversaire",
    "Catégories", "UID",
)  # fmt: skip
_BEGIN = re.compile(r"^\s*BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE)
_END = re.compile(r"^\s*END\s*:\s*VCARD\s*$", re.IGNORECASE)
_UNESCAPED = re.compile(r"\\([nN,;:\\])")
_SPLIT = re.compile(r"(?<!\\);")
_PASSED_OVER = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "AGENT"})


class Line(NamedTuple):
    """One property: its name in capitals, its parameters (types in capitals) and its value as written."""

    name: str
    parameters: dict[str, list[str]]
    value: str

    @property
    def types(self) -> set[str]:
        """WORK, CELL, FAX … however the version of the card writes them."""
        return set(self.parameters.get("TYPE", ()))

    @property
    def preferred(self) -> bool:
        """True when the card says to use this one first."""
        return "PREF" in self.types or "PREF" in self.parameters


def is_cards(text: str) -> bool:
    """True when the text is a file of vCards."""
    return text.lstrip("\ufeff \t\r\n")[:40].upper().replace(" ", "").startswith("BEGIN:VCARD")


def card_rows(text: str) -> Iterator[FileRow]:
    """One row per card, with the line the card begins on; a card that is cut off counts as far as it goes."""
    inside: list[str] | None = None
    start = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if _BEGIN.match(line):
            if inside:
                yield FileRow(start, _cells(inside))
            inside, start = [], number
        elif _END.match(line):
            if inside is not None:
                yield FileRow(start, _cells(inside))
            inside = None
        elif inside is not None:
            inside.append(line)
    if inside:
        unclosed = Text(
            fr="La carte qui commence à la ligne {line} n’est pas terminée (END:VCARD manque)",
            en="The card that begins on line {line} is not finished (END:VCARD is missing)",
        )
        raise UnreadableFile("unclosed_card", unclosed.format(line=start), start)


def _unfolded(lines: list[str]) -> Iterator[str]:
    """Properties written over several lines, in one: folded by a space, or by quoted-printable's `=`."""
    current: str | None = None
    for line in lines:
        if current is not None and _continues_printable(current):
            current = current[:-1] + line.lstrip(" \t")
        elif current is not None and line[:1] in (" ", "\t"):
            current += line[1:]
        else:
            if current is not None:
                yield current
            current = line
    if current is not None:
        yield current


def _continues_printable(line: str) -> bool:
    return line.endswith("=") and "QUOTED-PRINTABLE" in line.partition(":")[0].upper()


def _parsed(line: str) -> Line | None:
    """A property, or None for what is none. Quoted parameters may hold colons."""
    head, value, quoted = "", "", False
    for place, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            head, value = line[:place], line[place + 1 :]
            break
    name, *parts = head.split(";")
    name = name.rpartition(".")[2].strip().upper()
    if not name or name in _PASSED_OVER:
        return None
    parameters: dict[str, list[str]] = {}
    for part in parts:
        key, equals, given = part.partition("=")
        # Version 2.1 writes the types alone: TEL;WORK;VOICE.
        key, given = (key.strip().upper(), given) if equals else ("TYPE", key)
        parameters.setdefault(key, []).extend(one.strip().upper() for one in given.strip('"').split(","))
    return Line(name, parameters, _decoded(value, parameters))


def _decoded(value: str, parameters: dict[str, list[str]]) -> str:
    encodings = [*parameters.get("ENCODING", ()), *parameters.get("TYPE", ())]
    if "QUOTED-PRINTABLE" not in encodings:
        return value
    charset = (parameters.get("CHARSET") or ["UTF-8"])[0]
    raw = quopri.decodestring(value.encode("utf-8", errors="replace"))
    try:
        return raw.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return raw.decode("cp1252", errors="replace")


def _plain(value: str) -> str:
    """A value without its backslashes, on one line when it was."""
    text = _UNESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    return text.replace("\r\n", "\n").strip()


def _parts(value: str, count: int) -> list[str]:
    """The parts of a structured value (a name, an address), as many as asked."""
    found = [_plain(part) for part in _SPLIT.split(value)]
    return (found + [""] * count)[:count]


def _cells(lines: list[str]) -> list[str]:
    properties = [found for line in _unfolded(lines) if (found := _parsed(line)) is not None]
    by_name: dict[str, list[Line]] = {}
    for line in properties:
        by_name.setdefault(line.name, []).append(line)
    for same in by_name.values():
        same.sort(key=lambda line: not line.preferred)
    cells = dict.fromkeys(HEADERS, "")
    cells |= _name_cells(by_name) | _phone_cells(by_name.get("TEL", [])) | _address_cells(by_name.get("ADR", []))
    mails = [mail for line in by_name.get("EMAIL", []) if (mail := _plain(line.value).removeprefix("mailto:"))]
    cells["E-mail"], cells["E-mail 2"] = (*mails, "", "")[:2]
    urls = [url for line in by_name.get("URL", []) if (url := _plain(line.value))]
    cells["LinkedIn"] = next((url for url in urls if "linkedin." in url.lower()), "")
    cells["Site web"] = next((url for url in urls if url != cells["LinkedIn"]), "")
    for header, name in (("Fonction", "TITLE"), ("Note", "NOTE"), ("Anniversaire", "BDAY"), ("UID", "UID")):
        cells[header] = _first(by_name, name)
    cells["Catégories"] = ", ".join(_plain(line.value) for line in by_name.get("CATEGORIES", []))
    return list(cells.values())


def _first(by_name: dict[str, list[Line]], name: str) -> str:
    return next((text for line in by_name.get(name, []) if (text := _plain(line.value))), "")


def _name_cells(by_name: dict[str, list[Line]]) -> dict[str, str]:
    names = by_name.get("N", [])
    last, first, _, title, _ = _parts(names[0].value, 5) if names else [""] * 5
    organisation, service = _parts(by_name["ORG"][0].value, 2) if "ORG" in by_name else ("", "")
    return {
        "Nom complet": "" if first or last else _first(by_name, "FN"),
        "Civilité": title if title.lower().rstrip(".") in ("m", "mr", "mme", "mrs", "ms", "monsieur", "madame") else "",
        "Prénom": first,
        "Nom": last,
        "Entreprise": organisation,
        "Service": service,
    }


def _phone_cells(lines: list[Line]) -> dict[str, str]:
    mobiles: list[str] = []
    others: list[str] = []
    for line in lines:
        number = _plain(line.value).removeprefix("tel:").partition(";")[0]
        if number and not line.types & {"FAX", "PAGER", "MODEM"}:
            (mobiles if line.types & {"CELL", "IPHONE"} else others).append(number)
    mobile = mobiles.pop(0) if mobiles else ""
    phone, second = (*others, *mobiles, "", "")[:2]
    return {"Téléphone": phone, "Mobile": mobile, "Téléphone 2": second}


def _address_cells(lines: list[Line]) -> dict[str, str]:
    if not lines:
        return {}
    work = next((line for line in lines if "WORK" in line.types), lines[0])
    box, more, street, city, _, code, country = _parts(work.value, 7)
    street = ", ".join(" ".join(part.split()) for part in (street, more, box) if part)
    return {"Adresse": street, "Ville": city, "Code postal": code, "Pays": country}
