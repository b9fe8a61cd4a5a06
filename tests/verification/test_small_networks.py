"""Shrinking, kinks, linearity, and the two oracles against each other."""

from fractions import Fraction
from itertools import product
from typing import Any
from unittest import mock

import numpy as np
import pytest
import sympy

from derive.algebra.dual import value_part
from derive.verification import exact_network
from derive.verification.case import make_case
from derive.verification.exact_network import _against_sympy, derived_cotangents, exact_point, slopes
from derive.verification.kinks import same_sides, sides, smallest_distance
from derive.verification.linearity import piecewise_linear
from derive.verification.record import Kind, Verdict
from derive.verification.run import verify
from derive.verification.sizing.network import smallest
from tests.verification.networks import IMAGE, VECTOR, network

POOLS = [
    "max_pool: {window: [2, 3], stride: 1}",
    "max_pool: {window: [3, 2], stride: [2, 1], padding: 1}",
    "max_pool: {window: 2, stride: 3, ceil_mode: true}",
    "max_pool: {window: 2, dilation: [1, 2], stride: 2, padding: same}",
]


def winners(x: np.ndarray, f: list[int], s: list[int], d: list[int], p: list[int], out: list[int]) -> np.ndarray:
    """The first largest cell of every window, by looking at each."""
    found = np.zeros((*x.shape[:2], *out), dtype=int)
    for m, c, i, j in product(*map(range, found.shape)):
        best = -np.inf
        for number, (u, v) in enumerate(product(range(f[0]), range(f[1]))):
            r, q = s[0] * i + d[0] * u - p[0], s[1] * j + d[1] * v - p[1]
            inside = 0 <= r < x.shape[2] and 0 <= q < x.shape[3]
            if inside and x[m, c, r, q] > best:
                best, found[m, c, i, j] = x[m, c, r, q], number
    return found


@pytest.mark.parametrize("layer", POOLS)
def test_sides_of_a_maximum_are_those_of_looking_at_every_cell(layer: str) -> None:
    model = network(layer)
    x = np.random.default_rng(0).standard_normal((2, 2, 5, 7))
    pool = model.layers[0]
    numbers = {str(symbol): int(model.number(size)) for symbol, size in pool.sizes.items()}
    f, s, d, p, o = ([numbers.get(f"{letter}_{axis}", 1) for axis in "hw"] for letter in "fsdpo")
    p = [int(model.number(size)) for symbol, size in pool.sizes.items() if str(symbol).startswith("p_")] or [0, 0]
    assert np.array_equal(sides(model, {"input": x})[0], winners(x, f, s, d, p, o))


def test_sides_change_where_a_relu_changes_sign_and_the_distance_is_the_smallest() -> None:
    model = network("relu", VECTOR)
    here, there = {"input": np.array([[1.0, -2.0, 0.5]])}, {"input": np.array([[1.0, -2.0, -0.5]])}
    assert not same_sides(sides(model, here), sides(model, there))
    assert smallest_distance(model, here) == 0.5
    assert smallest_distance(network("sigmoid", VECTOR), here) is None


def test_shrinking_keeps_the_structure_and_fits() -> None:
    model = network(
        "conv: {filters: 6, kernel: [3, 2], stride: [2, 1], padding: 1, groups: 2, dilation: [1, 2]}\n"
        "max_pool: 2\nflatten\ndense: {units: 9}".replace("max_pool: 2", "max_pool: {window: 2}"),
        "input: {channels: 4, height: 30, width: 31}\n",
    )
    small = smallest(model)
    assert [layer.declaration for layer in small.layers] == [layer.declaration for layer in model.layers]
    assert small.shape(small.input)[1:] != model.shape(model.input)[1:]
    for layer in small.layers:
        assert all(int(size) >= 1 for size in small.shape(layer.output)[1:])


def test_linear_networks_are_recognised_from_their_equations() -> None:
    linear = network("conv: {filters: 1, kernel: 2}\nrelu\navg_pool: {window: 2}\nflatten\ndense: {units: 1}")
    assert all(piecewise_linear(linear, name) for name in (*linear.parameters, "input"))
    curved = network("dense: {units: 2}\nsigmoid", VECTOR)
    assert not any(piecewise_linear(curved, name) for name in (*curved.parameters, "input"))
    assert not piecewise_linear(network("dense: {units: 2}", VECTOR, "mean_squared_error"), "dense1.W")


