"""Flatten: an example of any axes written as one row of features."""

from functools import cache

from sympy import Mul

from derive.algebra.affine import affine
from derive.algebra.equation import Term, total
from derive.algebra.tensor import AxisRole, TensorRole
from derive.layers.axes import EXAMPLE, VECTOR, Layout, over_positions
from derive.layers.declaration import Declaration, Declared, Example, LayerKind
from derive.layers.options import NoOptions


@cache
def declare_structure(layout: Layout) -> Declaration:
    """v[m, (c n_h + r) n_w + q] = x[m,c,r,q]."""
    x = layout.tensor("x", TensorRole.INPUT)
    variable = layout.placed(x)
    place = affine(0)
    for index, size in variable.ranges[1:]:
        place = place * size + index
    v = VECTOR.tensor("v", TensorRole.ACTIVATION, channels=Mul(*x.shape[1:]))
    forward = total(v[EXAMPLE, place], variable.ranges, Term((), (), (), variable.entry))
    order = f"entries in the order {layout.order}"
    if layout.axes[0].role is AxisRole.CHANNEL:
        order += f", as in PyTorch; Keras: ({', '.join(axis.word for axis in (*layout.positions, layout.channel))})"
    return Declaration((x,), v, (forward,), (variable,), conventions=(order,))


def declare(options: NoOptions, layout: Layout) -> Declared:
    """The equations."""
    over_positions("flatten", layout)
    return Declared(declare_structure(layout), {})


FLATTEN = LayerKind(
    "flatten",
    NoOptions,
    declare,
    "the volume's entries in one row",
    "row-major order",
    examples=(Example((2, 4, 3)),),
)
