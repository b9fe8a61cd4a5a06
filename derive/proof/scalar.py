"""What is asked of a scalar body: that its denominators are units, and the slope of each function where it is used."""

import sympy
from sympy import Expr

from derive.algebra.functions import sigmoid
from derive.algebra.tensor import Entry
from derive.proof.terms import FUNCTIONS


class logistic(sympy.Function):
    """sigma by its own slope, sigma (1 - sigma), and not by exp."""

    is_real = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return self * (1 - self)


def slope_by(body: Expr, by: Expr) -> Expr:
    """The derivative of a body by an entry, or by the argument of a function, in the names of its functions."""
    named = body.replace(sigmoid, logistic)
    return named.diff(by).replace(logistic, sigmoid)


def denominators(body: Expr) -> list[Expr]:
    """What the body divides by, and the whole numbers below its fractions."""
    below = {power.base for power in body.atoms(sympy.Pow) if power.exp.is_Integer and power.exp < 0}
    below |= {sympy.Integer(number.q) for number in body.atoms(sympy.Rational) if number.q != 1}
    return sorted(below, key=sympy.default_sort_key)


def applications(body: Expr) -> list[tuple[Expr, Expr]]:
    """(f(u), f'(u)) for every function of the body and every root, inner ones first."""
    roots = [power for power in body.atoms(sympy.Pow) if not power.exp.is_Integer]
    uses = [node for kind in FUNCTIONS for node in body.atoms(kind)]
    found = [(node, node.args[0]) for node in (*roots, *uses) if node.atoms(Entry)]
    found.sort(key=lambda pair: (pair[0].count_ops(), sympy.default_sort_key(pair[0])))
    return [(_root(node), _slope(_root(node), argument)) for node, argument in found]


def _root(node: Expr) -> Expr:
    """u ** (-1/2) for any odd half power of u: the others are its powers."""
    return node.base ** sympy.Rational(-1, 2) if node.is_Pow else node


def _slope(node: Expr, argument: Expr) -> Expr:
    variable = sympy.Symbol("argument", real=True, positive=True if node.is_Pow else None)
    return slope_by(node.xreplace({argument: variable}), variable).xreplace({variable: argument})
