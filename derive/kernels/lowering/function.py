"""A planned kernel: arguments, named intermediates and a result, ready for lambdify."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from keyword import iskeyword
from typing import Any

from sympy import AtomicExpr, Expr, Symbol

from derive.algebra.equation import Equation
from derive.algebra.size import Size
from derive.algebra.tensor import Tensor
from derive.errors import PlanError


class Code(AtomicExpr):
    """A piece of Python text that SymPy must neither look into nor reorder: a runtime call, an array view.

    SymPy orders factors by their classes' names: Code, Contraction, then Symbol.
    """

    __slots__ = ("text",)

    text: str
    is_commutative = True
    is_real = True

    def __new__(cls, text: str) -> "Code":
        self: Code = super().__new__(cls)
        self.text = text
        return self

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self.text,)

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return (type(self), (self.text,))

    def _hashable_content(self) -> tuple[str, ...]:
        return (self.text,)

    def _sympystr(self, printer: object) -> str:
        return self.text


class Contraction(Code):
    """A call of `contract`, to which a start can be given."""

    __slots__ = ()

    def plus(self, start: str) -> "Contraction":
        """The same sum, begun at an array instead of 0."""
        return Contraction(f"{self.text[:-1]}, start={start})")


@dataclass(frozen=True, slots=True)
class Function:
    """One equation as a NumPy function.

    `arrays` maps the arguments' identifiers to tensors, `sizes` the arguments' identifiers to the sizes
    that no array shows; `lines` are named intermediates in order, then `result`.
    """

    name: str
    equation: Equation
    arrays: Mapping[str, Tensor]
    sizes: Mapping[str, Symbol]
    lines: tuple[tuple[Symbol, Expr], ...]
    result: Expr


@dataclass
class Scope:
    """What a function under construction knows: its arrays, literal numbers, and the lines so far."""

    arrays: Mapping[str, Tensor]
    literals: Mapping[Symbol, int]
    definitions: Mapping[Symbol, Expr]
    sizes: dict[str, Symbol] = field(default_factory=dict)
    lines: list[tuple[Symbol, Expr]] = field(default_factory=list)

    def name(self, wanted: str, value: Expr) -> Symbol:
        """Names an intermediate, with a number behind it where the name is taken by another value."""
        taken = {str(symbol): old for symbol, old in self.lines}
        name, number = wanted, 1
        while name in self.arrays or name in self.sizes or (name in taken and taken[name] != value):
            number += 1
            name = f"{wanted}_{number}"
        symbol = Symbol(name, real=True)
        if name not in taken:
            self.lines.append((symbol, value))
        return symbol

    def size(self, size: Size) -> str:
        """A size as Python text: literals, then array shapes, then definitions, then arguments."""
        return size_text(size, self._symbol)

    def _symbol(self, symbol: Symbol) -> str:
        if symbol in self.literals:
            return str(self.literals[symbol])
        for identifier, tensor in self.arrays.items():
            if symbol in tensor.shape:
                return f"{identifier}.shape[{tensor.shape.index(symbol)}]"
        if symbol in self.definitions:
            text = _bare(self.size(self.definitions[symbol]))
            return text if text.isidentifier() else str(self.name(str(symbol), Code(text)))
        identifier = re.sub(r"\W+", "_", str(symbol)).strip("_")
        while identifier in self.arrays or self.sizes.get(identifier, symbol) != symbol or iskeyword(identifier):
            identifier = f"{identifier}_size"
        self.sizes[identifier] = symbol
        return identifier

    def tuple_of(self, sizes: tuple[Size, ...]) -> str:
        """Sizes as a Python tuple; a run of one array's last axes as a slice of its shape."""
        parts = [self.size(size) for size in sizes]
        for identifier, tensor in self.arrays.items():
            rank = len(tensor.shape)
            tail = [f"{identifier}.shape[{axis}]" for axis in range(rank - len(sizes), rank)]
            if parts == tail:
                return f"{identifier}.shape[{rank - len(sizes)}:]"
        return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def _bare(text: str) -> str:
    """The text without parentheses around the whole of it."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and place < len(text) - 1:
            return text
    return text[1:-1] if text.startswith("(") else text


def size_text(size: Size, symbol_text: Callable[[Symbol], str]) -> str:
    """A size as Python text, in the order in which a person writes it: positive parts first."""
    if isinstance(size, int):
        return str(size)
    if isinstance(size, Symbol):
        return symbol_text(size)
    if size.is_Integer:
        return str(int(size))
    arguments = [size_text(argument, symbol_text) for argument in size.args]
    name = type(size).__name__
    if size.is_Add:
        ordered = sorted(size.args, key=lambda part: (part.could_extract_minus_sign(), part.is_number, str(part)))
        text = " + ".join(size_text(part, symbol_text) for part in ordered)
        return f"({text.replace('+ -1*', '- ').replace('+ -', '- ')})"
    if size.is_Mul:
        return "*".join(arguments)
    if name in FORMS:
        factors = [f"({text})" if each.is_Mul else text for each, text in zip(size.args, arguments, strict=True)]
        return FORMS[name].format(*factors)
    raise PlanError(f"no Python form for the size {size}; have you added a new size function?")


FORMS = {
    "FloorQuotient": "({0} // {1})",
    "CeilQuotient": "(-(-{0} // {1}))",
    "ExactQuotient": "({0} // {1})",
    "LargerOf": "max({0}, {1})",
    "CeilSize": "ceil_size({0}, {1}, {2})",
}
