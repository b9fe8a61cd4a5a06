"""Receptive fields from what equations read, held against the gradient: which inputs an output really depends on."""

from dataclasses import replace
from operator import ge
from typing import Any

import numpy as np
import pytest

from derive.algebra.affine import affine
from derive.algebra.tensor import Entry
from derive.kernels.network import kernels
from derive.network.accounting import account
from derive.network.build import build
from derive.network.receptive_field import of_itself, through
from derive.spec.read import parse_spec
from tests.kernels.networks import image, network

CONV = {"conv": {"filters": 2, "kernel": 3}}
NETWORKS: dict[str, tuple[Any, list[Any]]] = {
    "softmax over 9 features": ({"features": 9}, ["softmax"]),
    "sigmoid of 9 features": ({"features": 9}, ["sigmoid"]),
    "a convolution, flatten and softmax": (image(1, 9, 9), [CONV, "flatten", "softmax"]),
    "two convolutions": (image(1, 12, 11), [{"conv": {"filters": 2, "kernel": [3, 2], "stride": 2}}, CONV]),
    "dilated taps": (image(2, 12, 11), [{"conv": {"filters": 1, "kernel": 3, "dilation": [2, 3]}}, CONV]),
    "windows that leave cells over": (
        image(1, 12, 15),
        [CONV, {"avg_pool": {"window": 3}}, "flatten", {"dense": {"units": 2}}],
    ),
    "padding before a dense layer": (
        image(1, 5, 7),
        [{"conv": {"filters": 2, "kernel": 3, "padding": 2}}, "flatten", {"dense": {"units": 2}}],
    ),
    "a mean of each channel": (image(2, 6, 7), [CONV, "global_avg_pool"]),
    "a channel's mean after a stride": (
        image(2, 6, 8),
        [{"conv": {"filters": 1, "kernel": 1, "stride": 3}}, "global_avg_pool", "sigmoid"],
    ),
    "a maximum": (image(2, 9, 9), [CONV, {"max_pool": {"window": 2, "stride": 1}}]),
    "flatten between activations": (image(1, 5, 4), [CONV, "flatten", "tanh"]),
}


def depends(given: Any, layers: list[Any]) -> tuple[int, ...]:
    """The longest stretch on each axis over which the derivative of one output is not 0, at several points."""
    made = kernels(network(given, *layers))
    random = np.random.default_rng(0)
    shape = tuple(int(size) for size in made.model.shape(made.model.input)[1:])
    reached: dict[tuple[int, ...], Any] = {}
    for seed in range(6):
        x, params = random.standard_normal((1, *shape)), made.init(seed)
        y = made.forward(x, params)
        for place in zip(*(axis.ravel() for axis in np.indices(y.shape)), strict=True):
            seen = made.vjp(x, params, np.eye(y.size)[np.ravel_multi_index(place, y.shape)].reshape(y.shape))["input"]
            reached[place] = reached.get(place, False) | (seen[0] != 0)
    axes = range(1 if len(shape) == 3 else 0, len(shape))
    return tuple(max(_stretch(seen, axis) for seen in reached.values()) for axis in axes)


def _stretch(seen: Any, axis: int) -> int:
    hit = np.nonzero(seen.any(axis=tuple(other for other in range(seen.ndim) if other != axis)))[0]
    return int(hit[-1] - hit[0] + 1)


@pytest.mark.parametrize("name", NETWORKS)
def test_a_receptive_field_is_what_the_derivative_of_an_output_reaches(name: str) -> None:
    given, layers = NETWORKS[name]
    assert account(network(given, *layers))[-1].field == depends(given, layers)


def test_named_sizes_give_formulas_and_the_whole_axis_its_name() -> None:
    model = network(image("C", "h", "w"), {"conv": {"filters": 2, "kernel": "f"}}, "relu", "flatten", "softmax")
    fields = [[str(size) for size in each.field] for each in account(model)]
    assert fields[:3] == [["f", "f"]] * 3
    whole = network({"features": "n"}, "softmax", {"dense": {"units": "K"}})
    assert [[str(size) for size in each.field] for each in account(whole)] == [["n"], ["n"]]


def test_the_statistics_of_a_batch_are_no_part_of_what_an_example_depends_on() -> None:
    assert [each.field for each in account(network(image(1, 9, 9), CONV, "batch_norm"))] == [(3, 3), (3, 3)]


def conv(name: str, kernel: Any, **options: Any) -> dict[str, Any]:
    return {"conv": {"name": name, "filters": 2, "kernel": kernel, **options}}


