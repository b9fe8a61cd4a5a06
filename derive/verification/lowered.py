"""Equations lowered by the ordinary path for the verifier's own use, as functions of arrays by their tensors' names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Symbol

from derive.algebra.equation import Equation
from derive.algebra.size import value_of
from derive.algebra.tensor import Entry
from derive.kernels.lowering.lower import Numbers, lower
from derive.kernels.lowering.source import NAMESPACE, source_text
from derive.layers.declaration import Declaration

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


def runnable(equation: Equation, numbers: Numbers) -> Runnable:
    """The lowered equation; `numbers` has the sizes that follow from others, and what is known of sizes."""
    read = {entry.tensor.name for term in equation.terms for entry in term.body.atoms(Entry)}
    function = lower(FUNCTION, equation, {name: name.replace(".", "_") for name in read}, numbers)
    namespace = {**NAMESPACE}
    exec(source_text(function), namespace)
    reads = tuple(tensor.name for tensor in function.arrays.values())
    return Runnable(reads, tuple(function.sizes.values()), namespace[FUNCTION])


def numbers_of(declaration: Declaration) -> Numbers:
    """What is known of a declaration's sizes, in its own letters."""
    return Numbers({}, {rule.symbol: rule.definition for rule in declaration.sizes}, declaration.facts)
