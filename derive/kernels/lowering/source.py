"""From planned functions to Python text, through sympy.lambdify and our printer."""

import inspect
import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import sympy
from sympy import Expr, Function, Symbol, lambdify
from sympy.printing.numpy import NumPyPrinter
from sympy.printing.precedence import PRECEDENCE

from derive.algebra.equation import Equation
from derive.algebra.functions import positive
from derive.kernels import runtime
from derive.kernels.lowering import function
from derive.kernels.lowering.function import Code
from derive.printing.compose import statement
from derive.printing.notation import Notation, write
from derive.printing.style import Style

RUNTIME: Mapping[str, Callable[..., Any]] = {name: getattr(runtime, name) for name in runtime.__all__}
NUMPY: Mapping[str, Any] = {
    "asarray": np.asarray,
    "concatenate": np.concatenate,
    "exp": np.exp,
    "heaviside": np.heaviside,
    "inf": np.inf,
    "log": np.log,
    "maximum": np.maximum,
    "minimum": np.minimum,
    "sqrt": np.sqrt,
    "tanh": np.tanh,
}
NAMESPACE: Mapping[str, Any] = {**RUNTIME, **NUMPY}
GENERATED = "_lambdifygenerated"
PAGE = 110
WIDEST = 120  # of a formula, which is read more easily in one line
OUTERMOST = (r" [+-] ", r"(?<!\*)[*/](?!\*)")  # where a formula is broken: its sums, else its products
FORMULA = 100


def identifier(name: str) -> str:
    """A tensor's or a layer's name as Python can write it: stage2.conv1 as stage2_conv1."""
    return re.sub(r"\W+", "_", name)


class KernelPrinter(NumPyPrinter):
    """Prints bodies over arrays; plan calls are printed as they are, known functions by their NumPy names."""

    def __init__(self) -> None:
        self.above: list[Any] = []
        super().__init__({"fully_qualified_modules": False, "allow_unknown_functions": False})

    def _print_Code(self, node: Code) -> str:
        return node.text

    def _print_sigmoid(self, node: Function) -> str:
        return f"sigmoid({self._print(node.args[0])})"

    def _print_softplus(self, node: Function) -> str:
        return f"softplus({self._print(node.args[0])})"

    def _print_weighted(self, node: Function) -> str:
        return self._called("weighted", node)

    def _print_ratio(self, node: Function) -> str:
        return self._called("ratio", node)

    def _called(self, name: str, node: Function) -> str:
        return f"{name}({', '.join(map(self._print, node.args))})"

    def _print_relu(self, node: Function) -> str:
        return f"maximum({self._print(node.args[0])}, 0)"

    def _print_relu6(self, node: Function) -> str:
        return f"minimum(maximum({self._print(node.args[0])}, 0), {node.most})"

    def _print(self, expr: Any, **settings: Any) -> str:
        self.above.append(expr)
        text = str(super()._print(expr, **settings))
        self.above.pop()
        return text

    def _print_positive(self, node: Function) -> str:
        """A condition where numbers are multiplied by it, which keeps their type; else a step of the same type."""
        argument = self._print(node.args[0])
        return f"({argument} > 0)" if _chooses(self.above[-2:]) else f"heaviside({argument}, 0)"

    def _print_Add(self, node: sympy.Add, order: object = None) -> str:
        """Positive summands first, as a person writes them."""
        ordered = sorted(node.as_ordered_terms(), key=lambda term: term.could_extract_minus_sign())
        texts = [self._print(term) for term in ordered]
        signed = [text if text.startswith("-") else f"+ {text}" for text in texts]
        joined = " ".join(f"- {text[1:]}" if text.startswith("-") else text for text in signed)
        return joined.removeprefix("+ ") if joined.startswith("+ ") else joined.replace("- ", "-", 1)

    def _print_Mul(self, node: sympy.Mul) -> str:
        coefficient, rest = node.as_coeff_Mul()
        if not coefficient.is_Rational or coefficient.is_Integer:
            return str(super()._print_Mul(node))
        above = rest if coefficient.p == 1 else sympy.Mul(coefficient.p, rest, evaluate=False)
        return f"{self.parenthesize(above, PRECEDENCE['Mul'])}/{coefficient.q}"


def _chooses(nodes: list[Any]) -> bool:
    """Whether the last node is a condition that multiplies an array, perhaps with others: NumPy adds conditions as
    truth values, and knows no minus for them."""
    if len(nodes) < 2 or not isinstance(nodes[0], sympy.Mul):
        return False
    coefficient, rest = nodes[0].as_coeff_Mul()
    factors = sympy.Mul.make_args(rest)
    return bool(coefficient > 0) and not all(isinstance(each, positive) for each in factors)


def formula_comment(equation: Equation, numbers: Mapping[Symbol, int]) -> str:
    """The formula as comment lines, with numbers put in for sizes."""
    written = write(statement(equation, Style(numbers=numbers)).relation, Notation.UNICODE, FORMULA)
    return "\n".join(f"# {line}" for line in written.split("\n"))


def source_text(planned: "function.Function") -> str:
    """The text of one function: `def name(...)`, its named intermediates, and the return."""
    arguments = [*(Symbol(name, real=True) for name in planned.arrays), *(Symbol(name) for name in planned.sizes)]

    def intermediates(expression: Expr) -> tuple[list[tuple[Symbol, Expr]], Expr]:
        return list(planned.lines), planned.result

    made = lambdify(
        arguments,
        planned.result,
        modules=[dict(NAMESPACE), "numpy"],
        printer=KernelPrinter(),
        cse=intermediates,
        docstring_limit=0,
    )
    text = inspect.getsource(made).replace(f"def {GENERATED}(", f"def {planned.name}(", 1)
    return "\n".join(_wrapped(line) for line in text.rstrip().split("\n")) + "\n"


def _wrapped(line: str) -> str:
    """A line that is too long for the page, with the arguments of its only call on lines of their own."""
    head, _, arguments = line.partition("(")
    if len(line) <= PAGE:
        return line
    if not arguments.endswith(")"):
        return _broken(line) if len(line) > WIDEST else line
    margin = head[: len(head) - len(head.lstrip())]
    given, comma, named = arguments[:-1].partition(", kernel=")
    lines = [given + ",", f"kernel={named},"] if comma and len(arguments) > PAGE else [arguments[:-1]]
    inside = "".join(f"{margin}    {part}\n" for part in lines)
    return f"{head}(\n{inside}{margin})"


def _broken(line: str) -> str:
    """The formula that a line returns or names, in parentheses, broken before its outermost signs."""
    if (found := re.fullmatch(r"( *)(return |\w+ = )(.*)", line)) is None:
        return line
    margin, head, value = found.groups()
    places: list[int] = []
    for signs in OUTERMOST:
        places = places or [each.start() for each in re.finditer(signs, value) if _depth(value[: each.start()]) == 0]
    parts = (value[start:end].strip() for start, end in pairwise((0, *places, len(value))))
    inside = "".join(f"{margin}    {part}\n" for part in parts)
    return f"{margin}{head}(\n{inside}{margin})"


def _depth(text: str) -> int:
    """How many brackets are open at the end of the text."""
    return sum(map(text.count, "([{")) - sum(map(text.count, ")]}"))
