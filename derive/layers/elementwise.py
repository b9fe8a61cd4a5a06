"""Layers that apply one scalar function to every entry."""

from collections.abc import Callable
from functools import cache

from sympy import Expr

from derive.algebra.equation import Term, total
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import elementwise_ranges
from derive.layers.declaration import Declaration, Declared

Scalar = Callable[[Entry], Expr]


@cache
def declare_elementwise(function: Scalar, rank: int, conventions: tuple[str, ...] = ()) -> Declared:
    """a[m,...] = function(z[m,...])."""
    ranges = elementwise_ranges(rank)
    shape = tuple(size for _, size in ranges)
    indices = tuple(index for index, _ in ranges)
    z = Tensor("z", shape, TensorRole.INPUT, "z")
    a = Tensor("a", shape, TensorRole.ACTIVATION, "a")
    forward = total(a[indices], ranges, Term((), (), (), function(z[indices])))
    return Declared(Declaration((z,), a, (forward,), (Variable(z[indices], ranges),), conventions=conventions), {})
