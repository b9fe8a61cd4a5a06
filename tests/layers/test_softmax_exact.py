"""Softmax along every axis of every rank against its definition by loops, exactly: exp is a table of rationals."""

import random
from fractions import Fraction
from itertools import product

import pytest
import sympy

from derive.algebra.evaluate import World, evaluate
from derive.algebra.opaque import Opaque
from derive.algebra.tensor import cotangent
from derive.errors import AxesError, SpecError
from derive.layers.softmax import SOFTMAX, SoftmaxOptions
from derive.network.build import build
from derive.spec.read import parse_spec
from derive.verification.exact_point import forward_values, in_backward_order
from tests.structures import LAYOUT
from tests.worlds import sizes_of

EXTENTS = {1: (3,), 2: (2, 3), 3: (2, 3, 4), 4: (2, 2, 3, 2)}
CASES = [(rank, axis) for rank in LAYOUT for axis in range(rank)]


@pytest.mark.parametrize(("rank", "axis"), CASES)
def test_softmax_is_its_definition_along_the_axis(rank: int, axis: int) -> None:
    layout, source, exp = LAYOUT[rank], random.Random(f"{rank} {axis}"), Opaque(rank)
    declared = SOFTMAX.declare(SoftmaxOptions(axis=layout.axes[axis].name), layout)
    places = list(product(range(2), *map(range, EXTENTS[rank])))
    z = {place: source.randint(-4, 4) for place in places}
    bars = {place: source.randint(-9, 9) for place in places}
    numbers = {"M": 2} | {str(a.extent): n for a, n in zip(layout.axes, EXTENTS[rank], strict=True)}
    world = World({"z": z, cotangent(declared.declaration.output).name: bars}, sizes_of(declared, numbers), exp)

    def row(place: tuple[int, ...]) -> list[tuple[int, ...]]:
        return [(*place[: axis + 1], k, *place[axis + 2 :]) for k in range(EXTENTS[rank][axis])]

    peak = {place: max(z[other] for other in row(place)) for place in places}
    e = {place: Fraction(exp.apply(sympy.exp, z[place] - peak[place])) for place in places}
    a = {place: e[place] / sum(e[other] for other in row(place)) for place in places}
    z_bar = {p: a[p] * (bars[p] - sum(a[other] * bars[other] for other in row(p))) for p in places}
    tensors = forward_values(declared.declaration, world)
    assert tensors["a"] == a
    for name, derivation in in_backward_order(declared.declaration):
        found = evaluate(derivation.equation, World(tensors, world.sizes, exp))
        tensors[f"{name}_bar"] = found
    assert tensors["z_bar"] == z_bar


@pytest.mark.parametrize("rank", [2, 3, 4])
def test_softmax_over_maps_needs_the_axis_named(rank: int) -> None:
    with pytest.raises(AxesError, match="softmax reads features"):
        SOFTMAX.declare(SoftmaxOptions(), LAYOUT[rank])


def test_cross_entropy_of_maps_is_refused_where_it_is_named() -> None:
    text = "input: {channels: 2, height: 3, width: 4}\nlayers:\n  - softmax: {axis: channels}\nloss: cross_entropy\n"
    with pytest.raises(SpecError, match=r"4:7: loss cross_entropy reads features; softmax1 gives 2x3x4 \(channels"):
        build(parse_spec(text))
