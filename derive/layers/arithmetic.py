"""Layers that combine several inputs entry by entry: of one shape, but for axes of one entry, which are spread."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from sympy import Expr

from derive.algebra.equation import Equation, Term, total
from derive.algebra.tensor import Entry, TensorRole
from derive.errors import AxesError
from derive.layers.axes import Layout
from derive.layers.declaration import Declaration, Declared

MOST_INPUTS = 16
SEVERAL = range(2, MOST_INPUTS + 1)
SPREAD = "an axis of one entry stands for all entries of the other inputs' axis (broadcasting)"
Combine = Callable[[tuple[Entry, ...]], tuple[Expr, ...]]


@cache
def declare_arithmetic(kind: str, summands: Combine, layouts: tuple[Layout, ...]) -> Declared:
    """a[m,...] = the sum of summands(x_1[m,...], x_2[m,...], ...); an axis of one entry is read at 0 for all entries.

    AxesError for inputs of different axes.
    """
    whole = replace(layouts[0], single=frozenset[str]())
    if any(layout.axes != whole.axes for layout in layouts):
        raise AxesError(f"{kind} needs inputs of one shape", "put flatten, or the same layers, before each of them")
    inputs = tuple(layout.tensor(f"x{n}", TensorRole.INPUT, f"x_{n}") for n, layout in enumerate(layouts, 1))
    a = whole.tensor("a", TensorRole.ACTIVATION)
    variables = tuple(layout.spread(tensor) for layout, tensor in zip(layouts, inputs, strict=True))
    bodies = summands(tuple(variable.entry for variable in variables))
    forward: Equation = total(a[whole.at], whole.ranges, *(Term((), (), (), body) for body in bodies))
    stated = (SPREAD,) if any(layout.single for layout in layouts) else ()
    return Declared(Declaration(inputs, a, (forward,), variables, conventions=stated), {})
