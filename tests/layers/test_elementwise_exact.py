"""Layers of one scalar function against that function by hand: at every kink, beside it and far from it, exactly."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from derive.algebra.evaluate import World, evaluate
from derive.algebra.tensor import cotangent
from derive.layers.declaration import LayerKind
from derive.layers.options import NoOptions
from derive.layers.relu import RELU
from derive.layers.relu6 import RELU6
from derive.network.backward import derive_declaration
from tests.structures import LAYOUT

Exact = Callable[[Fraction], Fraction]
QUARTERS = tuple(Fraction(number, 4) for number in range(-16, 41))  # -4 to 10: kinks, and both sides of each
FUNCTIONS: dict[str, tuple[LayerKind, Exact, Exact]] = {
    "relu": (RELU, lambda z: max(Fraction(0), z), lambda z: Fraction(z > 0)),
    "relu6": (RELU6, lambda z: min(Fraction(6), max(Fraction(0), z)), lambda z: Fraction(0 < z < 6)),
}


@pytest.mark.parametrize("rank", LAYOUT)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_and_its_slope_are_those_of_its_definition_at_its_kinks_too(name: str, rank: int) -> None:
    kind, value, slope = FUNCTIONS[name]
    declaration = kind.declare(NoOptions(), LAYOUT[rank]).declaration
    (forward,) = declaration.equations
    ones = (0,) * (rank - 1)
    sizes = {size: 1 for size in declaration.input.shape if not isinstance(size, int)}
    sizes[declaration.input.shape[1]] = len(QUARTERS)
    z = {(0, place, *ones): each for place, each in enumerate(QUARTERS)}
    bars = {place: Fraction(7, 3) for place in z}
    world = World({"z": z, cotangent(declaration.output).name: bars}, sizes)
    assert evaluate(forward, world) == {place: value(each) for place, each in z.items()}
    world = World({**world.tensors, "a": evaluate(forward, world)}, sizes)
    found = evaluate(derive_declaration(declaration)["z"].equation, world)
    assert found == {place: slope(each) * bars[place] for place, each in z.items()}
