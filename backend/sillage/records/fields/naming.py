"""Keys of fields and values of choices: made once from what people call them, never changed by renaming."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.text import normalise
from sillage.kernel.values import WrongValue, colour, line
from sillage.records.fields.errors import CHOICE_TWICE, KEY_SHAPE, NO_CHOICES, TOO_MANY_CHOICES

MAX_CHOICES = 200
MAX_LABEL = 80
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NOT_KEY = re.compile(r"[^a-z0-9]+")
# Names the product gives a meaning of its own wherever values travel.
RESERVED = frozenset(
    {
        "id", "object", "version", "workspace_id", "created_at", "updated_at", "deleted_at", "owner_id", "team_id",
        "tags", "custom", "fields", "title", "label", "labels", "values", "filter", "sort", "q", "cursor", "limit",
        "if", "si", "round", "arrondi", "abs", "min", "max", "upper", "lower", "true", "false", "null",
    }
)  # fmt: skip


def key_shaped(value: Any) -> str:
    """A key as it may be asked for. Raises `WrongValue`."""
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise WrongValue("key_shape", KEY_SHAPE.fr, KEY_SHAPE.en)
    return value


def key_from(label: str, taken: Collection[str], *, fallback: str = "champ", limit: int = 40) -> str:
    """A free key made from a label."""
    stem = _NOT_KEY.sub("_", normalise(label)).strip("_").lstrip("0123456789_")[: limit - 4] or fallback
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key


def clean_choices(value: Any, present: Sequence[dict[str, Any]] = ()) -> list[dict[str, Any]]:
    """Choices as they are kept. Known values stay, new ones are made from their label.

    Raises `InvalidFields` with the path of each wrong choice.
    """
    if not isinstance(value, list) or not value:
        raise InvalidFields.one("choices", "missing", NO_CHOICES)
    if len(value) > MAX_CHOICES:
        raise InvalidFields.one("choices", "too_long", TOO_MANY_CHOICES.format(limit=MAX_CHOICES))
    known = {each["value"] for each in present}
    problems: list[FieldProblem] = []
    found: list[dict[str, Any]] = []
    words: set[str] = set()
    for index, given in enumerate(value):
        try:
            choice = _choice(given, known | {each["value"] for each in found}, known)
        except WrongValue as wrong:
            problems.append(FieldProblem(f"choices.{index}.label", wrong.code, wrong.message))
            continue
        if normalise(choice["label"]) in words or choice["value"] in {each["value"] for each in found}:
            problems.append(FieldProblem(f"choices.{index}.label", "duplicate", CHOICE_TWICE))
        words.add(normalise(choice["label"]))
        found.append(choice)
    if problems:
        raise InvalidFields(fields=problems)
    return found


def _choice(given: Any, taken: Collection[str], known: Collection[str]) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise WrongValue("dict_type", "Un objet est attendu", "An object is expected")
    label = line(MAX_LABEL)(given.get("label"))
    english = given.get("label_en")
    value = given.get("value")
    return {
        "value": value if value in known else key_from(label, taken, fallback="choix"),
        "label": label,
        "label_en": line(MAX_LABEL)(english) if english else None,
        "colour": colour(given["colour"]) if given.get("colour") else None,
    }