def test_sympy_on_the_unrolled_network_equals_dual_numbers_and_the_derivation() -> None:
    model = smallest(network("dense: {units: 2}\nsigmoid\ndense: {units: 1}\nsigmoid", VECTOR, "binary_cross_entropy"))
    point = exact_point(model, 1)
    cotangents = derived_cotangents(point)
    for name in (*model.parameters, "input"):
        along = slopes(point, [(name, {place: 1}) for place in point.given[name]])
        assert _against_sympy(point, name, cotangents[name], along) == []
        assert [value_part(cotangents[name][place]) for place in point.given[name]] == along


def test_sympy_and_dual_numbers_both_see_a_wrong_value() -> None:
    model = smallest(network("dense: {units: 1}", VECTOR))
    point = exact_point(model, 0)
    wrong = {place: value + sympy.Rational(1, 97) for place, value in derived_cotangents(point)["dense1.W"].items()}
    along = slopes(point, [("dense1.W", {place: 1}) for place in wrong])
    assert len(_against_sympy(point, "dense1.W", wrong, along)) == len(wrong)


LAYERS = "conv: {filters: 2, kernel: 2}\nbatch_norm\nrelu\nmax_pool: {window: 2}\nflatten\ndense: {units: 2}\nsoftmax"
MANY = [(LAYERS, IMAGE), ("dense: {units: 2}\ntanh\ndense: {units: 2}\nsigmoid", VECTOR)]


@pytest.mark.parametrize(("layers", "given"), MANY)
def test_slopes_of_one_pass_are_those_of_a_pass_for_each_direction(layers: str, given: str) -> None:
    point = exact_point(smallest(network(layers, given, "mean_squared_error")), 2)
    moves = [(name, {place: 1}) for name in point.model.parameters for place in list(point.given[name])[-2:]]
    moves += [("input", dict.fromkeys(point.given["input"], 2))]
    together = slopes(point, moves)
    assert together == [slopes(point, [move])[0] for move in moves]
    assert all(isinstance(slope, int | Fraction) for slope in together)
    assert any(slope != 0 for slope in together)


def test_one_wrong_entry_of_a_larger_network_is_seen_along_directions() -> None:
    given = "input: {channels: 1, height: 40, width: 40}\n"
    model = network("conv: {filters: 2, kernel: 3, stride: 2}\nconv: {filters: 2, kernel: 3, stride: 5}", given)
    honest = exact_network.derived_cotangents

    def wrong(point: Any) -> Any:
        found = honest(point)
        place = list(found["conv1.W"])[-1]
        return {**found, "conv1.W": {**found["conv1.W"], place: found["conv1.W"][place] + Fraction(1, 97)}}

    with mock.patch.object(exact_network, "derived_cotangents", wrong):
        checks = {check.subject: check for check in exact_network.check_network(model)}
    assert [name for name, check in checks.items() if check.verdict is Verdict.FAILED] == ["conv1.W"]
    assert "dual numbers" in checks["conv1.W"].reason


VALID = {
    "a 1 x 1 kernel on a single pixel": (
        "conv: {filters: 2, kernel: 1}",
        "input: {channels: 1, height: 1, width: 1}\n",
    ),
    "padding larger than the kernel": ("conv: {filters: 1, kernel: 2, padding: 3, stride: 3}", IMAGE),
    "a padded pooling window of five": ("max_pool: {window: 5, stride: 2, padding: 2}", IMAGE),
    "a very large stride": (
        "conv: {filters: 1, kernel: 2, stride: 40}",
        "input: {channels: 1, height: 60, width: 50}\n",
    ),
    "a loss over many entries": ("conv: {filters: 4, kernel: 3}", "input: {channels: 1, height: 20, width: 23}\n"),
}


@pytest.mark.parametrize("name", VALID)
def test_a_valid_network_verifies(name: str) -> None:
    layers, given = VALID[name]
    record = verify(network(layers, given, "{mean_squared_error: {reduction: mean_over_entries}}"))
    assert record.ok, [(check.subject, check.reason) for check in record.failures]


def test_a_network_without_parameters_is_checked_by_its_input_alone() -> None:
    record = verify(network("sigmoid\nsoftmax\nrelu", VECTOR, "{mean_squared_error: {reduction: sum}}"))
    assert record.ok, [(check.subject, check.reason) for check in record.failures]
    assert record.count(Verdict.NOT_APPLICABLE) == 1
    assert {check.kind for check in record.checks} == set(Kind)


def test_the_case_is_the_same_whenever_it_is_made() -> None:
    one, other = (make_case(network("dense: {units: 2}", VECTOR)) for _ in range(2))
    assert np.array_equal(one.x, other.x)
    assert np.array_equal(one.y_bar, other.y_bar)
