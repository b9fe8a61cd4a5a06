"""How a kernel's lines are written: calls of the runtime and views of arrays, as Python text.

What is read, summed and called is decided by the planner; nothing is decided here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import sympy
from sympy import Expr, Symbol

from derive.algebra.equation import Equation, Reduction
from derive.algebra.index import Index, Role
from derive.kernels.lowering.function import Code, Contraction

LETTERS = "abdefghlnopstwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Operand:
    """An array as text, with the index that each of its axes runs over, read through windows or not."""

    text: str
    labels: tuple[Index, ...]
    windowed: bool = False
    call: type[Code] = Code

    @property
    def plain(self) -> str:
        """The array without the windows' own way to be read."""
        return f"asarray({self.text})" if self.windowed else self.text


def called(function: str, *arguments: object) -> Code:
    """spread(value, (M, C)): a call of the runtime."""
    return Code(f"{function}({', '.join(map(str, arguments))})")


def order_of_writing(equation: Equation) -> list[str]:
    """What makes an overwriting another than the usual one: taps in the outer loop, zeros that write nothing."""
    if equation.reduction is Reduction.SCATTER:
        return []
    roles = [index.role for index, _ in equation.free if index.role in (Role.TAP, Role.OUTPUT)]
    said = ["taps_first=True"] if roles and roles[0] is Role.TAP else []
    return [*said, "zeros=False"] if equation.reduction is Reduction.REPLACE else said


def contracted(arrays: list[Operand], output: tuple[Index, ...]) -> Operand:
    """contract("mkij, kcuv -> mcijuv", x, W): a sum of products."""
    kept, formula = formula_of(arrays, output)
    return Operand(str(called("contract", f'"{formula}"', *(each.text for each in arrays))), kept, call=Contraction)


def formula_of(arrays: list[Operand], output: tuple[Index, ...]) -> tuple[tuple[Index, ...], str]:
    """The labels that a product keeps, and its formula: "mkij, kcuv -> mcijuv"."""
    letters: dict[Index, str] = {}
    for index in (*output, *(i for operand in arrays for i in operand.labels)):
        if index not in letters:
            letters[index] = next(c for c in (index.name, *LETTERS) if c not in letters.values())
    used = {label for operand in arrays for label in operand.labels}
    kept = tuple(index for index in output if index in used)
    inputs = ", ".join("".join(letters[label] for label in operand.labels) for operand in arrays)
    return kept, f"{inputs} -> {''.join(letters[index] for index in kept)}"


def arranged(operand: Operand, labels: tuple[Index, ...]) -> Expr:
    """asarray(x).transpose(1, 0)[:, None]: the array with its axes in the order of `labels`, and axes of length 1 for
    those that it lacks."""
    order = [operand.labels.index(label) for label in labels if label in operand.labels]
    text = operand.plain
    if order != sorted(order):
        text = f"{text}.transpose({', '.join(map(str, order))})"
    first = next((place for place, label in enumerate(labels) if label in operand.labels), len(labels))
    pattern = ", ".join(":" if label in operand.labels else "None" for label in labels[first:])
    if "None" in pattern:
        shown = pattern.replace(":, :, :, :, None", "..., None") if first == 0 else pattern
        text = f"{text}[{shown}]"
    if text != operand.text:
        return Code(text)
    return operand.call(text) if "(" in text else Symbol(text, real=True)


def over_axes(array: object, method: str, axes: tuple[int, ...] | None = None) -> str:
    """x.sum(axis=(0, 2)), and x.sum() over all."""
    return f"{array}.{method}({'' if axes is None else f'axis={axes}'})"


def turned_round(array: object, axes: Iterable[bool]) -> Code:
    """x[:, ::-1]: some axes read from their end."""
    return Code(f"{array}[{turned(axes)}]")


def turned(axes: Iterable[bool]) -> str:
    """The subscript that turns some axes round: `:, ::-1`."""
    return ", ".join("::-1" if each else ":" for each in axes)


def added(terms: list[Expr]) -> Expr:
    """The sum of the terms; an array added to one contraction is what it starts from."""
    sums = [term for term in terms if isinstance(term, Contraction)]
    arrays = [term for term in terms if isinstance(term, Code | Symbol) and not isinstance(term, Contraction)]
    if len(sums) == len(arrays) == 1 and len(terms) == 2:
        return sums[0].plus(str(arrays[0]))
    return sympy.Add(*terms)
