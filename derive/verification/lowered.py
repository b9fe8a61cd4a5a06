"""Equations lowered by the ordinary path for the verifier's own use, as functions of arrays by their tensors' names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Expr, Symbol

from derive.algebra.equation import Equation
from derive.algebra.size import value_of
from derive.algebra.tensor import Entry
from derive.kernels.lowering.lower import Numbers, lower
from derive.kernels.lowering.source import NAMESPACE, source_text

Array = Any
FUNCTION = "computed"


@dataclass(frozen=True, slots=True)
class Runnable:
    """An equation as a function of the arrays that it reads, and of the sizes that none of them shows."""

    reads: tuple[str, ...]
    sizes: tuple[Symbol, ...]
    function: Callable[..., Array]

    def __call__(self, arrays: Mapping[str, Array], sizes: Mapping[Symbol, int]) -> Array:
        """The left side's array."""
        return self.function(*(arrays[name] for name in self.reads), *(value_of(size, sizes) for size in self.sizes))


def runnable(equation: Equation, definitions: Mapping[Symbol, Expr]) -> Runnable:
    """The lowered equation; `definitions` are the sizes that follow from others."""
    read = {entry.tensor.name for term in equation.terms for entry in term.body.atoms(Entry)}
    function = lower(FUNCTION, equation, {name: name.replace(".", "_") for name in read}, Numbers({}, definitions))
    namespace = {**NAMESPACE}
    exec(source_text(function), namespace)
    reads = tuple(tensor.name for tensor in function.arrays.values())
    return Runnable(reads, tuple(function.sizes.values()), namespace[FUNCTION])
