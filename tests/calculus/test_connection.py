"""A convolution is a dense layer: its derived connections give the same values as the layer itself."""

from typing import Any

import pytest

from derive.algebra.evaluate import World, evaluate
from derive.calculus.connection import as_dense, connection
from tests.structures import SMALL, Structure, conv_structures, structure
from tests.worlds import sizes_of, world_of

OTHERS = [structure("avg_pool", 3, window=2), structure("flatten", 3), structure("dense", 1, units=3)]


@pytest.mark.parametrize("chosen", [*conv_structures(), *OTHERS], ids=str)
def test_the_layer_through_its_connections_has_the_same_values(chosen: Structure) -> None:
    declared = chosen.declared
    declaration = declared.declaration
    found = connection(declaration.equations[-1], declaration.input_variable, declaration.facts)
    assert found is not None
    world = world_of(declared, sizes_of(declared, SMALL))
    weights = evaluate(found.equation, world)
    for step in found.steps:
        assert evaluate(step.before, world) == evaluate(step.after, world) == weights
    joined = World({**world.tensors, found.equation.left.tensor.name: weights}, world.sizes)
    dense = as_dense(declaration.equations[-1], declaration.input_variable, found.equation)
    assert evaluate(dense, joined) == world.tensors[declaration.output.name]


def test_all_taps_are_eliminated_unless_stride_and_dilation_are_both_named() -> None:
    def bound(**options: Any) -> int:
        declaration = structure("conv", 3, filters=2, kernel=2, **options).declared.declaration
        found = connection(declaration.equations[-1], declaration.input_variable, declaration.facts)
        assert found is not None
        return len(found.equation.terms[0].bound)

    assert bound() == bound(stride="s", padding="p") == 0
    assert bound(stride="s", dilation="d") == 2


@pytest.mark.parametrize("chosen", [structure("sigmoid", 3), structure("max_pool", 3, window=2)], ids=str)
def test_a_layer_that_is_not_linear_or_depends_on_the_example_has_no_connections(chosen: Structure) -> None:
    declaration = chosen.declared.declaration
    assert connection(declaration.equations[-1], declaration.input_variable, declaration.facts) is None
