"""Error bounds, entry by entry, by walking a layer's own equations with pairs of a value and its error.

Every equation, forward and derived backward, gives two more (derive.verification.rounding), which are lowered by the
ordinary path and run on the same arrays. What is given is exact: both sides of a comparison start from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

import numpy as np
from sympy import Symbol

from derive.algebra.equation import Equation
from derive.algebra.tensor import Entry
from derive.errors import EvaluationError
from derive.kernels.lowering.lower import Numbers
from derive.layers.declaration import Declaration
from derive.network.formulas import computed
from derive.verification.lowered import Runnable, numbers_of, runnable
from derive.verification.rounding import error_of, is_exact, magnitude_of, rounding, summands
from derive.verification.tolerance import ELEMENTARY, UNIT, Bound

Array = Any


class Aspect(Enum):
    """What of a tensor an array holds."""

    VALUE = "value"
    SIZE = "absolute value"
    ERROR = "error in units of round-off"


@dataclass(frozen=True, slots=True)
class Reading:
    """A lowered equation, and what its arrays are: each a part of a tensor."""

    run: Runnable
    parts: Mapping[str, tuple[str, Aspect]]


@dataclass(frozen=True, slots=True)
class Rounded:
    """One equation with its roundings, lowered; `carried` is None where nothing is carried."""

    equation: Equation
    exact: bool
    value: Reading
    magnitude: Reading
    carried: Reading | None


Analysis = Mapping[str, Rounded]


@cache
def analysed(declaration: Declaration, moves: tuple[Equation, ...] = ()) -> Analysis:
    """The equations that kernels compute of a layer, by the tensor that each gives, or renews."""
    return analyse(computed(declaration, moves), numbers_of(declaration))


def analyse(equations: tuple[Equation, ...], numbers: Numbers) -> Analysis:
    """Equations in the order of their computation, each with its roundings."""
    inexact: set[str] = set()
    found: dict[str, Rounded] = {}
    for equation in equations:
        known = frozenset(inexact)
        made, exact = rounding(equation, known), is_exact(equation, known)
        value, magnitude = (_reading(form, equation, numbers) for form in (equation, made.magnitude))
        carried = None if made.carried is None else _reading(made.carried, equation, numbers)
        name = equation.left.tensor.name
        found[name] = Rounded(equation, exact, value, magnitude, carried)
        inexact |= set() if exact else {name}
    return found


def _reading(form: Equation, original: Equation, numbers: Numbers) -> Reading:
    tensors = {entry.tensor for term in original.terms for entry in term.body.atoms(Entry)}
    parts = {t.name: (t.name, Aspect.VALUE) for t in tensors}
    parts |= {magnitude_of(t).name: (t.name, Aspect.SIZE) for t in tensors}
    parts |= {error_of(t).name: (t.name, Aspect.ERROR) for t in tensors}
    return Reading(runnable(form, numbers), parts)


@dataclass(frozen=True, slots=True)
class Walk:
    """One point: `arrays` has what is given, and what has been worked out, when it was first asked for."""

    analysis: Analysis
    sizes: Mapping[Symbol, int]
    arrays: dict[tuple[str, Aspect], Array]

    def bound(self, tensor: str) -> Bound:
        """What an evaluation of the tensor's equation may be off by."""
        magnitude = self._run(self.analysis[tensor].magnitude)
        return Bound(magnitude, UNIT * self._error(tensor, magnitude))

    def _array(self, name: str, part: Aspect) -> Array:
        if (name, part) not in self.arrays:
            self.arrays[name, part] = self._made(name, part)
        return self.arrays[name, part]

    def _made(self, name: str, part: Aspect) -> Array:
        if part is Aspect.SIZE:
            return np.abs(self._array(name, Aspect.VALUE))
        if name not in self.analysis:
            raise EvaluationError(f"neither an array nor an equation is known for {name}")
        own = self.analysis[name]
        return self._run(own.value) if part is Aspect.VALUE else self._error(name, self._run(own.magnitude))

    def _error(self, name: str, magnitude: Array) -> Array:
        """Roundings of the sum and of its products, a count times the magnitude, and what is carried into it."""
        own = self.analysis[name]
        if own.exact:
            return np.zeros_like(magnitude)
        count = ELEMENTARY + summands(own.equation, self.sizes)
        rounded = count / (1 - count * UNIT) * magnitude
        return rounded if own.carried is None else rounded + self._run(own.carried)

    def _run(self, own: Reading) -> Array:
        return own.run({name: self._array(*own.parts[name]) for name in own.run.reads}, self.sizes)


def walk(analysis: Analysis, sizes: Mapping[Symbol, int], given: Mapping[str, Array]) -> Walk:
    """A walk from given arrays, which count as exact."""
    return Walk(analysis, sizes, {(name, Aspect.VALUE): array for name, array in given.items()})
