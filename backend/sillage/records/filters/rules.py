"""Reading a filter document: what it may say of each kind of field, and what is wrong with it, where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.registry import Field, FieldKind
from sillage.kernel.text import Text, has_control_characters, normalise
from sillage.kernel.values import WrongValue, phone
from sillage.records.filters.types import FAMILIES, ME, OPERATORS, UNITS, Family, Group, Leaf, Span

MAX_DEPTH = 3
MAX_LEAVES = 40
MAX_LISTED = 200
MAX_TEXT = 500
LARGEST = Decimal(10) ** 15

_NOT_A_FILTER = Text(
    fr='Un filtre est {{"and": […]}}, {{"or": […]}} ou {{"field", "operator", "value"}}',
    en='A filter is {{"and": […]}}, {{"or": […]}} or {{"field", "operator", "value"}}',
).format()
_TOO_DEEP = Text(fr="Au plus 3 niveaux de groupes", en="At most 3 levels of groups")
_TOO_MANY = Text(fr="Au plus 40 conditions", en="At most 40 conditions")
_UNKNOWN_FIELD = Text(
    fr="Ce champ n’existe pas ou ne se filtre pas", en="This field does not exist or is not filterable"
)
_UNKNOWN_OPERATOR = Text(fr="Opérateurs possibles : {operators}", en="Possible operators: {operators}")
_NO_VALUE = Text(fr="Cet opérateur ne prend pas de valeur", en="This operator takes no value")

FieldsOf = Callable[[str], Mapping[str, Field] | None]


class Wrong(Exception):
    """A value that does not fit its field."""

    def __init__(self, code: str, fr: str, en: str, at: str = "") -> None:
        super().__init__(code)
        self.code, self.message, self.at = code, Text(fr=fr, en=en), at


def parse(document: Any, object: str, fields_of: FieldsOf, *, path: str = "filter") -> Group:
    """The filter a document describes; every fault is named by its place, as `filter.and.1.value`.

    `fields_of` gives the filterable fields of a kind of record by name, None when the asker may not
    see that kind. Raises `InvalidFields`.
    """
    reader = _Reader(object, fields_of)
    node = reader.node(document, path, 1)
    if reader.problems:
        raise InvalidFields(fields=reader.problems)
    return node if isinstance(node, Group) else Group("and", (node,) if node else ())


def resolve(name: str, object: str, fields_of: FieldsOf) -> tuple[tuple[Field, ...], tuple[str, ...]] | None:
    """The fields a name walks through, with their kinds of record: "city" or "organisation_id.city"."""
    own = fields_of(object) or {}
    if name in own:
        return (own[name],), (object,)
    for place, char in enumerate(name):
        relation = own.get(name[:place]) if char == "." else None
        if relation is None or relation.kind is not FieldKind.RELATION or not relation.target:
            continue
        found = (fields_of(relation.target) or {}).get(name[place + 1 :])
        if found is not None:
            return (relation, found), (object, relation.target)
    return None


class _Reader:
    def __init__(self, object: str, fields_of: FieldsOf) -> None:
        self.object = object
        self.fields_of = fields_of
        self.problems: list[FieldProblem] = []
        self.leaves = 0

    def node(self, document: Any, path: str, depth: int) -> Group | Leaf | None:
        """A group or leaf; None when it is faulty."""
        if not isinstance(document, Mapping):
            self._wrong(path, "not_a_filter", _NOT_A_FILTER)
            return None
        joiner = next((name for name in ("and", "or") if name in document), None)
        if joiner is None:
            return self._leaf(document, path)
        parts = document[joiner]
        if len(document) > 1 or not isinstance(parts, list):
            self._wrong(path, "not_a_filter", _NOT_A_FILTER)
            return None
        if depth > MAX_DEPTH:
            self._wrong(path, "too_deep", _TOO_DEEP)
            return None
        nodes = [self.node(part, f"{path}.{joiner}.{index}", depth + 1) for index, part in enumerate(parts)]
        return Group("and" if joiner == "and" else "or", tuple(node for node in nodes if node is not None))

    def _leaf(self, document: Mapping[str, Any], path: str) -> Leaf | None:
        self.leaves += 1
        if self.leaves > MAX_LEAVES:
            if self.leaves == MAX_LEAVES + 1:
                self._wrong(path, "too_many_conditions", _TOO_MANY)
            return None
        name, operator = document.get("field"), document.get("operator")
        if set(document) - {"field", "operator", "value"} or not isinstance(name, str):
            self._wrong(path, "not_a_filter", _NOT_A_FILTER)
            return None
        found = resolve(name, self.object, self.fields_of)
        if found is None:
            self._wrong(f"{path}.field", "unknown_field", _UNKNOWN_FIELD)
            return None
        fields, objects = found
        offered = OPERATORS[FAMILIES[fields[-1].kind]]
        if operator not in offered:
            self._wrong(f"{path}.operator", "unknown_operator", _UNKNOWN_OPERATOR.format(operators=", ".join(offered)))
            return None
        try:
            value = typed_value(fields[-1], operator, document.get("value"))
        except Wrong as wrong:
            self._wrong(f"{path}.value{wrong.at}", wrong.code, wrong.message)
            return None
        return Leaf(name, fields, objects, operator, value)

    def _wrong(self, path: str, code: str, message: Text) -> None:
        self.problems.append(FieldProblem(path, code, message))


def typed_value(field: Field, operator: str, value: Any) -> Any:
    """The value of a comparison in the type it is compared in. Raises `Wrong`."""
    if operator in ("empty", "not_empty"):
        if value is not None:
            raise Wrong("no_value_expected", _NO_VALUE.fr, _NO_VALUE.en)
        return None
    family = FAMILIES[field.kind]
    if family is Family.DATE:
        return _date_value(operator, value)
    if family is Family.FLAG:
        if not isinstance(value, bool):
            raise Wrong("bool_type", "true ou false est attendu", "true or false is expected")
        return value
    if operator == "between":
        low, high = _pair(value, lambda each: _number(field, each))
        return (low, high)
    if field.kind is FieldKind.PHONE and operator in ("contains", "not_contains", "starts_with"):
        return part_of_phone(_text(value), first=operator == "starts_with")
    if operator in ("any_of", "none_of", "has_any", "has_all", "has_none"):
        return _listed(value, lambda each: _one(field, family, each))
    return _one(field, family, value)


def _one(field: Field, family: Family, value: Any) -> Any:
    if family is Family.TEXT:
        text = comparable_text(field.kind, _text(value))
        return text if text else _text("")
    if family is Family.NUMBER:
        return _number(field, value)
    if field.kind in (FieldKind.CHOICE, FieldKind.MULTI_CHOICE):
        if not isinstance(value, str) or value not in {choice.value for choice in field.choices}:
            raise Wrong("unknown_choice", "Cette valeur n’est pas proposée", "This value is not offered")
        return value
    if field.kind is FieldKind.MEMBER and value == ME:
        return ME
    try:
        return value if isinstance(value, UUID) else UUID(_text(value))
    except ValueError as error:
        raise Wrong("uuid_parsing", "Cet identifiant n’est pas valide", "This identifier is not valid") from error


def comparable_text(kind: FieldKind, value: str) -> str:
    """A text as filters compare it: as people read it, numbers without their spaces and dots."""
    if kind is FieldKind.PHONE:
        try:
            return str(phone(value))
        except WrongValue:
            return "".join(char for char in value if char.isdigit() or char == "+")
    if kind in (FieldKind.SIREN, FieldKind.SIRET):
        return "".join(char for char in value if char.isalnum())
    if kind is FieldKind.VAT_NUMBER:
        return "".join(char for char in value if char.isalnum()).upper()
    return normalise(value)


def part_of_phone(value: str, *, first: bool) -> str:
    """A part of a telephone number as E.164 holds it: "06 12" is found in +33612…. Raises `Wrong`."""
    digits = "".join(char for char in value if char.isdigit() or char == "+")
    if not digits:
        raise Wrong("not_a_phone", "Des chiffres sont attendus", "Digits are expected")
    national = digits.removeprefix("0") or digits
    if digits.startswith("+"):
        return digits
    return f"+33{national}" if first and digits.startswith("0") else f"+{digits}" if first else national


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Wrong("string_type", "Un texte est attendu", "Text is expected")
    if len(value) > MAX_TEXT:
        raise Wrong("string_too_long", "Au plus 500 caractères", "At most 500 characters")
    if has_control_characters(value):
        raise Wrong(
            "control_characters", "Ce texte contient des caractères de contrôle", "This text holds control characters"
        )
    return value


def _number(field: Field, value: Any) -> Decimal:
    """A number; amounts of money become cents."""
    try:
        number = Decimal(str(value)) if isinstance(value, int | float | str | Decimal) else None
    except InvalidOperation:
        number = None
    if number is None or isinstance(value, bool) or not number.is_finite():
        raise Wrong("number_type", "Un nombre est attendu", "A number is expected")
    if abs(number) >= LARGEST:
        raise Wrong("out_of_range", "Ce nombre est trop grand", "This number is too large")
    return number * 100 if field.kind is FieldKind.MONEY else number


def _listed(value: Any, one: Callable[[Any], Any]) -> tuple[Any, ...]:
    if not isinstance(value, list) or not value:
        raise Wrong(
            "list_type", "Une liste d’au moins une valeur est attendue", "A list of at least one value is expected"
        )
    if len(value) > MAX_LISTED:
        raise Wrong("too_long", "Au plus 200 valeurs", "At most 200 values")
    found = []
    for index, each in enumerate(value):
        try:
            found.append(one(each))
        except Wrong as wrong:
            raise Wrong(wrong.code, wrong.message.fr, wrong.message.en, f".{index}") from wrong
    return tuple(found)


def _pair(value: Any, one: Callable[[Any], Any]) -> Sequence[Any]:
    if not isinstance(value, list) or len(value) != 2:
        raise Wrong("pair_type", "Une liste de deux valeurs est attendue", "A list of two values is expected")
    low, high = _listed(value, one)
    if low > high:
        raise Wrong("wrong_order", "La première valeur dépasse la seconde", "The first value is above the second")
    return low, high


def _date_value(operator: str, value: Any) -> Any:
    if operator in ("within_last", "within_next", "older_than"):
        return _span(value)
    if operator in ("this", "previous", "next"):
        if value not in UNITS:
            raise Wrong(
                "unknown_unit",
                "day, week, month, quarter ou year est attendu",
                "day, week, month, quarter or year is expected",
            )
        return value
    if operator == "between":
        return tuple(_pair(value, _day))
    return _day(value)


def _span(value: Any) -> Span:
    amount = value.get("amount") if isinstance(value, Mapping) else None
    unit = value.get("unit") if isinstance(value, Mapping) else None
    if not isinstance(amount, int) or isinstance(amount, bool) or unit not in UNITS or len(value) != 2:
        raise Wrong(
            "span_type",
            'Une durée est attendue : {"amount": 30, "unit": "day"}',
            'A duration is expected: {"amount": 30, "unit": "day"}',
        )
    if not 0 <= amount <= 10_000:
        raise Wrong("out_of_range", "Une durée va de 0 à 10 000", "A duration ranges from 0 to 10,000")
    return Span(amount, unit)


def _day(value: Any) -> date:
    try:
        found = (
            value if isinstance(value, date) else date.fromisoformat(str(value)[:10] if _moment(value) else str(value))
        )
    except ValueError as error:
        raise Wrong("date_type", "Une date est attendue (AAAA-MM-JJ)", "A date is expected (YYYY-MM-DD)") from error
    if not 1 < found.year < 9999:
        raise Wrong("date_out_of_range", "Cette date est hors limites", "This date is out of range")
    return found


def _moment(value: Any) -> bool:
    """True for a date and time: its day counts."""
    if not isinstance(value, str) or "T" not in value:
        return False
    datetime.fromisoformat(value)
    return True


def without_missing(document: Any, object: str, fields_of: FieldsOf) -> tuple[Any, list[str]]:
    """A saved filter without the conditions that no longer mean anything, and the fields these named.

    None when nothing is left.
    """
    if not isinstance(document, Mapping):
        return None, []
    joiner = next((name for name in ("and", "or") if name in document), None)
    if joiner is None:
        reader = _Reader(object, fields_of)
        if reader.node(document, "", 1) is not None:
            return dict(document), []
        return None, [str(document.get("field"))]
    kept: list[Any] = []
    missing: list[str] = []
    for part in document[joiner] if isinstance(document[joiner], list) else ():
        left, gone = without_missing(part, object, fields_of)
        kept += [left] if left is not None else []
        missing += gone
    return ({joiner: kept} if kept else None), missing
