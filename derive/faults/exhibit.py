"""A fault made in its smallest example: the right and the wrong formula, side by side."""

from functools import cache

from derive.faults.fault import Fault, Mistake
from derive.faults.formula import formulas_in, steps_in
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import parse_spec


@cache
def example_network(example: str) -> Model:
    """The network of an example's text."""
    return build(parse_spec(example))


def exhibit(fault: Fault) -> Mistake:
    """The first formula of the fault's example that it can be made in."""
    model = example_network(fault.example)
    formulas = (*formulas_in(model).values(), *steps_in(model).values())
    return next(Mistake(fault, formula, wrong) for formula in formulas if (wrong := fault.apply(formula)) is not None)
