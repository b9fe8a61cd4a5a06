"""Reads a printed equation back, with Coq's precedence, and works it out: written apart from the printer."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

TOKEN = re.compile(r"\s*(\[\[|\]\]|@\[|&&|=\?|%Z|<=|Z\.max|[A-Za-z_][A-Za-z_0-9']*|\d+|[-+*/()<,=:\]])")
Scope = Mapping[str, Any]
Meaning = Callable[[Scope], Any]
WHOLE: dict[str, Callable[..., int]] = {  # as Indexed.v defines them
    "ceil_quotient": lambda a, b: -(-a // b),
    "ceil_size": lambda a, s, limit: -(-a // s) + (0 if -(-a // s) * s >= limit else 1),
    "Z.max": max,
}
ARGUMENTS = {"ceil_quotient": 2, "ceil_size": 3, "Z.max": 2}


@dataclass
class Reader:
    """Recursive descent: a sum binds weaker than a product, SUM and [[ ]] reach over products only."""

    tokens: list[str]
    functions: Mapping[str, Callable[[Any], Any]]
    place: int = 0

    @property
    def next(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self, expected: str | None = None) -> str:
        token = self.next
        assert expected is None or token == expected, f"{token!r} at {self.place}, expected {expected!r}"
        self.place += 1
        return token

    def sum(self) -> Meaning:
        parts = [(1, self.item())]
        while self.next in ("+", "-"):
            sign = 1 if self.take() == "+" else -1
            parts.append((sign, self.item()))
        return lambda scope: sum(sign * part(scope) for sign, part in parts)

    def item(self) -> Meaning:
        if self.next == "SUM":
            self.take()
            index = self.take()
            self.take("<")
            size = self.product()
            self.take(",")
            body = self.item()
            return lambda scope: sum((body({**scope, index: i}) for i in range(size(scope))), start=Fraction(0))
        if self.next == "[[":
            self.take()
            tests = [self.test()]
            while self.next == "&&":
                self.take()
                tests.append(self.test())
            self.take("]]")
            body = self.item()
            return lambda scope: body(scope) if all(test(scope) for test in tests) else Fraction(0)
        return self.product()

    def test(self) -> Meaning:
        if self.next == "inside":
            self.take()
            value, size = self.atom(), self.atom()
            return lambda scope: 0 <= value(scope) < size(scope)
        self.take("(")
        left = self.sum()
        self.take("=?")
        right = self.sum()
        self.take(")")
        self.take("%Z")
        return lambda scope: left(scope) == right(scope)

    def product(self) -> Meaning:
        found = self.signed()
        while self.next in ("*", "/"):
            found = self._joined(self.take(), found, self.signed())
        return found

    @staticmethod
    def _joined(sign: str, left: Meaning, right: Meaning) -> Meaning:
        if sign == "*":
            return lambda scope: left(scope) * right(scope)
        return lambda scope: Fraction(left(scope)) / right(scope)

    def signed(self) -> Meaning:
        if self.next == "-":
            self.take()
            inner = self.signed()
            return lambda scope: -inner(scope)
        return self.atom()

    def atom(self) -> Meaning:
        token = self.take()
        if token == "(":
            inner = self.sum()
            self.take(")")
            return inner
        if token.isdigit():
            return lambda scope: int(token)
        if token == "num":
            return self.atom()
        if token in self.functions:
            argument = self.atom()
            return lambda scope: self.functions[token](argument(scope))
        if self.next == "@[":
            self.take()
            places = [] if self.next == "]" else [self.sum()]
            while self.next == ",":
                self.take()
                places.append(self.sum())
            self.take("]")
            return lambda scope: scope[token][tuple(place(scope) for place in places)]
        return lambda scope: scope[token]


def read_equation(text: str, functions: Mapping[str, Callable[[Any], Any]]) -> Callable[[Scope], Iterator[bool]]:
    """Whether the equation holds at each point of its ranges, in a scope of sizes and tensors."""
    reader = Reader(_tokens(text), functions)
    ranges = _ranges(reader)
    left = reader.sum()
    reader.take("=")
    right = reader.sum()
    assert reader.next == "", f"more text: {reader.tokens[reader.place :]}"

    return lambda scope: (left(point) == right(point) for point in _points(scope, ranges))


def _ranges(reader: Reader) -> list[tuple[str, Meaning]]:
    ranges: list[tuple[str, Meaning]] = []
    while reader.next == "ALL":
        reader.take()
        index = reader.take()
        reader.take("<")
        ranges.append((index, reader.product()))
        reader.take(",")
    return ranges


def _points(scope: Scope, ranges: list[tuple[str, Meaning]]) -> Iterator[Scope]:
    if not ranges:
        yield scope
        return
    (index, size), *inner = ranges
    for number in range(size(scope)):
        yield from _points({**scope, index: number}, inner)


class WholeReader(Reader):
    """Reads what stands in whole numbers: there a / b is rounded down, and some quotients have a word."""

    @staticmethod
    def _joined(sign: str, left: Meaning, right: Meaning) -> Meaning:
        if sign == "*":
            return lambda scope: left(scope) * right(scope)
        return lambda scope: left(scope) // right(scope)

    def atom(self) -> Meaning:
        if self.next not in WHOLE:
            return Reader.atom(self)
        word = self.take()
        given = [self.atom() for _ in range(ARGUMENTS[word])]
        return lambda scope: WHOLE[word](*(each(scope) for each in given))


def read_size(text: str) -> Callable[[Scope], bool]:
    """Whether a hypothesis about sizes holds: (1 <= M)%Z, or a size that is what its formula says."""
    reader = WholeReader(_tokens(text), {})
    reader.take("(")
    left, sign, right = reader.sum(), reader.take(), reader.sum()
    assert sign in ("=", "<=")
    for expected in (")", "%Z", ""):
        assert reader.next == expected
        reader.take()
    return lambda scope: left(scope) == right(scope) if sign == "=" else left(scope) <= right(scope)


def read_unit(text: str, functions: Mapping[str, Callable[[Any], Any]]) -> Callable[[Scope], Iterator[Any]]:
    """The values of which a hypothesis says that they have an inverse, at each point of its ranges."""
    reader = Reader(_tokens(text), functions)
    ranges = _ranges(reader)
    reader.take("unit")
    reader.take("(")
    value = reader.sum()
    for expected in (":", "R", ")", ""):
        assert reader.next == expected
        reader.take()
    return lambda scope: (value(point) for point in _points(scope, ranges))


def _tokens(text: str) -> list[str]:
    tokens, place = [], 0
    while place < len(text.rstrip()):
        found = TOKEN.match(text, place)
        assert found is not None, f"unreadable: {text[place : place + 20]!r}"
        tokens.append(found[1])
        place = found.end()
    return tokens
