"""Flatten: a volume written as one row of features."""

from functools import cache

from derive.algebra.affine import affine
from derive.algebra.equation import Term, total
from derive.algebra.index import Index, Role
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import CHANNEL, CHANNELS, EXAMPLE, HEIGHT, OVER_BATCH, WIDTH, volume_only
from derive.layers.declaration import BATCH, Declaration, Declared, Example, LayerKind
from derive.layers.options import NoOptions


@cache
def declare_structure() -> Declaration:
    """v[m, (c n_h + r) n_w + q] = x[m,c,r,q]."""
    r, q = Index("r", Role.INPUT), Index("q", Role.INPUT)
    x = Tensor("x", (BATCH, CHANNELS, HEIGHT, WIDTH), TensorRole.INPUT, "x")
    v = Tensor("v", (BATCH, CHANNELS * HEIGHT * WIDTH), TensorRole.ACTIVATION, "v")
    ranges = (OVER_BATCH, (CHANNEL, CHANNELS), (r, HEIGHT), (q, WIDTH))
    place = (affine(CHANNEL) * HEIGHT + r) * WIDTH + q
    entry = x[EXAMPLE, CHANNEL, r, q]
    forward = total(v[EXAMPLE, place], ranges, Term((), (), (), entry))
    order = "entries in the order (channel, height, width), as in PyTorch; Keras: (height, width, channel)"
    return Declaration((x,), v, (forward,), (Variable(entry, ranges),), conventions=(order,))


def declare(options: NoOptions, rank: int) -> Declared:
    """The equations."""
    volume_only("flatten", rank)
    return Declared(declare_structure(), {})


FLATTEN = LayerKind(
    "flatten",
    NoOptions,
    declare,
    "the volume's entries in one row",
    "row-major order",
    examples=(Example((2, 4, 3)),),
)
