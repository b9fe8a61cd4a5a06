"""Layers that apply one scalar function to every entry."""

from collections.abc import Callable
from functools import cache

from sympy import Expr

from derive.algebra.equation import Term, total
from derive.algebra.tensor import Entry, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import Layout
from derive.layers.declaration import Declaration, Declared

Scalar = Callable[[Entry], Expr]


@cache
def declare_elementwise(function: Scalar, layout: Layout, conventions: tuple[str, ...] = ()) -> Declared:
    """a[m,...] = function(z[m,...])."""
    z, a = layout.tensor("z", TensorRole.INPUT), layout.tensor("a", TensorRole.ACTIVATION)
    entry = z[layout.at]
    forward = total(a[layout.at], layout.ranges, Term((), (), (), function(entry)))
    variable = Variable(entry, layout.ranges)
    return Declared(Declaration((z,), a, (forward,), (variable,), conventions=conventions), {})
