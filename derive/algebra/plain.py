"""Equations as plain SymPy (Sum, Indexed, Piecewise), for users who want to go on by themselves."""

from collections.abc import Mapping

import sympy
from sympy import Expr, IndexedBase, Integer, Piecewise, Sum, Symbol

from derive.algebra.affine import Affine
from derive.algebra.equation import Bracket, Equation, Guard, Reduction, Term
from derive.algebra.functions import positive, relu, relu6, unfold
from derive.algebra.index import Index
from derive.algebra.setting import settled
from derive.algebra.size import CeilQuotient, CeilSize, ExactQuotient, FloorQuotient, LargerOf, Size
from derive.algebra.tensor import Entry, Tensor, bar_name

Numbers = Mapping[Symbol, int]


def to_sympy(equation: Equation, numbers: Numbers) -> sympy.Eq:
    """Eq(left, right) in plain SymPy, with the known numbers put in.

    Guards and brackets become Piecewise; a selector is an Indexed like any other; a maximum, a selection
    and an addition into the left side, which SymPy has no form for, become opaque functions of their terms.
    """
    right = sympy.Add(*(_term(term, numbers) for term in settled(equation).terms))
    if equation.reduction is not Reduction.SUM:
        right = sympy.Function(equation.reduction.name.lower())(right)
    return sympy.Eq(_entry(equation.left, numbers), right, evaluate=False)


def _term(term: Term, numbers: Numbers) -> Expr:
    entries = {entry: _entry(entry, numbers) for entry in term.body.atoms(Entry)}
    body = _functions(unfold(term.body.xreplace(entries))).xreplace(_integers(numbers))
    conditions = [*(_guard(guard, numbers) for guard in term.guards), *(_bracket(b, numbers) for b in term.brackets)]
    if conditions:
        body = Piecewise((body, sympy.And(*conditions)), (Integer(0), True))
    if not term.bound:
        return body
    return Sum(body, *((_index(index), 0, _size(size, numbers) - 1) for index, size in reversed(term.bound)))


def _functions(body: Expr) -> Expr:
    def plain(node: Expr) -> Expr:
        (z,) = node.args
        if isinstance(node, relu6):
            return Piecewise((Integer(0), z <= 0), (z, z < node.most), (node.most, True))
        return Piecewise((z if isinstance(node, relu) else Integer(1), z > 0), (Integer(0), True))

    return body.replace(lambda node: isinstance(node, relu | relu6 | positive), plain)


def _guard(guard: Guard, numbers: Numbers) -> Expr:
    value = _affine(guard.affine, numbers)
    return sympy.And(value >= 0, value < _size(guard.size, numbers))


def _bracket(bracket: Bracket, numbers: Numbers) -> Expr:
    return sympy.Eq(_affine(bracket.left, numbers), _affine(bracket.right, numbers))


def _entry(entry: Entry, numbers: Numbers) -> Expr:
    name = _name(entry.tensor).replace(".", "_")
    if not entry.subscripts:
        return Symbol(name, real=True)
    shape = tuple(_size(size, numbers) for size in entry.tensor.shape)
    base = IndexedBase(name, shape=shape, real=True)
    return base[tuple(_affine(subscript, numbers) for subscript in entry.subscripts)]


def _name(tensor: Tensor) -> str:
    if tensor.bar is not None:
        return bar_name(_name(tensor.bar.of), tensor.bar.by, tensor.bar.through)
    return "x" if tensor.name == "input" else tensor.name


def _affine(value: Affine, numbers: Numbers) -> Expr:
    parts = [_size(coefficient, numbers) * _index(index) for index, coefficient in value.terms]
    return sympy.Add(*parts, _size(value.const, numbers))


def _index(index: Index) -> Symbol:
    return Symbol(f"{index.name}{index.number or ''}", integer=True)


def _size(size: Size, numbers: Numbers) -> Expr:
    return Integer(size) if isinstance(size, int) else size.xreplace(_integers(numbers))


def _integers(numbers: Numbers) -> dict[Symbol, Expr]:
    return {symbol: Integer(value) for symbol, value in numbers.items()}


def plain_size(size: Expr) -> Expr:
    """Rounded quotients in SymPy's own functions."""
    size = size.replace(FloorQuotient, _floor).replace(CeilQuotient, _ceiling).replace(LargerOf, sympy.Max)
    return size.replace(ExactQuotient, lambda a, b: a / b).replace(CeilSize, _ceil_size)


def _floor(a: Expr, b: Expr) -> Expr:
    return sympy.floor(a / b, evaluate=False)


def _ceiling(a: Expr, b: Expr) -> Expr:
    return sympy.ceiling(a / b, evaluate=False)


def _ceil_size(a: Expr, s: Expr, limit: Expr) -> Expr:
    outside = s * _ceiling(a, s) >= limit
    return _ceiling(a, s) + 1 - Piecewise((Integer(1), outside), (Integer(0), True))
