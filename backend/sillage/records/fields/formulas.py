"""Formulas: a small language of its own, read once when the field is defined and worked out without `eval`.

`{price} * {quantity} / 100`, `{first_name} & " " & {city}`, `if({amount} > 1000, "Grand", "Petit")`. Missing
values, a division by zero and results too large to keep give nothing. Arithmetic is decimal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from enum import StrEnum
from typing import Any

from sillage.kernel.text import Text

MAX_LENGTH = 1_000
MAX_NODES = 300
MAX_DEPTH = 40
MAX_TEXT = 1_000
_CONTEXT = Context(prec=34)
_LARGEST = Decimal(10) ** 15
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|\{(?P<field>[a-z][a-z0-9_.]{0,60})\}|\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'"
    r"|(?P<name>[A-Za-z]+)|(?P<sign><=|>=|<>|[-+*/&()<>=,;]))"
)


class Type(StrEnum):
    """What an expression gives."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TRUTH = "truth"


class WrongFormula(ValueError):
    """The formula cannot be read; `message` says why in both languages."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.message = Text(fr=fr, en=en)


Work = Callable[[Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read: the fields it uses, what it gives, and how to work it out.

    `work` takes the value of each field (Decimal, text, date, bool, or None when missing).
    """

    fields: frozenset[str]
    type: Type
    work: Work


@dataclass(frozen=True, slots=True)
class _Part:
    type: Type
    work: Work


def read_formula(text: str, types: Mapping[str, Type]) -> Formula:
    """Read a formula over fields of these types. Raises `WrongFormula`."""
    if len(text) > MAX_LENGTH:
        raise WrongFormula(f"Au plus {MAX_LENGTH} caractères", f"At most {MAX_LENGTH} characters")
    reader = _Reader(list(_tokens(text)), types)
    part = reader.whole()
    if part.type is Type.TRUTH:
        raise WrongFormula("Une comparaison ne se met que dans « if(…) »", "A comparison goes inside “if(…)” only")
    return Formula(frozenset(reader.used), part.type, part.work)


def worked_out(formula: Formula, values: Mapping[str, Any]) -> Any:
    """The result for one record: Decimal, text, date or None."""
    try:
        result = formula.work(values)
    except (DecimalException, OverflowError, ValueError):
        return None
    if isinstance(result, Decimal):
        return result if result.is_finite() and abs(result) < _LARGEST else None
    if isinstance(result, str):
        return result[:MAX_TEXT].strip() or None
    return result


def order_of(uses: Mapping[str, frozenset[str]]) -> list[str]:
    """The names in an order in which each comes after those it uses. Raises `WrongFormula` for a loop."""
    done: list[str] = []
    seen: dict[str, bool] = {}

    def visit(name: str, path: tuple[str, ...]) -> None:
        if seen.get(name):
            return
        if name in path:
            loop = " → ".join((*path[path.index(name) :], name))
            raise WrongFormula(f"Ces formules tournent en rond : {loop}", f"These formulas go in circles: {loop}")
        for used in sorted(uses[name] & set(uses)):
            visit(used, (*path, name))
        seen[name] = True
        done.append(name)

    for name in sorted(uses):
        visit(name, ())
    return done


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(text.rstrip()):
        found = _TOKEN.match(text, position)
        if found is None or found.lastgroup is None:
            part = text[position : position + 12].strip()
            raise WrongFormula(f"« {part} » n’est pas compris", f"“{part}” is not understood")
        kind = {"double": "text", "single": "text"}.get(found.lastgroup, found.lastgroup)
        yield kind, found[found.lastgroup]
        position = found.end()


