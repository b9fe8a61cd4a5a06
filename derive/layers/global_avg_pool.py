"""Global average pooling: each channel's mean."""

from functools import cache

from derive.algebra.equation import Term, total
from derive.algebra.index import Index, Role
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import CHANNEL, CHANNELS, EXAMPLE, HEIGHT, OVER_BATCH, WIDTH, volume_only
from derive.layers.declaration import BATCH, Declaration, Declared, Example, LayerKind
from derive.layers.options import Options


class GlobalAvgPoolOptions(Options):
    """The mean of each channel; a volume becomes a vector of its channels."""


@cache
def declare_structure() -> Declaration:
    """y[m,c] = sum over r,q of x[m,c,r,q] / (n_h n_w)."""
    r, q = Index("r", Role.INPUT), Index("q", Role.INPUT)
    over = ((r, HEIGHT), (q, WIDTH))
    x = Tensor("x", (BATCH, CHANNELS, HEIGHT, WIDTH), TensorRole.INPUT, "x")
    y = Tensor("y", (BATCH, CHANNELS), TensorRole.ACTIVATION, "y")
    entry = x[EXAMPLE, CHANNEL, r, q]
    mean = Term(over, (), (), entry / (HEIGHT * WIDTH))
    forward = total(y[EXAMPLE, CHANNEL], (OVER_BATCH, (CHANNEL, CHANNELS)), mean)
    return Declaration((x,), y, (forward,), (Variable(entry, (OVER_BATCH, (CHANNEL, CHANNELS), *over)),))


def declare(options: GlobalAvgPoolOptions, rank: int) -> Declared:
    """The equations."""
    volume_only("global_avg_pool", rank)
    return Declared(declare_structure(), {})


GLOBAL_AVG_POOL = LayerKind(
    "global_avg_pool",
    GlobalAvgPoolOptions,
    declare,
    "the mean of each channel",
    "Lin, Chen & Yan 2014",
    examples=(Example((2, 4, 3)),),
    short="gap",
)
