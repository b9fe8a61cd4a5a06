"""Scalar functions of the catalogue that SymPy lacks, or differentiates with another convention."""

import sympy
from sympy import Expr, Function, Integer


class positive(Function):
    """[z > 0]: 1 where z > 0, else 0. The slope of relu, with relu'(0) = 0; its own slope is taken as 0."""

    is_real = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return Integer(0)


class relu(Function):
    """max(0, z), with relu'(0) = 0 (a convention: any value in [0, 1] is a subgradient)."""

    is_real = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return positive(self.args[0])

    @property
    def pieces(self) -> Expr:
        """[z > 0] z: on each of its pieces a polynomial."""
        return positive(self.args[0]) * self.args[0]


class relu6(Function):
    """min(6, max(0, z)), with slope 0 at both kinks, 0 and 6 (a convention: any value in [0, 1] is a subgradient)."""

    is_real = True
    most = Integer(6)

    def fdiff(self, argindex: int = 1) -> Expr:
        return positive(self.args[0]) * positive(self.most - self.args[0])

    @property
    def pieces(self) -> Expr:
        """[z > 0][z < 6] z + 6 (1 - [z < 6])."""
        z, below = self.args[0], positive(self.most - self.args[0])
        return positive(z) * below * z + self.most * (1 - below)


class sigmoid(Function):
    """1 / (1 + exp(-z)), kept by name so that kernels can compute it, and its slope, without overflow."""

    is_real = True

    @property
    def definition(self) -> Expr:
        """The textbook formula."""
        return 1 / (1 + sympy.exp(-self.args[0]))

    def fdiff(self, argindex: int = 1) -> Expr:
        return self * (1 - self)


class softplus(Function):
    """log(1 + exp(z)), kept by name so that kernels can compute it without overflow; its slope is sigmoid(z)."""

    is_real = True

    @property
    def definition(self) -> Expr:
        """The textbook formula."""
        return sympy.log(1 + sympy.exp(self.args[0]))

    def fdiff(self, argindex: int = 1) -> Expr:
        return sigmoid(self.args[0])


DEFINED = (sigmoid, softplus)
PIECEWISE = (relu, relu6)
KINKED = (*PIECEWISE, positive)


def unfold(expression: Expr) -> Expr:
    """Replaces every function that has a definition by it."""
    return expression.replace(lambda node: isinstance(node, DEFINED), lambda node: node.definition)


def in_pieces(expression: Expr) -> Expr:
    """Every function of several pieces by the conditions [z > 0] that choose among them."""
    return expression.replace(lambda node: isinstance(node, PIECEWISE), lambda node: node.pieces)


def farthest_kink(expression: Expr) -> int:
    """How far from 0, at the most, the kinks of an expression lie, in whole numbers: 6 for relu6(z)."""
    arguments = (node.args[0] for node in in_pieces(expression).atoms(positive))
    return max((int(sympy.ceiling(abs(each.as_coeff_Add()[0]))) for each in arguments), default=0)
