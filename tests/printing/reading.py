"""A reader of the ASCII notation, written from what a person takes it to mean and from nothing of the printers.

formula := entry ("=" | "+=" | ":=") sum, then lines of notes: ranges of the signs, conditions, "for all"
sum     := ["-"] product (("+" | "-") product)*
product := factor (("*" | "/") factor | factor without a sign)*       2p, d(f - 1); from left to right
factor  := sign_{i,j} product | atom ["^" atom]                       a sum sign takes the whole product, no sum
atom    := number | name | name "(" sums ")" | name "[" sums "]" | "(" sum ")" | "[" conditions "]" | dJ/dname
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count, product
from typing import Any

import sympy

from derive.algebra.functions import relu, sigmoid, softplus
from derive.algebra.opaque import Opaque

TOKEN = re.compile(r"\s+|\d+(?:\.\d+)?(?:e[-+]?\d+)?|[A-Za-z]\w*'*(?:\^\[\w+\])?|<=|>=|\+=|:=|.")
NOTE = re.compile(r"    (?:(?:\w+ )?(?:sum|max|argmax) over|for all|where|ties:|order:)")
EXTENT = re.compile(r"([A-Za-z]\w*'*) = 0(?:\.\.(.*))?")
SIGNS = ("sum", "max", "argmax")
FUNCTIONS = {"sigma": sigmoid, "log": sympy.log, "tanh": sympy.tanh, "softplus": softplus, "relu": relu}
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: bool(a == b),
    "<": lambda a, b: bool(a < b),
    "<=": lambda a, b: bool(a <= b),
    ">": lambda a, b: bool(a > b),
    ">=": lambda a, b: bool(a >= b),
}
Point = Mapping[str, int]
Value = Callable[[Point], Any]


@dataclass(frozen=True)
class Holds:
    """Whether a condition in brackets holds: 1 or 0."""

    value: Callable[[Point], int]

    def __call__(self, point: Point) -> int:
        return self.value(point)


Extents = tuple[tuple[str, Value], ...]
ALL, FREE = -1, -2


@dataclass
class Names:
    """What names stand for: tensors by their printed letters, cotangents by the letters of dJ/d..., sizes."""

    tensors: Mapping[str, Mapping[tuple[int, ...], Any]]
    cotangents: Mapping[str, Mapping[tuple[int, ...], Any]] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    functions: Opaque = field(default_factory=Opaque)


@dataclass
class Formula:
    """A printed formula: its parts as functions of a point."""

    left: str
    subscripts: tuple[Value, ...]
    right: Value
    free: Extents
    where: tuple[Value, ...]
    adds: bool

    def values(self) -> dict[tuple[int, ...], Any]:
        """Every entry that the formula gives."""
        found: dict[tuple[int, ...], Any] = {}
        present = (point for point in _points(self.free, {}) if all(test(point) for test in self.where))
        for point in present:
            place = tuple(int(each(point)) for each in self.subscripts)
            found[place] = self.right(point) + (found.get(place, 0) if self.adds else 0)
        return found


@dataclass
class _Notes:
    """The lines under a formula: the ranges of the signs by letter, in order where they are numbered."""

    free: Extents = ()
    shared: dict[str, Value] = field(default_factory=dict)
    numbered: list[dict[str, Value]] = field(default_factory=list)
    where: dict[int, list[Value]] = field(default_factory=dict)  # by number; ALL signs, or the FREE indices

    def extents(self, number: int, letters: tuple[str, ...]) -> Extents:
        ranges = self.numbered[number] if self.numbered else self.shared
        return tuple((letter, ranges[letter]) for letter in letters)

    def holds(self, number: int, point: Point) -> bool:
        return all(test(point) for test in self.where.get(number if self.numbered else ALL, ()))


def read_formula(text: str, names: Names) -> Formula:
    """The formula of a printed statement, not broken into lines."""
    lines = text.split("\n")
    notes = _read_notes([line for line in lines if NOTE.match(line)], names)
    body = " ".join(line.strip() for line in lines if not NOTE.match(line))
    left, sign, right = re.split(r" (=|\+=|:=) ", body, maxsplit=1)
    head = re.fullmatch(r"(.+?)(?<!\^)(?:\[(.*)\])?", left)
    assert head is not None
    subscripts = _Reader(f"({head[2]})", names).items() if head[2] else ()
    whole = _Reader(right, names, notes).whole()
    return Formula(head[1], subscripts, whole, notes.free, tuple(notes.where.get(FREE, ())), sign == "+=")


def read_value(text: str, names: Names, point: Point | None = None) -> Any:
    """The number that a printed expression has."""
    return _Reader(text, names).whole()(point or {})


def _read_notes(lines: list[str], names: Names) -> _Notes:
    notes = _Notes()
    last = FREE
    for line in lines:
        intro = re.match(r"    ((?:(\w+) )?(?:sum|max|argmax) over|for all|where|ties:|order:)\s+(.*)", line)
        assert intro is not None
        if intro[1] == "where":
            notes.where.setdefault(last, []).extend(
                _Reader(f"[{each}]", names).whole() for each in intro[3].split(" and ")
            )
        elif intro[1] == "for all":
            notes.free, last = _extents(intro[3], names), FREE
        elif intro[1].endswith("over") and intro[2]:
            notes.numbered.append(dict(_extents(intro[3], names)))
            last = len(notes.numbered) - 1
        elif intro[1].endswith("over"):
            notes.shared, last = dict(_extents(intro[3], names)), ALL
    return notes


def _extents(text: str, names: Names) -> Extents:
    found = []
    for part in re.split(r", (?=[A-Za-z]\w*'* = 0)", text):
        extent = EXTENT.fullmatch(part)
        assert extent is not None, part
        found.append((extent[1], _Reader(extent[2] or "0", names).whole()))
    return tuple(found)


def _points(extents: Extents, outer: Point) -> Iterator[dict[str, int]]:
    ranges = [range(int(last(outer)) + 1) for _, last in extents]
    for choice in product(*ranges):
        yield {**outer, **{letter: value for (letter, _), value in zip(extents, choice, strict=True)}}


class _Reader:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, text: str, names: Names, notes: _Notes | None = None) -> None:
        self.tokens = [token for token in TOKEN.findall(text) if not token.isspace()]
        self.spaced = [m.start() > 0 and text[m.start() - 1] == " " for m in TOKEN.finditer(text) if not m[0].isspace()]
        self.at, self.names, self.notes, self.signs = 0, names, notes or _Notes(), count()

    def whole(self) -> Value:
        found = self._sum()
        assert self.at == len(self.tokens), f"{self.tokens[self.at :]} is left over"
        return found

    def items(self) -> tuple[Value, ...]:
        return self._list("(", ")")

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self, *wanted: str) -> str:
        token = self._next()
        assert not wanted or token in wanted, f"{token!r} where {wanted} was expected"
        self.at += 1
        return token

    def _list(self, start: str, end: str) -> tuple[Value, ...]:
        self._take(start)
        found = [self._sum()]
        while self._take(",", end) == ",":
            found.append(self._sum())
        return tuple(found)

    def _sum(self) -> Value:
        parts = [(self._take("-") if self._next() == "-" else "+", self._product())]
        while self._next() in ("+", "-"):
            parts.append((self._take(), self._product()))
        return lambda point: sum((value(point) if sign == "+" else -value(point) for sign, value in parts), start=0)

    def _product(self) -> Value:
        found = self._factor()
        while self._next() in ("*", "/") or self._stands_beside():
            sign = self._take() if self._next() in ("*", "/") else "*"
            found = _times(found, self._factor()) if sign == "*" else _over(found, self._factor())
        return found

    def _stands_beside(self) -> bool:
        token = self._next()
        return bool(token) and not self.spaced[self.at] and (token == "(" or token[0].isalpha())

    def _factor(self) -> Value:
        token = self._next()
        if re.fullmatch(rf"(?:{'|'.join(SIGNS)})_\w*'*", token):
            return self._big()
        if token == "e" and self.tokens[self.at + 1 : self.at + 2] == ["^"]:
            self.at += 2
            exponent = self._atom()
            return lambda point: self.names.functions.apply(sympy.exp, exponent(point))
        base = self._atom()
        if self._next() != "^":
            return base
        self._take("^")
        exponent = self._atom()
        return lambda point: _power(base(point), Fraction(exponent(point)), self.names.functions)

    def _big(self) -> Value:
        sign, _, letter = self._take().partition("_")
        letters = [letter] if letter else []
        while not letter and self._take("{", ",", "}") != "}":
            if self._next() != "}":
                letters.append(self._take())
        number = next(self.signs)
        extents = self.notes.extents(number, tuple(letters))
        body = self._product()

        def value(point: Point) -> Any:
            found = [body(at) for at in _points(extents, point) if self.notes.holds(number, at)]
            return max(found) if sign == "max" else sum(found)

        return value

    def _atom(self) -> Value:
        token = self._take()
        if token[0].isdigit():
            number = Fraction(token)
            return lambda point: number
        if token == "(":
            self.at -= 1
            (inner,) = self._list("(", ")")
            return inner
        if token == "[":
            return self._condition()
        return self._name(token)

    def _condition(self) -> Value:
        sides, signs = [self._sum()], []
        while (sign := self._take(*COMPARE, "]")) != "]":
            signs.append(COMPARE[sign])
            sides.append(self._sum())

        def value(point: Point) -> int:
            found = [side(point) for side in sides]
            return int(all(sign(a, b) for sign, a, b in zip(signs, found, found[1:], strict=False)))

        return Holds(value)

    def _name(self, name: str) -> Value:
        if self._next() == "(" and (name in FUNCTIONS or name in ("min", "max", "sqrt", "floor", "ceil")):
            return self._call(name, self._list("(", ")"))
        if name.startswith("dJ") and self._next() == "/":
            self._take("/")
            below = self._take()
            return self._read(self.names.cotangents[below.removeprefix("d")])
        if name in self.names.tensors:
            return self._read(self.names.tensors[name])
        if name in self.names.sizes:
            return lambda point: self.names.sizes[name]
        return lambda point: point[name]

    def _read(self, cells: Mapping[tuple[int, ...], Any]) -> Value:
        subscripts = self._list("[", "]") if self._next() == "[" and not self.spaced[self.at] else ()
        return lambda point: cells[tuple(int(each(point)) for each in subscripts)]

    def _call(self, name: str, arguments: tuple[Value, ...]) -> Value:
        functions = self.names.functions
        match name:
            case "max":
                return lambda point: max(each(point) for each in arguments)
            case "min":
                return lambda point: min(each(point) for each in arguments)
            case "sqrt":
                return lambda point: _power(arguments[0](point), Fraction(1, 2), functions)
            case "floor":
                return lambda point: arguments[0](point) // 1
            case "ceil":
                return lambda point: -(-arguments[0](point) // 1)
            case _:
                return lambda point: functions.apply(FUNCTIONS[name], arguments[0](point))


def _times(a: Value, b: Value) -> Value:
    """A product; what stands before a condition is not read where that is false."""
    if isinstance(b, Holds):
        return lambda point: a(point) if b(point) else 0
    return lambda point: a(point) * b(point)


def _over(a: Value, b: Value) -> Value:
    return lambda point: Fraction(a(point)) / b(point)


def _power(base: Any, exponent: Fraction, functions: Opaque) -> Any:
    if exponent.denominator == 1:
        return Fraction(base) ** int(exponent)
    return functions.power(base, exponent)
