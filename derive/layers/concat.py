"""Concatenation: the inputs one behind the other along one axis."""

from functools import cache

from pydantic import Field
from sympy import Integer

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Guard, Range, Term, total
from derive.algebra.index import Index
from derive.algebra.size import Size, named, normal
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.errors import SizeError
from derive.layers.arithmetic import SEVERAL, shape_in_words
from derive.layers.axes import EXAMPLE, OVER_BATCH
from derive.layers.declaration import BATCH, Declaration, Declared, Example, LayerKind
from derive.layers.named_axes import AxisName, named_axes, place_of
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
    sizes = [named(f"{own.letter}_{number}") for number in range(1, count + 1)]
    starts = [normal(sum(sizes[:number], Integer(0))) for number in range(count)]
    joined = normal(sum(sizes, Integer(0)))

    def at(index: Affine | Index) -> tuple[Affine | Index, ...]:
        return (EXAMPLE, *(index if each is own else each.range[0] for each in axes))

    def over(index: Index, size: Size) -> tuple[Range, ...]:
        return (OVER_BATCH, *((index, size) if each is own else each.range for each in axes))

    def shape(size: Size) -> tuple[Size, ...]:
        return (BATCH, *(size if each is own else each.range[1] for each in axes))

    inputs = tuple(
        Tensor(f"x{number}", shape(size), TensorRole.INPUT, f"x_{number}") for number, size in enumerate(sizes, 1)
    )
    y = Tensor("y", shape(joined), TensorRole.ACTIVATION, "y")
    places = (affine(own.given) - start for start in starts)
    pieces = (Term((), (Guard(p, size),), (), x[at(p)]) for x, size, p in zip(inputs, sizes, places, strict=True))
    forward = total(y[at(own.given)], over(own.given, joined), *pieces)
    variables = tuple(Variable(x[at(own.read)], over(own.read, size)) for x, size in zip(inputs, sizes, strict=True))
    order = f"along {own.name} the inputs stand one behind the other, in the order in which they are named"
    return Declaration(inputs, y, (forward,), variables, conventions=(order, ABSENT))


def declare(options: ConcatOptions, *ranks: int) -> Declared:
    """The equations; SizeError for inputs of different ranks, or without the axis."""
    if len(set(ranks)) != 1:
        shapes = " and ".join(map(shape_in_words, ranks))
        raise SizeError(f"concat needs inputs with the same axes; it gets {shapes}")
    rank, *_ = ranks
    return Declared(declare_structure(rank, place_of("concat", options.axis, named_axes(rank)), len(ranks)), {})


CONCAT = LayerKind(
    "concat",
    ConcatOptions,
    declare,
    "layers one behind the other along an axis, by default channels or features",
    "Szegedy et al. 2015; Huang et al. 2017",
    examples=(Example((5,)), Example((2, 4, 3)), Example((2, 4, 3), "axis: height"), Example((2, 4, 3), "axis: width")),
    inputs=SEVERAL,
)
