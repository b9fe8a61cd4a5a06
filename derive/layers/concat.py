"""Concatenation: the inputs one behind the other along one axis."""

from functools import cache

from pydantic import Field
from sympy import Integer

from derive.algebra.affine import affine
from derive.algebra.equation import Guard, Term, total
from derive.algebra.size import named, normal
from derive.algebra.tensor import TensorRole
from derive.calculus.vjp import Variable
from derive.errors import AxesError
from derive.layers.arithmetic import SEVERAL
from derive.layers.axes import Axis, AxisName, Layout
from derive.layers.declaration import Declaration, Declared, Example, LayerKind
from derive.layers.named_axes import ABSENT, Along, axis_named
from derive.layers.options import Options


class ConcatOptions(Options):
    """The inputs one behind the other; along all other axes their sizes must be equal."""

    axis: AxisName | None = Field(
        default=None, description="the axis that is joined, by its name; by default channels or features"
    )


@cache
def declare_structure(layout: Layout, own: Axis, count: int) -> Declaration:
    """y[m,k] = sum over the inputs of [0 <= k - o < C_t] x_t[m, k - o], where o is the size of those before it."""
    joined = Along(layout, own)
    sizes = [named(f"{own.letter}_{number}") for number in range(1, count + 1)]
    starts = [normal(sum(sizes[:number], Integer(0))) for number in range(count)]
    whole = normal(sum(sizes, Integer(0)))
    inputs = tuple(
        joined.tensor(f"x{number}", TensorRole.INPUT, size, f"x_{number}") for number, size in enumerate(sizes, 1)
    )
    y = joined.tensor("y", TensorRole.ACTIVATION, whole)
    pieces = (
        Term((), (Guard(affine(own.given) - start, size),), (), x[joined.at(affine(own.given) - start)])
        for x, size, start in zip(inputs, sizes, starts, strict=True)
    )
    forward = total(y[joined.at(own.given)], joined.over(own.given, whole), *pieces)
    variables = tuple(
        Variable(x[joined.at(own.place)], joined.over(own.place, size)) for x, size in zip(inputs, sizes, strict=True)
    )
    order = f"along {own.name} the inputs stand one behind the other, in the order in which they are named"
    return Declaration(inputs, y, (forward,), variables, conventions=(order, ABSENT))


def declare(options: ConcatOptions, *layouts: Layout) -> Declared:
    """The equations; AxesError for inputs of different axes, or without the axis."""
    if len(set(layouts)) != 1:
        raise AxesError(
            "concat needs inputs with the same axes", "put flatten, or the same layers, before each of them"
        )
    own = axis_named("concat", options.axis, layouts[0])
    return Declared(declare_structure(layouts[0], own, len(layouts)), {})


CONCAT = LayerKind(
    "concat",
    ConcatOptions,
    declare,
    "layers one behind the other along an axis, by default channels or features",
    "Szegedy et al. 2015; Huang et al. 2017",
    examples=(Example((5,)), Example((2, 4, 3)), Example((2, 4, 3), "axis: height"), Example((2, 4, 3), "axis: width")),
    inputs=SEVERAL,
)
