"""A weight for every output: where they are all equal, the locally connected layer is the convolution."""

from itertools import product

import pytest

from derive.algebra.evaluate import World, evaluate
from derive.calculus.unsharing import parameters_of, unshared
from tests.structures import SMALL, Structure, conv_structures, structure
from tests.worlds import shape_of, sizes_of, world_of


@pytest.mark.parametrize("chosen", [*conv_structures(), structure("dense", 1, units=3)], ids=str)
def test_with_equal_weights_at_every_output_the_layer_is_the_one_that_shares_them(chosen: Structure) -> None:
    forward = chosen.declared.declaration.equations[-1]
    sizes = sizes_of(chosen.declared, SMALL)
    world = world_of(chosen.declared, sizes)
    own = unshared(forward)
    tensors = dict(world.tensors)
    for tensor in parameters_of(own):
        shared = world.tensors[tensor.name]
        axes = len(forward.left.subscripts) - 1
        assert len(tensor.shape) - len(next(iter(shared))) == axes - 1, "the output's subscripts but the channel's"
        places = product(*map(range, shape_of(tensor, sizes)))
        tensors[tensor.name] = {at: shared[(at[0], *at[axes:])] for at in places}
    assert evaluate(own, World(tensors, sizes)) == evaluate(forward, world)


def test_the_biases_are_counted_after_the_weights() -> None:
    forward = structure("conv", 3, filters=2, kernel=2).declared.declaration.equations[-1]
    assert [tensor.name for tensor in parameters_of(forward)] == ["W", "b"]
    assert [len(tensor.shape) for tensor in parameters_of(unshared(forward))] == [6, 3]
