"""Looks for a witness that given properties contradict each other. What it finds is judged by `witness.refutes` alone.

Products of few of the polynomials are columns of a linear programme: which sum of them, with factors >= 0, is -1? It is
solved by the simplex method in fractions, by the rule that takes the first column and row (Bland 1977), so it ends.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from derive.proof.witness import ONE, Given, Monomial, Polynomial, Witness, collect, constant

WIDE = 300  # columns; more are not looked through
DEGREES = (1, 2, 3)
REACH = 2


@dataclass(frozen=True)
class Column:
    """A polynomial that may be added as often as one likes: a product of positive ones, or a multiple of a zero one."""

    value: Polynomial
    places: tuple[int, ...] = ()
    multiple: Polynomial | None = None


def find(given: Given) -> Witness | None:
    """A witness that nothing has the given properties; None where none was found."""
    for columns in map(_useful, _programmes(given)):
        if columns and len(columns) <= WIDE and (factors := _solve(columns)) is not None:
            return _witness(columns, factors)
    return None


def _programmes(given: Given) -> Iterator[list[Column]]:
    """Columns to try one after another: products of every kind but of few factors, then few products of many."""
    for degree in DEGREES:
        for near in _neighbourhoods(given):
            yield [*_products(given, near, degree), *_zeros(given, near)]
    if given.positive:
        yield [*_digits(given), *_equalities(given)]


def _neighbourhoods(given: Given) -> Iterator[frozenset[str]]:
    """The letters of the claim's opposite, which is the last, with those beside them; with those beside these; all."""
    near = given.positive[-1].letters if given.positive else frozenset[str]()
    for _ in range(REACH):
        beside = (each.letters for each in (*given.zero, *given.positive) if each.letters & near)
        near = near.union(*beside)
        yield near
    yield frozenset[str]().union(*(each.letters for each in (*given.positive, *given.zero)))


def _products(given: Given, near: frozenset[str], degree: int) -> list[Column]:
    """Each positive polynomial over these letters alone, and times others: up to `degree` factors, of which all but one
    are about a single letter, as sizes are, or the claim's opposite."""
    local = [place for place, each in enumerate(given.positive) if each.letters <= near]
    last = len(given.positive) - 1
    plain = [place for place in local if place == last or len(given.positive[place].letters) == 1]
    found: dict[tuple[int, ...], Column] = {
        (): Column(constant(1)),
        **{(place,): Column(given.positive[place], (place,)) for place in local},
    }
    grown = list(found.values())[1:]
    for _ in range(degree - 1):
        grown = [_times(column, place, given) for column in grown for place in plain]
        found |= {column.places: column for column in grown}
        grown = list({column.places: column for column in grown}.values())
    return list(found.values())


def _digits(given: Given) -> Iterator[Column]:
    """For a claim such as c n_h n_w + i n_w + j >= 0, about a number with its digits: each positive polynomial about a
    letter of a monomial of the claim, times what is known of some other letters of the monomial alone."""
    *known, opposite = given.positive
    found: set[tuple[int, ...]] = {(), (len(known),)}
    for monomial in opposite.terms:
        about = [place for place, each in enumerate(known) if each.letters & set(monomial)]
        alone = [place for place in about if len(known[place].letters) == 1]
        for place in about:
            others = [other for other in alone if not known[other].letters & known[place].letters]
            chosen = (some for count in range(len(monomial)) for some in combinations(others, count))
            found |= {tuple(sorted((place, *some))) for some in chosen}
    for places in sorted(found):
        column = Column(constant(1))
        for place in places:
            column = _times(column, place, given)
        yield column


def _equalities(given: Given) -> Iterator[Column]:
    """What is 0, added or taken off: a size that is the product of its digits' sizes."""
    for place, each in enumerate(given.zero):
        for sign in (1, -1):
            yield Column(constant(sign) * each, (place,), constant(sign))


def _times(column: Column, place: int, given: Given) -> Column:
    return Column(column.value * given.positive[place], tuple(sorted((*column.places, place))))


def _zeros(given: Given, near: frozenset[str]) -> Iterator[Column]:
    """Each zero polynomial, also times a letter that stands beside another one somewhere, added or taken off."""
    letters = {letter for each in (*given.positive, *given.zero) for m in each.terms if len(m) > 1 for letter in m}
    for place, each in enumerate(given.zero):
        if not each.letters <= near:
            continue
        for monomial in (ONE, *((letter,) for letter in sorted(letters & near))):
            for sign in (1, -1):
                multiple = collect([(monomial, Fraction(sign))])
                yield Column(multiple * each, (place,), multiple)


def _useful(columns: list[Column]) -> list[Column]:
    """Those all of whose monomials, but 1, can be cancelled by others."""
    while True:
        signs: dict[Monomial, set[bool]] = {}
        for column in columns:
            for monomial, value in column.value.terms.items():
                signs.setdefault(monomial, set()).add(value > 0)
        lonely = {monomial for monomial, found in signs.items() if len(found) == 1 and monomial != ONE}
        kept = [column for column in columns if not lonely & column.value.terms.keys()]
        if len(kept) == len(columns):
            return kept
        columns = kept


def _solve(columns: list[Column]) -> dict[int, Fraction] | None:
    """Factors >= 0 of the columns with the sum -1, by the place of the column."""
    monomials = sorted({ONE, *(monomial for column in columns for monomial in column.value.terms)})
    rows, right = [], []
    for monomial in monomials:
        rows.append({n: -c.value.terms[monomial] for n, c in enumerate(columns) if monomial in c.value.terms})
        right.append(Fraction(1 if monomial == ONE else 0))
    basis: list[int | None] = [None] * len(rows)  # None: the row's own slack, which has to go to 0
    while (enters := _entering(rows, basis, len(columns))) is not None:
        limits = [(right[r] / row[enters], basis[r] or 0, r) for r, row in enumerate(rows) if row.get(enters, 0) > 0]
        leaves = min(limits)[2]
        _pivot(rows, right, leaves, enters)
        basis[leaves] = enters
    if any(own is None and value for own, value in zip(basis, right, strict=True)):
        return None
    return {own: value for own, value in zip(basis, right, strict=True) if own is not None and value}


def _entering(rows: list[dict[int, Fraction]], basis: list[int | None], width: int) -> int | None:
    """The first column that brings the slacks nearer to 0."""
    open_ = [row for row, own in zip(rows, basis, strict=True) if own is None]
    gains: Callable[[int], Fraction] = lambda n: sum((row[n] for row in open_ if n in row), Fraction(0))  # noqa: E731
    return next((n for n in range(width) if n not in basis and gains(n) > 0), None)


def _pivot(rows: list[dict[int, Fraction]], right: list[Fraction], at: int, column: int) -> None:
    by = rows[at][column]
    rows[at] = {n: value / by for n, value in rows[at].items()}
    right[at] /= by
    for other, row in enumerate(rows):
        factor = row.get(column)
        if other == at or not factor:
            continue
        for n, value in rows[at].items():
            row[n] = row.get(n, Fraction(0)) - factor * value
        rows[other] = {n: value for n, value in row.items() if value}
        right[other] -= factor * right[at]


def _witness(columns: list[Column], factors: dict[int, Fraction]) -> Witness:
    used = [(factor, columns[place]) for place, factor in sorted(factors.items())]
    products = tuple((factor, column.places) for factor, column in used if column.multiple is None)
    multiples = tuple((constant(f) * c.multiple, c.places[0]) for f, c in used if c.multiple is not None)
    return Witness(products, multiples)
