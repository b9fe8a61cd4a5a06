"""Layers that combine several inputs of one shape entry by entry."""

from collections.abc import Callable
from functools import cache

from sympy import Expr

from derive.algebra.equation import Equation, Term, total
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.errors import SizeError
from derive.layers.axes import elementwise_ranges
from derive.layers.declaration import Declaration, Declared

MOST_INPUTS = 16
SEVERAL = range(2, MOST_INPUTS + 1)
Combine = Callable[[tuple[Entry, ...]], tuple[Expr, ...]]


@cache
def declare_arithmetic(kind: str, summands: Combine, ranks: tuple[int, ...]) -> Declared:
    """a[m,...] = the sum of summands(x_1[m,...], x_2[m,...], ...); SizeError for inputs of different ranks."""
    if len(set(ranks)) != 1:
        raise SizeError(
            f"{kind} needs inputs of one shape; it gets {' and '.join(shape_in_words(rank) for rank in ranks)}"
        )
    ranges = elementwise_ranges(ranks[0])
    shape = tuple(size for _, size in ranges)
    at = tuple(index for index, _ in ranges)
    inputs = tuple(Tensor(f"x{n}", shape, TensorRole.INPUT, f"x_{n}") for n in range(1, len(ranks) + 1))
    a = Tensor("a", shape, TensorRole.ACTIVATION, "a")
    entries = tuple(tensor[at] for tensor in inputs)
    forward: Equation = total(a[at], ranges, *(Term((), (), (), body) for body in summands(entries)))
    variables = tuple(Variable(entry, ranges) for entry in entries)
    return Declared(Declaration(inputs, a, (forward,), variables), {})


def shape_in_words(rank: int) -> str:
    """What a tensor of this rank is, besides the batch."""
    return "a vector of features" if rank == 1 else "maps of channels, height and width"
