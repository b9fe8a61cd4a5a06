"""The sum of a weight's squares, added to the objective: weight decay as a term of J."""

from functools import cache

from sympy import Expr, Rational

from derive.algebra.equation import Term, total
from derive.algebra.setting import Setting
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.declaration import Declaration, RegulariserKind


def declare(variable: Variable, factor: float) -> Declaration:
    """R = lambda/2 * the sum of W^2, whose derivative by W is lambda W."""
    return _declaration(variable, Setting("l2", "lambda", Rational(str(factor))))


@cache
def _declaration(variable: Variable, factor: Expr) -> Declaration:
    value = Tensor("R", (), TensorRole.LOSS, "R")
    own = _by_axes(variable)
    term = Term(own.ranges, (), (), factor * own.entry**2 / 2)
    return Declaration((), value, (total(value.entry(), (), term),), (own,))


def _by_axes(variable: Variable) -> Variable:
    """The weight by one index for each of its axes, also where its layer splits one, as into groups."""
    entry = variable.entry
    indices = [place.indices[-1] for place in entry.subscripts]
    return Variable(entry.tensor[tuple(indices)], tuple(zip(indices, entry.tensor.shape, strict=True)))


L2 = RegulariserKind(
    "l2", declare, "half the sum of a weight's squares, times λ", "Hoerl & Kennard 1970; Krogh & Hertz 1991"
)
