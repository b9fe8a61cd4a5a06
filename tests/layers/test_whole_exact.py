"""Layers that read all or every entry (dense, batch norm, dropout, activations, flatten, global means) against loops
over every index, exactly: derivatives by dual numbers, exp and roots by a table of rationals that keeps their laws."""

import random
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

import pytest
import sympy

from derive.algebra.dual import Dual, Scalar, dual, slope_part, value_part
from derive.algebra.evaluate import World, evaluate
from derive.algebra.opaque import Opaque
from derive.algebra.tensor import bar_name, cotangent
from derive.layers.axes import VECTOR
from derive.layers.batch_norm import BATCH_NORM, BatchNormOptions
from derive.layers.declaration import Declared
from derive.layers.dense import DENSE, DenseOptions
from derive.layers.dropout import DROPOUT, DropoutOptions
from derive.layers.flatten import FLATTEN
from derive.layers.global_avg_pool import GLOBAL_AVG_POOL, GlobalAvgPoolOptions
from derive.layers.options import NoOptions
from derive.layers.sigmoid import SIGMOID
from derive.layers.tanh import TANH
from derive.verification.exact_point import forward_values, in_backward_order
from tests.layers.exactly import Array, agrees, part_of, whole_numbers
from tests.structures import LAYOUT
from tests.worlds import sizes_of

Place = tuple[int, ...]
Cells = Mapping[Place, Any]
EXTENTS = {1: (3,), 2: (2, 3), 3: (2, 2, 3), 4: (2, 1, 2, 3)}
TABLE = Opaque(7)


def _places(*shape: int) -> list[Place]:
    return list(product(*map(range, shape)))


def _numbers(rank: int) -> dict[str, int]:
    pairs = zip(LAYOUT[rank].axes, EXTENTS[rank], strict=True)
    return {"M": 2} | {str(axis.extent): n for axis, n in pairs}


def _drawn(note: str, *shape: int) -> dict[Place, int]:
    source = random.Random(note)
    return {place: source.randint(-4, 4) for place in _places(*shape)}


def _is(
    declared: Declared, function: Callable[..., Cells], given: dict[str, Any], numbers: dict[str, int], held: Any = ()
) -> None:
    """The layer is the function of the cells that are given, and its derivatives are those of dual numbers."""
    declaration, y = declared.declaration, function(**given)
    world = World(given, sizes_of(declared, numbers), TABLE)
    tensors = forward_values(declaration, world)
    assert tensors[declaration.output.name] == {place: value_part(value) for place, value in y.items()}
    bars = {place: Fraction(number % 7 - 3) for number, place in enumerate(y)}
    tensors[cotangent(declaration.output).name] = bars
    for name, derivation in in_backward_order(declaration):
        found = evaluate(derivation.equation, World(tensors, world.sizes, TABLE))
        tensors[bar_name(name)] = found
        if name in given and name not in held:
            assert found == dict(_slopes(function, given, name, bars)), name


def _slopes(
    function: Callable[..., Cells], given: dict[str, Any], name: str, bars: Cells
) -> Iterator[tuple[Place, Scalar]]:
    """d(sum of y_bar y) by each cell of a tensor, one cell at a time."""
    for place, value in given[name].items():
        y = function(**{**given, name: {**given[name], place: Dual(value, 1)}})
        yield place, sum(bars[at] * slope_part(dual(each)) for at, each in y.items())


def _sigmoid(z: Cells) -> Cells:
    return {place: (TABLE.apply(sympy.exp, -1 * value) + 1) ** -1 for place, value in _duals(z)}


def _tanh(z: Cells) -> Cells:
    both = ((place, TABLE.apply(sympy.exp, z), TABLE.apply(sympy.exp, -1 * z)) for place, z in _duals(z))
    return {place: (up + -1 * down) * (up + down) ** -1 for place, up, down in both}


def _duals(cells: Cells) -> Iterator[tuple[Place, Dual]]:
    return ((place, dual(value)) for place, value in cells.items())


@pytest.mark.parametrize("rank", LAYOUT)
@pytest.mark.parametrize(("kind", "function"), [(SIGMOID, _sigmoid), (TANH, _tanh)], ids=["sigmoid", "tanh"])
def test_an_activation_is_its_definition(kind: Any, function: Any, rank: int) -> None:
    z = _drawn(f"{kind.kind} {rank}", 2, *EXTENTS[rank])
    _is(kind.declare(NoOptions(), LAYOUT[rank]), function, {"z": z}, _numbers(rank))