class _Reader:
    """Reads tokens by recursive descent: comparison, joining, sums, products, signs."""

    def __init__(self, tokens: list[tuple[str, str]], types: Mapping[str, Type]) -> None:
        self.tokens = tokens
        self.types = types
        self.position = 0
        self.nodes = 0
        self.depth = 0
        self.used: set[str] = set()

    def whole(self) -> _Part:
        if not self.tokens:
            raise WrongFormula("La formule est vide", "The formula is empty")
        part = self.comparison()
        if self.position < len(self.tokens):
            raise self._unexpected()
        return part

    def comparison(self) -> _Part:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise WrongFormula("La formule est trop imbriquée", "The formula is nested too deeply")
        left = self.joined()
        sign = self._sign("<", ">", "=", "<=", ">=", "<>")
        if sign is not None:
            right = self.joined()
            if left.type is not right.type:
                raise WrongFormula("On ne compare que des valeurs de même nature", "Only like values can be compared")
            left = self._part(Type.TRUTH, _compared(_COMPARISONS[sign], left.work, right.work))
        self.depth -= 1
        return left

    def joined(self) -> _Part:
        left = self.sum()
        while self._sign("&"):
            right = self.sum()
            left = self._part(Type.TEXT, _joined(left.work, right.work))
        return left

    def sum(self) -> _Part:
        left = self.product()
        while sign := self._sign("+", "-"):
            left = self._summed(sign, left, self.product())
        return left

    def product(self) -> _Part:
        left = self.signed()
        while sign := self._sign("*", "/"):
            right = self.signed()
            self._numbers(left, right)
            left = self._part(Type.NUMBER, _arithmetic(_PRODUCTS[sign], left.work, right.work))
        return left

    def signed(self) -> _Part:
        if self._sign("-"):
            part = self.atom()
            self._numbers(part)
            work = part.work
            return self._part(Type.NUMBER, lambda values: None if (one := work(values)) is None else -one)
        return self.atom()

    def atom(self) -> _Part:
        if self.position >= len(self.tokens):
            raise WrongFormula("La formule s’arrête trop tôt", "The formula ends too soon")
        kind, text = self.tokens[self.position]
        self.position += 1
        if kind == "number":
            return self._constant(Type.NUMBER, Decimal(text))
        if kind == "text":
            return self._constant(Type.TEXT, text)
        if kind == "field":
            return self._field(text)
        if kind == "name":
            return self._call(text.lower())
        if text == "(":
            part = self.comparison()
            self._expect(")")
            return part
        self.position -= 1
        raise self._unexpected()

    def _field(self, name: str) -> _Part:
        if name not in self.types:
            raise WrongFormula(
                f"« {name} » n’est pas un champ utilisable ici", f"“{name}” is not a field that can be used here"
            )
        self.used.add(name)
        return self._part(self.types[name], lambda values: values.get(name))

    def _constant(self, type: Type, value: Any) -> _Part:
        return self._part(type, lambda values: value)

    def _call(self, name: str) -> _Part:
        self._expect("(")
        given = [self.comparison()]
        while self._sign(",", ";"):
            given.append(self.comparison())
        self._expect(")")
        type, work = _called(name, given)
        return self._part(type, work)

    def _summed(self, sign: str, left: _Part, right: _Part) -> _Part:
        if left.type is Type.DATE and right.type is Type.NUMBER:
            return self._part(Type.DATE, _moved(1 if sign == "+" else -1, left.work, right.work))
        if sign == "-" and left.type is right.type is Type.DATE:
            return self._part(Type.NUMBER, _days(left.work, right.work))
        self._numbers(left, right)
        return self._part(Type.NUMBER, _arithmetic(_SUMS[sign], left.work, right.work))

    def _part(self, type: Type, work: Work) -> _Part:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise WrongFormula("La formule est trop longue", "The formula is too long")
        return _Part(type, work)

    def _sign(self, *wanted: str) -> str | None:
        if self.position < len(self.tokens):
            kind, text = self.tokens[self.position]
            if kind == "sign" and text in wanted:
                self.position += 1
                return text
        return None

    def _expect(self, sign: str) -> None:
        if self._sign(sign) is None:
            raise WrongFormula(f"Il manque « {sign} »", f"“{sign}” is missing")

    def _numbers(self, *parts: _Part) -> None:
        if any(part.type is not Type.NUMBER for part in parts):
            raise WrongFormula("On ne calcule qu’avec des nombres", "Only numbers can be calculated with")

    def _unexpected(self) -> WrongFormula:
        text = self.tokens[self.position][1]
        return WrongFormula(f"« {text} » n’a pas sa place ici", f"“{text}” does not belong here")


