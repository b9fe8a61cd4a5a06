"""The language: an Equation is a reduction of Terms, a Term a guarded product summed over bound indices.

    Equation := left entry, free ranges, terms, reduction
    Term     := bound ranges, guards 0 <= affine < size, brackets [affine = affine], body over entries

Nothing nests: a sum inside a product is an equation of its own with a name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from sympy import Expr

from derive.algebra.affine import Affine
from derive.algebra.index import Index
from derive.algebra.size import Size
from derive.algebra.tensor import Entry, Partial
from derive.errors import DerivationError

Range = tuple[Index, Size]


@dataclass(frozen=True, slots=True)
class Guard:
    """0 <= affine < size; where it is false its term is absent."""

    affine: Affine
    size: Size


@dataclass(frozen=True, slots=True)
class Bracket:
    """[left = right]: 1 where the two agree, else 0."""

    left: Affine
    right: Affine

    @property
    def difference(self) -> Affine:
        """The affine expression that the bracket says is 0."""
        return self.left - self.right


@dataclass(frozen=True, slots=True)
class Term:
    """Sum (or maximum) over `bound` of `body`, where all guards hold, times all brackets."""

    bound: tuple[Range, ...]
    guards: tuple[Guard, ...]
    brackets: tuple[Bracket, ...]
    body: Expr


class Reduction(Enum):
    """What an equation does with the values that its terms take."""

    SUM = "sum"
    MAXIMUM = "maximum"
    FIRST = "1 at the first maximum in row-major order over the bound indices, else 0"
    SCATTER = "starts at 0, and every point of the free ranges adds its value into the left entry"
    OVERWRITE = "starts at 0, and every point of the free ranges writes over the left entry, in row-major order"
    REPLACE = "as OVERWRITE, but a point whose value is 0 writes nothing"


LANDING = (Reduction.SCATTER, Reduction.OVERWRITE, Reduction.REPLACE)


@dataclass(frozen=True, slots=True)
class Equation:
    """left = reduction of terms, for all values of the free indices.

    With FIRST, the left entry's last subscripts are the bound indices of the only term; with those of LANDING,
    different points of the free ranges may meet in one left entry. No layer overwrites: it is the language of
    mistakes, = in place of +=; there a free index need not occur on the left.
    """

    left: Entry
    free: tuple[Range, ...]
    terms: tuple[Term, ...]
    reduction: Reduction = Reduction.SUM

    def __post_init__(self) -> None:
        for term in self.terms:
            _check_scopes(self, term)


def total(left: Entry, free: tuple[Range, ...], *terms: Term) -> Equation:
    """left = sum of the terms."""
    return Equation(left, free, terms)


@lru_cache(maxsize=1 << 14)
def entries(body: Expr) -> tuple[Entry, ...]:
    """The entries in a body (also those inside partial derivatives), in a deterministic order."""
    found = set(body.atoms(Entry))
    for partial in body.atoms(Partial):
        found |= {*partial.of.atoms(Entry), partial.wrt}
    return tuple(sorted(found, key=lambda entry: entry.key))


def reads(equation: Equation, name: str) -> bool:
    """Whether any term of the equation has an entry of the tensor called `name`."""
    return any(entry.tensor.name == name for term in equation.terms for entry in entries(term.body))


def subscripts_of(term: Term) -> Iterable[Affine]:
    """Every affine expression of a term, in its guards, brackets and body."""
    for guard in term.guards:
        yield guard.affine
    for bracket in term.brackets:
        yield from (bracket.left, bracket.right)
    for entry in entries(term.body):
        yield from entry.subscripts


def _check_scopes(equation: Equation, term: Term) -> None:
    """Every index is bound exactly once: no index is free and bound, bound twice, or unbound."""
    binders = [index for index, _ in (*equation.free, *term.bound)]
    if len(set(binders)) != len(binders):
        raise DerivationError(f"{equation.left}: an index is bound twice among {', '.join(map(str, binders))}")
    used = {index for subscript in subscripts_of(term) for index in subscript.indices}
    used |= {index for subscript in equation.left.subscripts for index in subscript.indices}
    loose = used - set(binders)
    if loose:
        names = ", ".join(sorted(map(str, loose)))
        raise DerivationError(f"{equation.left}: index {names} occurs without a range")
