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


def unfold(expression: Expr) -> Expr:
    """Replaces every function that has a definition by it."""
    return expression.replace(lambda node: isinstance(node, DEFINED), lambda node: node.definition)
