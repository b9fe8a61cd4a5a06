"""Global average pooling: each channel's mean."""

from functools import cache

from sympy import Mul

from derive.algebra.equation import Term, total
from derive.algebra.tensor import TensorRole
from derive.layers.axes import EXAMPLE, OVER_BATCH, VECTOR, Layout, over_positions
from derive.layers.declaration import Declaration, Declared, Example, LayerKind
from derive.layers.options import Options


class GlobalAvgPoolOptions(Options):
    """The mean of each channel; what is left is a vector of its channels."""


@cache
def declare_structure(layout: Layout) -> Declaration:
    """y[m,c] = sum over r,q of x[m,c,r,q] / (n_h n_w)."""
    c, over = layout.channel, tuple(axis.places for axis in layout.positions)
    x = layout.tensor("x", TensorRole.INPUT)
    y = VECTOR.tensor("y", TensorRole.ACTIVATION, channels=c.extent)
    variable = layout.placed(x)
    mean = Term(over, (), (), variable.entry / Mul(*(size for _, size in over)))
    forward = total(y[EXAMPLE, c.index], (OVER_BATCH, c.range), mean)
    return Declaration((x,), y, (forward,), (variable,))


def declare(options: GlobalAvgPoolOptions, layout: Layout) -> Declared:
    """The equations."""
    over_positions("global_avg_pool", layout)
    return Declared(declare_structure(layout), {})


GLOBAL_AVG_POOL = LayerKind(
    "global_avg_pool",
    GlobalAvgPoolOptions,
    declare,
    "the mean of each channel",
    "Lin, Chen & Yan 2014",
    examples=(Example((2, 4, 3)),),
    short="gap",
)
