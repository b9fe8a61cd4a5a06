"""The unrolled view: every entry a SymPy symbol, derivatives by SymPy's own diff. Slow, small, independent."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import prod

import sympy
from sympy import Expr, Function, Symbol

from derive.algebra.dual import Scalar
from derive.algebra.equation import Equation
from derive.algebra.evaluate import Position, World, compile_body, evaluate
from derive.algebra.functions import unfold
from derive.algebra.opaque import Opaque
from derive.algebra.size import value_of
from derive.algebra.tensor import Entry, TensorRole
from derive.errors import EvaluationError

Unrolled = dict[Position, Expr]


class plain_exp(Function):
    """exp without SymPy's automatic exp(a) exp(b) = exp(a + b), which a table of random values does not keep."""

    is_real = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return self


class plain_log(Function):
    """log without SymPy's automatic log(exp(a)) = a."""

    is_real = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return 1 / self.args[0]


class plain_tanh(Function):
    """tanh, left alone."""

    is_real = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return 1 - self**2


class plain_sqrt(Function):
    """A root without SymPy's automatic sqrt(x)^2 = x."""

    is_real = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return 1 / (2 * self)


PLAIN = {sympy.exp: plain_exp, sympy.log: plain_log, sympy.tanh: plain_tanh}
TABLED = {plain: function for function, plain in PLAIN.items()}


class SymbolicFunctions(Opaque):
    """Scalar functions as SymPy expressions, by their textbook definitions."""

    def apply(self, function: type[Function], argument: Expr) -> Expr:
        """The function's definition at the argument."""
        variable = Symbol("argument", real=True)
        definition = unfold(function(variable))
        plain = definition.replace(lambda node: type(node) in PLAIN, lambda node: PLAIN[type(node)](*node.args))
        return plain.xreplace({variable: argument})

    def power(self, base: Expr, exponent: Fraction) -> Expr:
        """A power of a square root."""
        if exponent.denominator != 2:
            raise EvaluationError(f"no unrolled form of the power {exponent}")
        return plain_sqrt(base) ** exponent.numerator


class Tabled(Opaque):
    """The table, under the names that unrolled expressions use."""

    def apply(self, function: type[Function], argument: Scalar) -> Scalar:
        """The table's value of exp, log, tanh or a root."""
        if function is plain_sqrt:
            return self.power(argument, Fraction(1, 2))
        return Opaque.apply(self, TABLED.get(function, function), argument)


def symbols(tensor: str, positions: Mapping[Position, Scalar]) -> Unrolled:
    """One symbol for each entry of a tensor."""
    return {position: Symbol(f"{tensor}_{'_'.join(map(str, position))}", real=True) for position in positions}


def unroll(equations: tuple[Equation, ...], world: World) -> dict[str, Unrolled]:
    """Every equation's left side as expressions in the world's symbols, in order.

    Selectors (first maxima, peaks) must be numbers in the world already: at a point, they are known.
    """
    tensors: dict[str, Mapping[Position, Expr]] = dict(world.tensors)
    for equation in equations:
        if equation.left.tensor.role is TensorRole.SELECTOR:
            continue
        values = evaluate(equation, replace(world, tensors=tensors, functions=SymbolicFunctions()))
        tensors[equation.left.tensor.name] = values
    return {equation.left.tensor.name: dict(tensors[equation.left.tensor.name]) for equation in equations}


def leaves(equations: tuple[Equation, ...], world: World) -> int:
    """How many entries the last equation's unrolled expressions read in all, each as often as it occurs."""
    read: dict[str, int] = {}
    for equation in equations:
        if equation.left.tensor.role is TensorRole.SELECTOR:
            continue
        whole = 0
        for term in equation.terms:
            taps = prod(value_of(size, world.sizes) for _, size in term.bound)
            nodes = (node for node in sympy.preorder_traversal(term.body) if isinstance(node, Entry))
            whole += taps * sum(read.get(entry.tensor.name, 1) for entry in nodes)
        read[equation.left.tensor.name] = whole
    last = equations[-1]
    return read[last.left.tensor.name] * prod(value_of(size, world.sizes) for _, size in last.free)


def parts_of(expression: Expr) -> Mapping[Symbol, Expr]:
    """For each symbol the sum of those summands that read it: all others have no derivative by it."""
    found: dict[Symbol, list[Expr]] = {}
    for summand in sympy.Add.make_args(expression):
        for symbol in summand.free_symbols:
            found.setdefault(symbol, []).append(summand)
    return {symbol: sympy.Add(*summands) for symbol, summands in found.items()}


def derivative_at(expression: Expr, symbol: Symbol, at: Mapping[Symbol, Scalar], functions: Opaque) -> Scalar:
    """SymPy's derivative of an expression, as a number at a point."""
    slope = sympy.diff(expression, symbol)
    return compile_body(slope, World({}, {}, Tabled(functions.seed), dict(at)))({})
