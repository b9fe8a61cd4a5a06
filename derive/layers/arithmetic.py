"""Layers that combine several inputs of one shape entry by entry."""

from collections.abc import Callable
from functools import cache

from sympy import Expr

from derive.algebra.equation import Equation, Term, total
from derive.algebra.tensor import Entry, TensorRole
from derive.calculus.vjp import Variable
from derive.errors import AxesError
from derive.layers.axes import Layout
from derive.layers.declaration import Declaration, Declared

MOST_INPUTS = 16
SEVERAL = range(2, MOST_INPUTS + 1)
Combine = Callable[[tuple[Entry, ...]], tuple[Expr, ...]]


@cache
def declare_arithmetic(kind: str, summands: Combine, layouts: tuple[Layout, ...]) -> Declared:
    """a[m,...] = the sum of summands(x_1[m,...], x_2[m,...], ...); AxesError for inputs of different axes."""
    if len(set(layouts)) != 1:
        raise AxesError(f"{kind} needs inputs of one shape", "put flatten, or the same layers, before each of them")
    ranges, at = layouts[0].ranges, layouts[0].at
    inputs = tuple(layouts[0].tensor(f"x{n}", TensorRole.INPUT, f"x_{n}") for n in range(1, len(layouts) + 1))
    a = layouts[0].tensor("a", TensorRole.ACTIVATION)
    entries = tuple(tensor[at] for tensor in inputs)
    forward: Equation = total(a[at], ranges, *(Term((), (), (), body) for body in summands(entries)))
    variables = tuple(Variable(entry, ranges) for entry in entries)
    return Declared(Declaration(inputs, a, (forward,), variables), {})
