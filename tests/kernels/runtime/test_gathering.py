"""Where every place and tap has one product, what is added into windows is read through windows of a turned filter."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from derive.kernels.runtime import contract, scatter, scatter_product
from derive.kernels.runtime.memory import batch_last
from derive.kernels.runtime.scattering import _sums_nothing

FORMS = {
    "mcij, cuv -> mcijuv": ((2, 3), (3,)),
    "mgkij, gkcuv -> mgcijuv": ((2, 3, 1), (3, 1, 1)),
}
CASES = list(product(FORMS, ((3, 2), (1, 3)), ((1, 1), (2, 3)), ((0, 0), (1, 0), (3, 5)), (False, True)))


@pytest.mark.parametrize(("formula", "kernel", "dilation", "padding", "together"), CASES)
def test_the_turned_filter_gives_what_is_added(
    formula: str, kernel: tuple[int, int], dilation: tuple[int, int], padding: tuple[int, int], together: bool
) -> None:
    shapes, random = FORMS[formula], np.random.default_rng(1)
    extents = (9, 11)
    sizes = zip(extents, kernel, dilation, padding, strict=True)
    positions = tuple(n + 2 * p - d * (f - 1) for n, f, d, p in sizes)
    cotangent: Any = random.integers(-4, 5, (*shapes[0], *positions)).astype(float)
    weights = random.integers(-4, 5, (*shapes[1], *kernel)).astype(float)
    given = batch_last(cotangent) if together else cotangent
    steps = {"kernel": kernel, "dilation": dilation, "padding": padding}
    added = scatter(contract(formula, cotangent, weights), extents, **steps)
    np.testing.assert_array_equal(scatter_product(formula, given, weights, extents, **steps), added)


def test_a_sum_over_filters_is_a_product_of_matrices() -> None:
    assert _sums_nothing("mcij, cuv -> mcijuv", (2, 3, 5, 5), (3, 2, 2), 2)
    assert not _sums_nothing("mkij, kcuv -> mcijuv", (2, 3, 5, 5), (3, 1, 2, 2), 2)
    assert not _sums_nothing("mgkij, gkcuv -> mgcijuv", (2, 3, 1, 5, 5), (3, 1, 2, 2, 2), 2)
