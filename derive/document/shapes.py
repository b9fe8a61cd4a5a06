"""Shapes and counts as formulas: (M, K, n, n), and K·C·f² = 2·1·3² = 18."""

from dataclasses import replace

from sympy import Eq, Expr, Integer, Symbol

from derive.algebra.tensor import Tensor
from derive.document.blocks import Formula
from derive.grammar import digits
from derive.network.model import Layer, Model
from derive.printing.building import equation
from derive.printing.entries import tensor_letter
from derive.printing.formula import Call, Group, Letter, Node, Number, Relation, Scripted
from derive.printing.sizes import size, size_formula
from derive.printing.style import PLAIN, Style


def name_of(tensor: Tensor) -> Node:
    """A tensor as it is written in text: W^[1]."""
    letter, label = tensor_letter(tensor), tensor.letter.partition("_")[2]
    return Scripted(letter, tensor.level, label) if tensor.level or label else letter


def shape(tensor: Tensor, style: Style = PLAIN) -> Node:
    """The tensor's shape: (K, C, f, f), or in numbers as far as the style has them."""
    return Group(tuple(size(axis, style) for axis in tensor.shape))


def shape_of(tensor: Tensor, style: Style) -> Relation:
    """shape(W) = (K, C, f, f) = (2, 1, 3, 3)."""
    left = Call(Letter("shape"), (name_of(tensor),))
    return equation(left, *dict.fromkeys((shape(tensor), shape(tensor, style))))


def size_rules(model: Model, layer: Layer, style: Style) -> tuple[Formula, ...]:
    """The sizes that the layer defines: n^[1] = ⌊(n + 2p - f)/s⌋ + 1 = ... = 4."""
    numbers = model.values if style.numbers else {}
    return tuple(
        Formula(size_formula(rule.symbol, rule.definition, numbers), Eq(rule.symbol, rule.definition, evaluate=False))
        for rule in layer.rules
    )


def counted(name: Node, count: Expr, model: Model, style: Style) -> Formula:
    """name = formula = numbers = value, as far as numbers are known and wanted."""
    numbers = {symbol: value for symbol, value in model.values.items() if style.numbers}
    written = size_formula(Symbol("count"), Integer(count) if isinstance(count, int) else count, numbers)
    rights = tuple((sign, _in_threes(right)) for sign, right in written.rights)
    return Formula(replace(written, left=name, rights=rights), Eq(Symbol(_plain(name)), count, evaluate=False))


def _in_threes(node: Node) -> Node:
    """A count that stands alone, as a table has it."""
    return Number(digits(int(node.text))) if isinstance(node, Number) else node


def number_of(tensor: Tensor) -> Node:
    """entries(W), the name of the number of a tensor's entries."""
    return Call(Letter("entries"), (name_of(tensor),))


def _plain(name: Node) -> str:
    match name:
        case Call():
            return f"{name.function.base}({', '.join(map(_plain, name.arguments))})"
        case Scripted():
            return f"{name.letter.base}[{name.level}]" if name.level else name.letter.base
        case Letter():
            return name.base
        case _:
            return "count"
