"""Fill in what is missing in a formula: an index, a bound, a factor."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from derive.document.blocks import Formula, Formulas, Paragraph
from derive.document.rewriting import rebuilt
from derive.exercises.draw import Draw
from derive.exercises.exercise import Exercise, ExerciseKind
from derive.exercises.once import once
from derive.exercises.wording import named
from derive.network.backward import differentiable, gradient
from derive.network.model import Model
from derive.printing.building import equation
from derive.printing.compose import statement
from derive.printing.formula import Big, Derivative, Group, Letter, Node, Product, Scripted, Statement
from derive.printing.names import BLANK

WORDS = {"factor": "a factor", "index": "a subscript", "bound": "the last value of a summation index"}
KINDS = {1: ("factor",), 2: ("factor", "index"), 3: ("index", "bound")}


def make(model: Model, draw: Draw) -> Exercise | None:
    """A derivative by a parameter or a layer's input, with one piece taken out."""
    names = [name for name in teachable(model) if _pieces(_written(model, name), draw.level)]
    if not names:
        return None
    name = draw.dealt(names, "tensors")
    whole = _written(model, name)
    kind, piece = draw.random.choice(_pieces(whole, draw.level))
    holed = without(whole, piece)
    question = (
        Paragraph(
            f"In this derivative of the loss by {named(model, model.tensors[name])} {WORDS[kind]} is missing. An empty "
            "box stands for it; where there are several boxes, the same belongs in each of them. What is it?"
        ),
        Formulas((Formula(holed),)),
    )
    answer = (Formulas((Formula(equation(BLANK, piece)),)), Formulas((Formula(whole),), "the whole formula"))
    return Exercise("Fill in what is missing", question, answer, points=1, room=2)


def teachable(model: Model) -> tuple[str, ...]:
    """The parameters and the layers' inputs, in backward order: no tensor in between, which only kernels keep."""
    inputs = {tensor.name for placed in model.placed for tensor in placed.inputs}
    return tuple(name for name in differentiable(model) if name in model.parameters or name in inputs)


@once
def _written(model: Model, name: str) -> Statement:
    return statement(gradient(model, name).best.equation)


def _pieces(whole: Statement, level: int) -> tuple[tuple[str, Node], ...]:
    """What can be taken out: its kind in words, and the node, each once and in the formula's order."""
    right = whole.relation.rights[-1][1]
    found: dict[tuple[str, Node], None] = {}
    for node in nodes(right):
        match node:
            case Product(factors=factors):
                found |= {("factor", factor): None for factor in factors if isinstance(factor, Scripted | Derivative)}
            case Scripted(subscripts=subscripts):
                found |= {("index", each): None for each in subscripts if not isinstance(each, Letter | Group)}
            case Big(extents=extents, joint=False):
                found |= {("bound", extent.last): None for extent in extents if not isinstance(extent.last, Letter)}
            case _:
                continue
    return tuple(item for item in found if item[0] in KINDS[level])


def nodes(tree: Any) -> Iterator[Any]:
    """Every node of a formula, parents first, in order."""
    if isinstance(tree, tuple):
        for part in tree:
            yield from nodes(part)
    elif is_dataclass(tree) and not isinstance(tree, type | Enum):
        yield tree
        for own in fields(tree):
            yield from nodes(getattr(tree, own.name))


def without(whole: Statement, piece: Node) -> Statement:
    """The statement with a box wherever the piece stands, its notes included, which would tell it."""
    return rebuilt(whole, lambda node: node, {piece: BLANK})


MISSING_PIECE = ExerciseKind("missing", "fill in a missing index, bound or factor", make)
