"""Concatenation: the inputs one behind the other along one axis."""

from functools import cache

from pydantic import Field
from sympy import Integer

from derive.algebra.affine import affine
from derive.algebra.equation import Guard, Term, total
from derive.algebra.size import named, normal
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.errors import SizeError
from derive.layers.arithmetic import SEVERAL, shape_in_words
from derive.layers.declaration import Declaration, Declared, Example, LayerKind
from derive.layers.named_axes import Along, AxisName, named_axes, place_of
from derive.layers.options import Options

ABSENT = "where a condition in brackets is false, its summand is absent"


class ConcatOptions(Options):
    """The inputs one behind the other; along all other axes their sizes must be equal."""

    axis: AxisName | None = Field(
        default=None, description="the axis that is joined, by its name; by default channels or features"
    )


@cache
def declare_structure(rank: int, place: int, count: int) -> Declaration:
    """y[m,k] = sum over the inputs of [0 <= k - o < C_t] x_t[m, k - o], where o is the size of those before it."""
    axes = named_axes(rank)
    own = axes[place]
    joined = Along(axes, own)
    sizes = [named(f"{own.letter}_{number}") for number in range(1, count + 1)]
    starts = [normal(sum(sizes[:number], Integer(0))) for number in range(count)]
    whole = normal(sum(sizes, Integer(0)))
    inputs = tuple(
        Tensor(f"x{number}", joined.shape(size), TensorRole.INPUT, f"x_{number}")
        for number, size in enumerate(sizes, 1)
    )
    y = Tensor("y", joined.shape(whole), TensorRole.ACTIVATION, "y")
    pieces = (
        Term((), (Guard(affine(own.given) - start, size),), (), x[joined.at(affine(own.given) - start)])
        for x, size, start in zip(inputs, sizes, starts, strict=True)
    )
    forward = total(y[joined.at(own.given)], joined.over(own.given, whole), *pieces)
    variables = tuple(
        Variable(x[joined.at(own.read)], joined.over(own.read, size)) for x, size in zip(inputs, sizes, strict=True)
    )
    order = f"along {own.name} the inputs stand one behind the other, in the order in which they are named"
    return Declaration(inputs, y, (forward,), variables, conventions=(order, ABSENT))


def declare(options: ConcatOptions, *ranks: int) -> Declared:
    """The equations; SizeError for inputs of different ranks, or without the axis."""
    if len(set(ranks)) != 1:
        shapes = " and ".join(map(shape_in_words, ranks))
        raise SizeError(f"concat needs inputs with the same axes; it gets {shapes}")
    rank, *_ = ranks
    return Declared(declare_structure(rank, place_of("concat", options.axis, rank), len(ranks)), {})


CONCAT = LayerKind(
    "concat",
    ConcatOptions,
    declare,
    "layers one behind the other along an axis, by default channels or features",
    "Szegedy et al. 2015; Huang et al. 2017",
    examples=(Example((5,)), Example((2, 4, 3)), Example((2, 4, 3), "axis: height"), Example((2, 4, 3), "axis: width")),
    inputs=SEVERAL,
)
