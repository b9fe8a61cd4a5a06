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
    term = Term(variable.ranges, (), (), factor * variable.entry**2 / 2)
    return Declaration((), value, (total(value.entry(), (), term),), (variable,))


L2 = RegulariserKind(
    "l2", declare, "half the sum of a weight's squares, times λ", "Hoerl & Kennard 1970; Krogh & Hertz 1991"
)