@pytest.mark.parametrize("case", list(product((1, 2, 3), (1, 2), (True, False))), ids=str)
def test_dense_is_a_weighted_sum(case: tuple[int, int, bool]) -> None:
    n, units, bias = case

    def function(x: Cells, W: Cells, b: Cells | None = None) -> Cells:
        sums = {(m, k): sum((W[k, c] * x[m, c] for c in range(n)), Dual(0)) for m, k in _places(2, units)}
        return {(m, k): value + (b[k,] if b else 0) for (m, k), value in sums.items()}

    given = {"x": _drawn("x", 2, n), "W": _drawn("W", units, n), **({"b": _drawn("b", units)} if bias else {})}
    _is(DENSE.declare(DenseOptions(units=units, bias=bias), VECTOR), function, given, {"M": 2, "n": n})


@pytest.mark.parametrize("rank", LAYOUT)
@pytest.mark.parametrize("rate", [0.0, 0.2, 0.5, 0.75])
def test_dropout_keeps_what_the_mask_keeps(rate: float, rank: int) -> None:
    source = random.Random(f"{rate} {rank}")
    mask = {place: source.randint(0, 1) for place in _places(2, *EXTENTS[rank])}
    scale = 1 / (1 - Fraction(str(rate)))

    def function(x: Cells, mask: Cells) -> Cells:
        return {place: value * (scale * mask[place]) for place, value in _duals(x)}

    given = {"x": _drawn(f"x {rank}", 2, *EXTENTS[rank]), "mask": mask}
    _is(DROPOUT.declare(DropoutOptions(rate=rate), LAYOUT[rank]), function, given, _numbers(rank), held=("mask",))


@pytest.mark.parametrize("epsilon", [1e-5, 0.5])
@pytest.mark.parametrize("rank", LAYOUT)
def test_batch_norm_is_its_definition(rank: int, epsilon: float) -> None:
    channels, rest = EXTENTS[rank][0], _places(*EXTENTS[rank][1:])

    def function(x: Cells, gamma: Cells, beta: Cells) -> Cells:
        y: dict[Place, Any] = {}
        for c in range(channels):
            own = [(m, c, *place) for m in range(2) for place in rest]
            share = Fraction(1, len(own))
            mean = sum((x[place] for place in own), Dual(0)) * share
            apart = {place: mean * -1 + x[place] for place in own}
            variance = sum((each**2 for each in apart.values()), Dual(0)) * share
            r = TABLE.power(variance + Fraction(str(epsilon)), Fraction(-1, 2))
            y |= {place: gamma[c,] * (each * r) + beta[c,] for place, each in apart.items()}
        return y

    given = {
        "x": _drawn(f"x {rank}", 2, *EXTENTS[rank]),
        "gamma": _drawn("gamma", channels),
        "beta": _drawn("beta", channels),
    }
    _is(BATCH_NORM.declare(BatchNormOptions(epsilon=epsilon), LAYOUT[rank]), function, given, _numbers(rank))


MAPS = [(rank, extents) for rank in (2, 3, 4) for extents in product((1, 2, 3), repeat=rank)]


@pytest.mark.parametrize("case", part_of(MAPS, 12), ids=str)
def test_flatten_and_global_means_are_numpys(case: tuple[int, tuple[int, ...]]) -> None:
    rank, extents = case
    numbers = {"M": 2} | {str(a.extent): n for a, n in zip(LAYOUT[rank].axes, extents, strict=True)}
    x = whole_numbers(random.Random(str(case)), (2, *extents))

    def mean(x: Array) -> Array:
        return x.sum(axis=tuple(range(2, rank + 1))) * Fraction(1, prod(extents[1:]))

    agrees(FLATTEN.declare(NoOptions(), LAYOUT[rank]), lambda x: x.reshape(2, -1), {"x": x}, numbers, str(case))
    agrees(GLOBAL_AVG_POOL.declare(GlobalAvgPoolOptions(), LAYOUT[rank]), mean, {"x": x}, numbers, str(case))
