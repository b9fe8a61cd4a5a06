"""Affine subscripts: const + sum of coefficient * index, over sizes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sympy import Symbol

from derive.algebra.index import Index
from derive.algebra.size import Size, normal, value_of, written


@dataclass(frozen=True, slots=True)
class Affine:
    """`const + sum(coefficient * index)`, normalised: sorted by index, no zero coefficient.

    A strided window reads x[s*i + d*u - p]: Affine(-p, ((i, s), (u, d))).
    """

    const: Size
    terms: tuple[tuple[Index, Size], ...]

    @property
    def indices(self) -> tuple[Index, ...]:
        """The indices that occur, in order."""
        return tuple(index for index, _ in self.terms)

    def coefficient(self, index: Index) -> Size:
        """The factor of `index`, 0 where it does not occur."""
        return next((coefficient for other, coefficient in self.terms if other == index), 0)

    def __add__(self, other: "Affine | Index | Size") -> "Affine":
        right = affine(other)
        return _collect(self.const + right.const, [*self.terms, *right.terms])

    def __mul__(self, factor: Size) -> "Affine":
        return _collect(self.const * factor, [(index, value * factor) for index, value in self.terms])

    def __sub__(self, other: "Affine | Index | Size") -> "Affine":
        return self + affine(other) * -1

    def substitute(self, mapping: Mapping[Index, "Affine"]) -> "Affine":
        """Replaces indices by affine expressions, all at once."""
        if not any(index in mapping for index in self.indices):
            return self
        total = Affine(self.const, ())
        for index, value in self.terms:
            total = total + mapping.get(index, Affine(0, ((index, 1),))) * value
        return total

    def over_sizes(self, change: Callable[[Size], Size]) -> "Affine":
        """The same with every size changed; numbers stay."""
        if isinstance(self.const, int) and all(isinstance(value, int) for _, value in self.terms):
            return self
        return _collect(change(self.const), [(index, change(value)) for index, value in self.terms])

    def value(self, point: Mapping[Index, int], sizes: Mapping[Symbol, int]) -> int:
        """The integer at a point of the index space."""
        total = value_of(self.const, sizes)
        return total + sum(value_of(value, sizes) * point[index] for index, value in self.terms)

    def __str__(self) -> str:
        parts = [f"{written(value)}*{index}" for index, value in self.terms]
        return " + ".join([*parts, written(self.const)] if self.const != 0 or not parts else parts)


def affine(value: Affine | Index | Size) -> Affine:
    """An index or a size seen as an affine expression."""
    if isinstance(value, Affine):
        return value
    if isinstance(value, Index):
        return Affine(0, ((value, 1),))
    return Affine(normal(value), ())


def _collect(const: Size, terms: Iterable[tuple[Index, Size]]) -> Affine:
    total: dict[Index, Size] = {}
    for index, value in terms:
        total[index] = total[index] + value if index in total else value
    normalised = ((index, normal(value)) for index, value in total.items())
    kept = sorted(((i, v) for i, v in normalised if v != 0), key=lambda pair: pair[0].key)
    return Affine(normal(const), tuple(kept))
