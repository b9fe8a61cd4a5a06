"""What layers share that keep a run of one axis: y[m,k] = x[m, k + start]."""

from derive.algebra.affine import affine
from derive.algebra.equation import Term, total
from derive.algebra.size import ExactQuotient, Size, normal
from derive.algebra.tensor import TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import Axis, Layout
from derive.layers.declaration import Declaration, Need, SizeRule
from derive.layers.named_axes import Along


def cut(layout: Layout, axis: Axis, start: Size, size: SizeRule, limits: tuple[Need, ...]) -> Declaration:
    """The entries from `start` on, as many as the rule says; the `limits` say that they are there."""
    own = Along(layout, axis)
    x, y = own.tensor("x", TensorRole.INPUT, axis.extent), own.tensor("y", TensorRole.ACTIVATION, size.symbol)
    read = x[own.at(affine(axis.given) + normal(start))]
    forward = total(y[own.at(axis.given)], own.over(axis.given, size.symbol), Term((), (), (), read))
    variable = Variable(x[own.at(axis.place)], own.over(*axis.places))
    ends = () if isinstance(size.definition, ExactQuotient) else (size.definition - size.symbol,)
    facts = (*(need.size - need.least for need in limits), *ends)
    return Declaration((x,), y, (forward,), (variable,), (size,), facts, limits=limits)
