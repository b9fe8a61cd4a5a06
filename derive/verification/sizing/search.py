"""The one search for sizes: small numbers under constraints, the most important unknown first.

Unknowns take their candidates in order; what a rule defines follows as soon as all in it is known, and a constraint is
looked at as soon as its sizes have numbers. Where none of an unknown's candidates will do, the search goes back to the
last unknown that had a part in it, not merely to the one before (conflict-directed backjumping: Prosser 1993). So the
axes of an image, which share no constraint, are decided one by one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter

from sympy import Symbol

from derive.algebra.counted import Counted, Known, counted, rising
from derive.algebra.size import Size
from derive.errors import SizeError
from derive.layers.declaration import SizeRule

MOST_STEPS = 100_000
MOST_NAMED = 3  # broken constraints in a message


@dataclass(frozen=True, slots=True)
class Unknown:
    """A size to be chosen among numbers, the best first."""

    symbol: Symbol
    candidates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """What must hold of the numbers of some sizes. One that rises stays broken whatever else grows: it is looked at
    with the least numbers of what is not known yet, candidates and declared signs."""

    text: str
    symbols: frozenset[Symbol]
    holds: Callable[[Known], bool]
    rises: bool = False


@dataclass(frozen=True)
class SizeProblem:
    """Unknowns in the order of their importance, sizes that follow from others, what must hold, and known numbers."""

    unknowns: tuple[Unknown, ...]
    rules: tuple[SizeRule, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    known: Mapping[Symbol, int] = field(default_factory=dict)


def at_least(size: Size, least: int) -> Constraint:
    """size >= least."""
    own = counted(size)
    return Constraint(f"{size} >= {least}", _symbols(size), lambda known: own(known) >= least)


def at_most(size: Size, most: int) -> Constraint:
    """size <= most."""
    own = counted(size)
    return Constraint(f"{size} <= {most}", _symbols(size), lambda known: own(known) <= most, rising(size))


def equal(first: Size, second: Size) -> Constraint:
    """first = second, as of two tensors that meet."""
    one, other = counted(first), counted(second)
    return Constraint(
        f"{first} = {second}", _symbols(first) | _symbols(second), lambda known: one(known) == other(known)
    )


def different(first: Size, second: Size) -> Constraint:
    """first and second differ, so that a swapped axis shows."""
    one, other = counted(first), counted(second)
    return Constraint(
        f"{first} differs from {second}", _symbols(first) | _symbols(second), lambda known: one(known) != other(known)
    )


def divides(part: Size, whole: Size) -> Constraint:
    """part divides whole."""
    small, large = counted(part), counted(whole)
    return Constraint(
        f"{part} divides {whole}", _symbols(part) | _symbols(whole), lambda known: large(known) % small(known) == 0
    )


def solve(problem: SizeProblem, wishes: Iterable[Constraint] = ()) -> dict[Symbol, int]:
    """Numbers for all sizes that keep every constraint, and of the wishes as many as go together, the first ones first;
    among those the best candidates, the most important unknown's first.

    SizeError names the constraints that no candidates keep together, or says that the search was given up.
    """
    wished = tuple(map(_remembered, wishes))
    problem = replace(problem, constraints=tuple(map(_remembered, problem.constraints)))
    best = _Search(_with(problem, wished)).found()
    if isinstance(best, dict):
        return best
    best = _Search(problem).found() if wished else best
    if not isinstance(best, dict):
        raise SizeError(f"no sizes fit: {best}")
    kept: tuple[Constraint, ...] = ()
    for wish in wished:
        if not wish.holds(best):
            found = _Search(_with(problem, (*kept, wish))).found()
            if not isinstance(found, dict):
                continue
            best = found
        kept += (wish,)
    return best


def _with(problem: SizeProblem, wishes: tuple[Constraint, ...]) -> SizeProblem:
    return replace(problem, constraints=(*problem.constraints, *wishes)) if wishes else problem


def _remembered(constraint: Constraint) -> Constraint:
    """The same constraint, asked once for the same numbers: a search comes back to them again and again."""
    if not constraint.symbols:
        return constraint
    numbers_of, answers = itemgetter(*sorted(constraint.symbols, key=str)), dict[object, bool]()

    def holds(known: Known) -> bool:
        numbers = numbers_of(known)
        if numbers not in answers:
            answers[numbers] = constraint.holds(known)
        return answers[numbers]

    return replace(constraint, holds=holds)


@dataclass(frozen=True, slots=True)
class _Conflict:
    """The places of the unknowns that stand in each other's way, and the constraints that they break."""

    places: frozenset[int] = frozenset()
    texts: tuple[str, ...] = ()

    def __or__(self, other: "_Conflict") -> "_Conflict":
        if other.places <= self.places and set(other.texts) <= set(self.texts):
            return self
        return _Conflict(self.places | other.places, tuple(dict.fromkeys((*self.texts, *other.texts))))

    def __str__(self) -> str:
        more = len(self.texts) - MOST_NAMED
        return "; ".join(self.texts[:MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")


class _Search:
    """One run: what becomes known and what can be looked at with each unknown, worked out once."""

    def __init__(self, problem: SizeProblem) -> None:
        self.problem = problem
        self.places = {unknown.symbol: place for place, unknown in enumerate(problem.unknowns)}
        self.least = {rule.symbol: int(bool(rule.symbol.is_positive)) for rule in problem.rules}
        self.least |= {unknown.symbol: min(unknown.candidates) for unknown in problem.unknowns}
        self.known: dict[Symbol, int] = {**self.least, **problem.known}
        self.steps = 0
        self.rules: list[list[tuple[Symbol, Counted]]] = [[] for _ in range(len(self.places) + 1)]
        self.checks: list[list[Constraint]] = [[] for _ in range(len(self.places) + 1)]
        self._decided: dict[Symbol, frozenset[int]] = {}
        self._blames: dict[tuple[frozenset[Symbol], str, int], _Conflict] = {}
        for rule in problem.rules:
            self.rules[_last(self._by(rule.symbol))].append((rule.symbol, counted(rule.definition)))
        for constraint in problem.constraints:
            by = self._by_all(constraint.symbols)
            for place in by if by and constraint.rises else (_last(by),):
                self.checks[place + 1].append(constraint)

    @cached_property
    def definitions(self) -> dict[Symbol, SizeRule]:
        return {rule.symbol: rule for rule in self.problem.rules}

    def _by(self, symbol: Symbol) -> frozenset[int]:
        """The places of the unknowns that decide a size."""
        if symbol not in self._decided:
            if symbol in self.places:
                found = frozenset((self.places[symbol],))
            elif symbol in self.definitions:
                found = self._by_all(_symbols(self.definitions[symbol].definition))
            elif symbol in self.problem.known:
                found = frozenset()
            else:
                raise SizeError(f"the size {symbol} has no number, no rule and no candidates")
            self._decided[symbol] = found
        return self._decided[symbol]

    def _by_all(self, symbols: frozenset[Symbol]) -> frozenset[int]:
        return frozenset(place for symbol in symbols for place in self._by(symbol))

    def found(self) -> dict[Symbol, int] | _Conflict:
        """The numbers of all sizes, or why there are none."""
        broken = self._broken_at(-1)
        found = self._extended(0) if broken is None else self._blamed(broken, -1)
        gave_up = self.steps > MOST_STEPS and not isinstance(found, dict)
        return _Conflict(texts=(f"given up after {MOST_STEPS} steps",)) if gave_up else found

    def _extended(self, place: int) -> dict[Symbol, int] | _Conflict:
        if place == len(self.places):
            return dict(self.known)
        unknown = self.problem.unknowns[place]
        conflict = _Conflict()
        least_too_large = None
        for value in unknown.candidates:
            if least_too_large is not None and value >= least_too_large:
                continue
            self.known[unknown.symbol] = value
            broken = self._broken_at(place)
            found = self._extended(place + 1) if broken is None else self._blamed(broken, place)
            if isinstance(found, dict):
                return found
            if place not in found.places or self.steps > MOST_STEPS:
                conflict = found  # another number here changes nothing
                break
            if broken is not None and broken.rises:
                least_too_large = value
            conflict |= found
        for symbol in (unknown.symbol, *(symbol for symbol, _ in self.rules[place])):
            self.known[symbol] = self.least[symbol]
        return replace(conflict, places=conflict.places - {place})

    def _broken_at(self, place: int) -> Constraint | None:
        """The first broken constraint, once what follows from this place is known; None if all hold."""
        self.steps += 1
        for symbol, of in self.rules[place]:
            self.known[symbol] = of(self.known)
        return next((each for each in self.checks[place + 1] if not each.holds(self.known)), None)

    def _blamed(self, broken: Constraint, place: int) -> _Conflict:
        """The unknowns so far by which a constraint is broken."""
        key = broken.symbols, broken.text, place
        if key not in self._blames:
            by = frozenset(each for each in self._by_all(broken.symbols) if each <= place)
            self._blames[key] = _Conflict(by, (broken.text,))
        return self._blames[key]


def _last(places: frozenset[int]) -> int:
    """The place with which all is known; -1 before the first."""
    return max(places, default=-1)


def _symbols(size: Size) -> frozenset[Symbol]:
    return frozenset() if isinstance(size, int) else frozenset(size.free_symbols)
