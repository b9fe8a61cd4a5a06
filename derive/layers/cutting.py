"""What layers share that keep a run of one axis: y[m,k] = x[m, k + start]."""

from derive.algebra.affine import affine
from derive.algebra.equation import Term, total
from derive.algebra.size import ExactQuotient, Size, normal
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.declaration import Declaration, Need, SizeRule
from derive.layers.named_axes import Along, named_axes


def cut(rank: int, place: int, start: Size, size: SizeRule, limits: tuple[Need, ...]) -> Declaration:
    """The entries from `start` on, as many as the rule says; the `limits` say that they are there."""
    axes = named_axes(rank)
    own = Along(axes, axes[place])
    whole = own.own.range[1]
    x = Tensor("x", own.shape(whole), TensorRole.INPUT, "x")
    y = Tensor("y", own.shape(size.symbol), TensorRole.ACTIVATION, "y")
    read = x[own.at(affine(own.own.given) + normal(start))]
    forward = total(y[own.at(own.own.given)], own.over(own.own.given, size.symbol), Term((), (), (), read))
    variable = Variable(x[own.at(own.own.read)], own.over(own.own.read, whole))
    ends = () if isinstance(size.definition, ExactQuotient) else (size.definition - size.symbol,)
    facts = (*(need.size - need.least for need in limits), *ends)
    return Declaration((x,), y, (forward,), (variable,), (size,), facts, limits=limits)
