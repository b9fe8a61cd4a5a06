"""What a declaration states about its sizes is true: every fact is at least 0 at every size that fits."""

from itertools import product

import pytest

from derive.algebra.size import value_of
from derive.layers.axes import HEIGHT
from derive.layers.window import Pad, WindowAxis

PADDINGS = {  # before and behind; same and causal padding compute their own
    Pad.NONE: ((0, 0),),
    Pad.GIVEN: ((0, 0), (1, 1), (2, 2)),
    Pad.UNEVEN: ((0, 1), (2, 0), (1, 2)),
    Pad.SAME: ((0, 0),),
    Pad.CAUSAL: ((0, 0),),
}


@pytest.mark.parametrize("pad", list(Pad))
@pytest.mark.parametrize("ceil", [False, True])
def test_every_fact_of_an_axis_holds_at_every_size_that_fits(pad: Pad, ceil: bool) -> None:
    axis = WindowAxis(HEIGHT, unit_stride=False, unit_dilation=False, pad=pad, ceil=ceil)
    for n, f, s, d, (before, behind) in product(range(1, 8), (1, 2, 3), (1, 2, 3), (1, 2), PADDINGS[pad]):
        sizes = {axis.extent: n, axis.kernel: f, HEIGHT.size("s"): s, HEIGHT.size("d"): d}
        sizes |= {HEIGHT.size("p", 0): before, HEIGHT.size("P", 0): behind}
        for rule in axis.sizes:
            sizes[rule.symbol] = value_of(rule.definition, sizes)
        if sizes[axis.outputs] >= 1:
            for fact in axis.facts:
                assert value_of(fact, sizes) >= 0, (n, f, s, d, before, behind)
