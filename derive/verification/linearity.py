"""Whether a network's output is exactly linear in one tensor between kinks, decided from its equations alone."""

from sympy import Integer

from derive.algebra.equation import Equation, Reduction, reads
from derive.algebra.functions import positive
from derive.algebra.tensor import Entry
from derive.network.model import Model, Placed


def piecewise_linear(model: Model, name: str) -> bool:
    """No loss, and every layer from the tensor's own on is linear in what depends on the tensor.

    False may also mean: not seen. Relus and maxima count as linear, since no kink is crossed.
    """
    if model.loss is not None:
        return False
    moving = name
    for layer in model.layers:
        own = [letter for letter, tensor in layer.tensors.items() if tensor.name == moving]
        if own and not linear_in(layer, own[0]):
            return False
        if own:
            moving = layer.output.name
    return moving == model.output.name


def linear_in(placed: Placed, letter: str) -> bool:
    """The output's equation reads the tensor, no other sum does, and no slope by it depends on it."""
    sums = [eq for eq in placed.declaration.equations if eq.reduction is Reduction.SUM and reads(eq, letter)]
    return sums == [placed.declaration.equations[-1]] and _constant_slopes(sums[0], letter)


def _constant_slopes(equation: Equation, letter: str) -> bool:
    for term in equation.terms:
        for entry in (e for e in term.body.atoms(Entry) if e.tensor.name == letter):
            slope = term.body.diff(entry)
            slope = slope.xreplace(dict.fromkeys(slope.atoms(positive), Integer(1)))
            if any(other.tensor.name == letter for other in slope.atoms(Entry)):
                return False
    return True
