"""Whether a network's output is exactly linear in one tensor between kinks, decided from its equations alone."""

from collections.abc import Set

from sympy import Integer

from derive.algebra.equation import Equation, Reduction, reads
from derive.algebra.functions import positive
from derive.algebra.tensor import Entry
from derive.network.model import Model, Placed


def piecewise_linear(model: Model, name: str) -> bool:
    """No loss, and every layer from the tensor's own on is linear in what depends on the tensor.

    False may also mean: not seen. Relus and maxima count as linear, since no kink is crossed.
    """
    if model.terms:
        return False
    moving = {name}
    for layer in model.layers:
        made = {equation.left.tensor.name for equation in layer.declaration.equations}
        own = {letter for letter, t in layer.tensors.items() if t.name in moving and letter not in made}
        if own and not linear_in(layer, own):
            return False
        if own:
            moving.add(layer.output.name)
    return any(output.name in moving for output in model.outputs)


def linear_in(placed: Placed, letters: Set[str]) -> bool:
    """The output's equation reads the tensors, no other sum does, and no slope by one depends on any of them."""
    sums = [
        eq
        for eq in placed.declaration.equations
        if eq.reduction is Reduction.SUM and any(reads(eq, letter) for letter in letters)
    ]
    return sums == [placed.declaration.equations[-1]] and _constant_slopes(sums[0], letters)


def _constant_slopes(equation: Equation, letters: Set[str]) -> bool:
    for term in equation.terms:
        for entry in (e for e in term.body.atoms(Entry) if e.tensor.name in letters):
            slope = term.body.diff(entry)
            slope = slope.xreplace(dict.fromkeys(slope.atoms(positive), Integer(1)))
            if any(other.tensor.name in letters for other in slope.atoms(Entry)):
                return False
    return True