MEETING: dict[str, list[Any]] = {
    "a skip around two convolutions": [conv("one", 3, padding=1), conv("two", 3, padding=1)],
    "windows of other lengths": [
        conv("one", [3, 2], padding=[1, 0]),
        conv("two", [5, 2], padding=[2, 0], **{"from": "stem"}),
    ],
    "windows that begin earlier": [conv("one", 5, padding=2), conv("two", 1, **{"from": "stem"})],
    "windows that begin later": [conv("one", 1), conv("two", 5, padding=2, **{"from": "stem"})],
    "strides of 1 and 2": [conv("one", 1, stride=2), conv("two", [5, 4], **{"from": "stem"})],
    "holes beside a long window": [conv("one", 3), conv("two", 2, dilation=2, **{"from": "stem"})],
}


@pytest.mark.parametrize("last", [[], [conv("last", 2)], ["flatten", "softmax"]], ids=["", "then a window", "then all"])
@pytest.mark.parametrize("name", MEETING)
def test_where_ways_meet_an_entry_depends_on_the_hull_of_both(name: str, last: list[Any]) -> None:
    """Cells of the two ways lie apart by what depends on the entry: no way alone says how long the stretch is."""
    ways = MEETING[name]
    joined = {"add": {"from": ["two", "stem" if "skip" in name else "one"]}}
    layers = [conv("stem", 1), *ways, joined, *last]
    given = image(1, 9, 7)
    assert account(network(given, *layers))[-1].field == depends(given, layers)


MOVING: dict[str, tuple[list[Any], bool]] = {
    "a border of zeros": ([CONV, {"pad": {"padding": 2}}, CONV], True),
    "a mirrored border": ([{"pad": {"padding": 1, "mode": "reflect"}}, CONV], False),
    "less of the rows": ([CONV, {"crop": {"cropping": 1}}, CONV], True),
    "one of two halves": ([CONV, {"split": {"axis": "height", "parts": 2, "part": 1}}, CONV], True),
    "each entry repeated": ([CONV, {"upsample": {"scale": 2}}], True),
    "a window over repeated entries": ([CONV, {"upsample": {"scale": 2}}, CONV], False),
    "a transposed convolution": ([CONV, {"conv_transpose": {"filters": 1, "kernel": 2, "stride": 2}}], False),
    "channels beside each other": (
        [conv("a", 3, padding=1), conv("b", 5, padding=2, **{"from": "input"}), {"concat": ["a", "b"]}],
        True,
    ),
    "rows below each other": (
        [
            conv("a", 3),
            conv("b", 1, **{"from": "input"}),
            {"crop": {"cropping": 1, "name": "c"}},
            {"concat": {"from": ["a", "c"], "axis": "height"}},
        ],
        False,
    ),
    "a mean of the rows": ([CONV, {"mean": {"axes": ["height"]}}], True),
}


@pytest.mark.parametrize("name", MOVING)
def test_what_layers_move_is_told_exactly_or_as_no_more_than_that(name: str) -> None:
    layers, exact = MOVING[name]
    given = image(1, 10, 8)
    (seen,) = account(network(given, *layers))[-1].seen.values()
    assert seen.exact is exact
    reached = depends(given, layers)
    assert seen.extents == reached if exact else all(map(ge, seen.extents, reached))


def test_of_several_inputs_each_has_a_field_of_its_own() -> None:
    text = """
        inputs: {x1: {channels: 1, height: 20, width: 20}, x2: {channels: 1, height: 10, width: 10}}
        layers:
          - conv: {filters: 1, kernel: 3, stride: 2, padding: 1, from: x1}
          - add: [conv1, x2]
          - conv: {filters: 1, kernel: 3}
    """
    found = [{name: seen.extents for name, seen in each.seen.items()} for each in account(build(parse_spec(text)))]
    assert found == [{"x1": (3, 3)}, {"x1": (3, 3), "x2": (1, 1)}, {"x1": (7, 7), "x2": (3, 3)}]


def test_a_flipped_window_begins_before_the_cell_that_it_names() -> None:
    """y[i, j] = sum over u, v of x[i - 2u + 6, j - v + 3]: the tap's last value is the first cell."""
    model = network(image(1, 12, 11), {"conv": {"filters": 1, "kernel": [3, 4]}})
    layer = model.layers[0]
    (forward,) = layer.declaration.equations
    (_, term) = forward.terms
    (x,) = (entry for entry in term.body.atoms(Entry) if entry.tensor == layer.declaration.input)
    rows, columns = ((own, tap) for own, tap in (subscript.indices for subscript in x.subscripts[2:]))
    flipped = (affine(rows[0]) - affine(rows[1]) * 2 + 6, affine(columns[0]) - affine(columns[1]) + 3)
    body = x.tensor[(*x.subscripts[:2], *flipped)]
    own = replace(forward, terms=(replace(term, body=body),))
    probe = replace(layer, declaration=replace(layer.declaration, equations=(own,)))
    found = through(model, probe, {"input": of_itself(model.input)})
    assert found is not None
    ((height,), (width,)) = found
    assert [(each.start, each.extent) for each in (height, width)] == [(2, 5), (0, 4)]
