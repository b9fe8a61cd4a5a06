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
