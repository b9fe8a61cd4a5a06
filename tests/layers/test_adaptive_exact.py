"""Average pooling to a given size against means of equal runs in rationals, over one to three axes and all divisors."""

import random
from fractions import Fraction
from itertools import product
from math import prod

import pytest

from derive.errors import SpecError
from derive.layers.adaptive_avg_pool import ADAPTIVE_AVG_POOL, AdaptiveAvgPoolOptions
from derive.network.build import build
from derive.spec.read import parse_spec
from tests.layers.exactly import Array, agrees, part_of, whole_numbers
from tests.structures import LAYOUT

AXIS = [(n, o) for n in (1, 2, 3, 4, 6) for o in range(1, n + 1) if n % o == 0]
CASES = [pairs for axes, some in ((1, AXIS), (2, AXIS[:9]), (3, AXIS[1:5])) for pairs in product(some, repeat=axes)]


@pytest.mark.parametrize("case", part_of(CASES, 12), ids=str)
def test_every_output_is_the_mean_of_its_run(case: tuple[tuple[int, int], ...]) -> None:
    extents, outputs = tuple(n for n, _ in case), tuple(o for _, o in case)
    rank = len(case) + 1
    cells = tuple(n // o for n, o in case)
    split = tuple(size for pair in zip(outputs, cells, strict=True) for size in pair)

    def function(x: Array) -> Array:
        whole = x.reshape(2, 2, *split).sum(axis=tuple(range(3, 2 + 2 * len(case), 2)))
        return whole * Fraction(1, prod(cells))

    options = AdaptiveAvgPoolOptions(output=outputs if rank > 2 else outputs[0])  # type: ignore[arg-type]
    numbers = {"M": 2, "C": 2} | {str(a.extent): n for a, n in zip(LAYOUT[rank].positions, extents, strict=True)}
    x = whole_numbers(random.Random(str(case)), (2, 2, *extents))
    agrees(ADAPTIVE_AVG_POOL.declare(options, LAYOUT[rank]), function, {"x": x}, numbers, str(case))


def test_an_output_that_does_not_divide_the_input_is_refused() -> None:
    text = "input: {channels: 2, height: 4, width: 5}\nlayers:\n  - adaptive_avg_pool: {output: [2, 3]}\n"
    with pytest.raises(SpecError, match=r"3:33: .*3 output do not divide 5 entries along the axis"):
        build(parse_spec(text))
