"""Global max pooling: each channel's largest entry."""

from derive.layers.axes import Layout, over_positions
from derive.layers.declaration import Declared, Example, LayerKind
from derive.layers.options import Options
from derive.layers.over_axes import OverAxes, declare_largest


class GlobalMaxPoolOptions(Options):
    """The largest entry of each channel; what is left is a vector of its channels."""


def declare(options: GlobalMaxPoolOptions, layout: Layout) -> Declared:
    """y[m,c] = max over u,v of x[m,c,u,v]."""
    over = frozenset(axis.name for axis in over_positions("global_max_pool", layout))
    return Declared(declare_largest(OverAxes(layout, over, keep=False)), {})


GLOBAL_MAX_POOL = LayerKind(
    "global_max_pool",
    GlobalMaxPoolOptions,
    declare,
    "the largest entry of each channel",
    "Oquab et al. 2015",
    examples=(Example((2, 4, 3)),),
    short="gmp",
)