def _plus(one: Decimal, other: Decimal) -> Decimal | None:
    return _CONTEXT.add(one, other)


def _minus(one: Decimal, other: Decimal) -> Decimal | None:
    return _CONTEXT.subtract(one, other)


def _times(one: Decimal, other: Decimal) -> Decimal | None:
    return _CONTEXT.multiply(one, other)


def _by(one: Decimal, other: Decimal) -> Decimal | None:
    return None if other == 0 else _CONTEXT.divide(one, other)


_SUMS = {"+": _plus, "-": _minus}
_PRODUCTS = {"*": _times, "/": _by}
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "=": lambda one, other: one == other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
    "<>": lambda one, other: one != other,
}


def _arithmetic(operation: Callable[[Decimal, Decimal], Decimal | None], left: Work, right: Work) -> Work:
    def work(values: Mapping[str, Any]) -> Any:
        one, other = left(values), right(values)
        return None if one is None or other is None else operation(one, other)

    return work


def _compared(operation: Callable[[Any, Any], bool], left: Work, right: Work) -> Work:
    def work(values: Mapping[str, Any]) -> Any:
        one, other = left(values), right(values)
        return None if one is None or other is None else operation(one, other)

    return work


def _joined(left: Work, right: Work) -> Work:
    def work(values: Mapping[str, Any]) -> Any:
        return (_written(left(values)) + _written(right(values)))[:MAX_TEXT]

    return work


def _moved(way: int, day: Work, number: Work) -> Work:
    def work(values: Mapping[str, Any]) -> Any:
        start, days = day(values), number(values)
        if start is None or days is None or abs(days) > 100_000:
            return None
        moved = start + timedelta(days=way * int(days))
        return moved if 1900 <= moved.year <= 2200 else None

    return work


def _days(left: Work, right: Work) -> Work:
    def work(values: Mapping[str, Any]) -> Any:
        one, other = left(values), right(values)
        return None if one is None or other is None else Decimal((one - other).days)

    return work


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        plain = format(value.quantize(Decimal("0.000001")) if abs(value) < _LARGEST else value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return value.isoformat() if isinstance(value, date) else str(value)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _called(name: str, given: Sequence[_Part]) -> tuple[Type, Work]:
    """A function by name over its arguments. Raises `WrongFormula`."""
    types = [part.type for part in given]
    works = [part.work for part in given]
    if name in ("if", "si") and len(given) == 3 and types[0] is Type.TRUTH and types[1] is types[2]:
        return types[
            1
        ], lambda values: None if (truth := works[0](values)) is None else works[1 if truth else 2](values)
    if name in ("round", "arrondi") and 1 <= len(given) <= 2 and set(types) == {Type.NUMBER}:
        return Type.NUMBER, _with_all(
            works, lambda *numbers: _rounded(numbers[0], min(6, max(0, int(numbers[1]) if numbers[1:] else 0)))
        )
    if name == "abs" and types == [Type.NUMBER]:
        return Type.NUMBER, _with_all(works, abs)
    if name in ("min", "max") and set(types) in ({Type.NUMBER}, {Type.DATE}):
        return types[0], _with_all(works, lambda *each: min(each) if name == "min" else max(each))
    if name in ("upper", "majuscule") and types == [Type.TEXT]:
        return Type.TEXT, _with_all(works, str.upper)
    if name in ("lower", "minuscule") and types == [Type.TEXT]:
        return Type.TEXT, _with_all(works, str.lower)
    known = "if, round, abs, min, max, upper, lower"
    raise WrongFormula(
        f"« {name} » n’est pas utilisable ainsi ; fonctions : {known}",
        f"“{name}” cannot be used like this; functions: {known}",
    )


def _with_all(works: Sequence[Work], operation: Callable[..., Any]) -> Work:
    def work(values: Mapping[str, Any]) -> Any:
        given = [each(values) for each in works]
        return None if any(each is None for each in given) else operation(*given)

    return work
