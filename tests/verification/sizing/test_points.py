"""The grid on which symbolic networks are checked."""

import pytest
from sympy import isprime

from derive.verification.case import BATCH
from derive.verification.record import Verdict
from derive.verification.run import verify
from derive.verification.sizing.points import POINTS, describe, grid
from tests.verification.networks import network

CONV = ("conv: {filters: K, kernel: f, stride: s, padding: p}", "input: {channels: C, height: n, width: n}\n")
POOL = ("max_pool: {window: f, stride: s}", "input: {channels: C, height: h, width: w}\n")
DENSE = ("dense: {units: K}", "input: {features: n}\n")


@pytest.mark.parametrize(("layers", "given"), [CONV, POOL, DENSE])
def test_grid_points_are_distinct_primes_that_fit(layers: str, given: str) -> None:
    model = network(layers, given)
    points = grid(model)
    assert len(points) == POINTS
    for point in points:
        values = {str(symbol): point.values[symbol] for symbol in model.unbound}
        extents = [value for name, value in values.items() if name not in ("s", "p")]
        assert all(isprime(value) for value in extents)
        assert len(set(extents)) == len(extents)
        assert not point.unbound
    assert len({describe(point, model) for point in points}) == POINTS


def test_the_grid_has_stride_and_padding_above_one_and_few_sizes_equal_the_batch() -> None:
    model = network(*CONV)
    points = [{str(s): p.values[s] for s in model.unbound} for p in grid(model)]
    assert {point["s"] for point in points} == {1, 2, 3}
    assert {point["p"] for point in points} == {0, 1, 2}
    assert sum(BATCH in (point["C"], point["K"]) for point in points) <= 1


def test_a_network_of_fixed_sizes_is_its_own_grid() -> None:
    model = network("relu")
    assert grid(model) == (model,)
    assert describe(model, model) == ""


def test_a_symbolic_network_that_no_point_fits_could_not_be_checked() -> None:
    record = verify(network("conv: {filters: K, kernel: 500}", "input: {channels: C, height: n, width: n}\n"))
    assert [check.verdict for check in record.checks] == [Verdict.COULD_NOT_RUN]
    reason = record.checks[0].reason
    assert "no sizes fit: room for the f[1] taps of conv1 on n cells" in reason


def test_groups_filters_and_channels_in_letters_get_numbers_that_divide() -> None:
    layers = "conv: {filters: K, kernel: f, groups: g1}\nconv: {filters: L, kernel: 2, groups: g1}"
    points = grid(network(layers, "input: {channels: C, height: n, width: w}\n"))
    numbers = [{str(symbol): point.values[symbol] for symbol in point.values} for point in points]
    assert {point["g1"] for point in numbers} == {1, 2, 3}
    for point in numbers:
        assert all(point[count] % point["g1"] == 0 for count in "CKL")
        assert len({point[name] for name in ("C", "K", "L", "n", "w", "f")}) == 6


def test_a_name_for_a_channel_and_a_kernel_has_one_number_that_fits_both() -> None:
    points = grid(network("conv: {filters: 2, kernel: n}", "input: {channels: n, height: 6, width: 9}\n"))
    numbers = [point.values[next(iter(point.unbound or point.values))] for point in points]
    assert len(set(numbers)) == POINTS
    assert all(number <= 5 for number in numbers)


def test_larger_primes_are_taken_where_a_kernel_of_the_spec_is_large() -> None:
    (first, *_) = grid(network("conv: {filters: K, kernel: 50}", "input: {channels: C, height: n, width: n}\n"))
    assert [first.values[symbol] for symbol in first.values if str(symbol) == "n"] == [53]


def test_a_network_of_many_letters_gets_distinct_primes() -> None:
    layers = "\n".join(f"dense: {{units: u{number}}}" for number in range(6))
    points = grid(network(layers, "input: {features: n}\n"))
    for point in points:
        named = [point.values[symbol] for symbol in point.values if point.sizes[symbol] is None]
        assert len(set(named)) == len(named) == 7
