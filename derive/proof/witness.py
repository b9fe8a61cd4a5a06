"""That numbers with given properties do not exist, shown by an identity of polynomials. Standard library alone.

A claim about whole numbers, "where all p >= 0 and all e = 0, also q >= 0", holds if p >= 0, e = 0 and -q - 1 >= 0
cannot all be: a whole number that is not >= 0 is at most -1. That they cannot is seen from an identity

    c1 p p' + c2 p'' + ... + r1 e1 + r2 e2 + ... = -1,  with c1, c2, ... >= 0

for then a sum of numbers >= 0 is -1. The witness lists c, which p, and r. Whoever finds it need not be trusted:
`refutes` multiplies it out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

Monomial = tuple[str, ...]  # letters in order, each as often as its power: n n s; the empty one is 1
ONE: Monomial = ()


@dataclass(frozen=True)
class Polynomial:
    """A sum of coefficient * monomial, in whole or rational numbers; no coefficient is 0."""

    terms: Mapping[Monomial, Fraction]

    def __add__(self, other: "Polynomial") -> "Polynomial":
        return collect((*self.terms.items(), *other.terms.items()))

    def __mul__(self, other: "Polynomial") -> "Polynomial":
        pairs = ((one, two) for one in self.terms.items() for two in other.terms.items())
        return collect((tuple(sorted((*m, *n))), a * b) for (m, a), (n, b) in pairs)

    def __sub__(self, other: "Polynomial") -> "Polynomial":
        return self + constant(-1) * other

    @property
    def letters(self) -> frozenset[str]:
        """The letters that occur."""
        return frozenset(letter for monomial in self.terms for letter in monomial)

    @property
    def key(self) -> tuple[tuple[Monomial, Fraction], ...]:
        """The same for equal polynomials."""
        return tuple(sorted(self.terms.items()))


def collect(terms: Iterable[tuple[Monomial, Fraction]]) -> Polynomial:
    """The sum of the terms."""
    total: dict[Monomial, Fraction] = {}
    for monomial, coefficient in terms:
        total[monomial] = total.get(monomial, Fraction(0)) + coefficient
    return Polynomial({monomial: value for monomial, value in total.items() if value})


def constant(number: int | Fraction) -> Polynomial:
    """A number."""
    return collect([(ONE, Fraction(number))])


def letter(name: str) -> Polynomial:
    """One letter."""
    return Polynomial({(name,): Fraction(1)})


@dataclass(frozen=True)
class Given:
    """What is known of some whole numbers: each of `positive` is >= 0, each of `zero` is 0."""

    positive: tuple[Polynomial, ...]
    zero: tuple[Polynomial, ...] = ()

    def but_not(self, claim: Polynomial) -> "Given":
        """The same where claim >= 0 fails, so that -claim - 1 >= 0; it is the last of `positive`."""
        return Given((*self.positive, constant(-1) - claim), self.zero)


@dataclass(frozen=True)
class Witness:
    """`products` are (c, places among the positive), `multiples` are (r, place among the zero)."""

    products: tuple[tuple[Fraction, tuple[int, ...]], ...]
    multiples: tuple[tuple[Polynomial, int], ...] = ()


def refutes(witness: Witness, given: Given) -> bool:
    """Whether the witness shows that nothing has the given properties."""
    total = constant(0)
    for factor, places in witness.products:
        if factor < 0 or not all(0 <= place < len(given.positive) for place in places):
            return False
        product = constant(factor)
        for place in places:
            product = product * given.positive[place]
        total = total + product
    for multiple, place in witness.multiples:
        if not 0 <= place < len(given.zero):
            return False
        total = total + multiple * given.zero[place]
    return total == constant(-1)
