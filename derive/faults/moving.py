"""Mistakes where a part of an axis is cut out or an axis gets borders: the part begins at another place."""

from collections.abc import Callable
from dataclasses import replace

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Equation, Guard, Term
from derive.algebra.size import Size
from derive.algebra.tensor import Entry
from derive.faults.fault import Fault
from derive.faults.formula import Formula

SLICE = "input: {features: 2}\nlayers: [slice: {start: 1, stop: 2}]\n"
Move = Callable[[Size, Size, Size], Size]  # from the offset of a read, the extent that is read and how many are read


def _moves(formula: Formula, move: Move) -> Equation | None:
    """The formula with each of its moved reads, k + offset, moved otherwise; None where it reads nothing so."""
    own = len(formula.declaration.inputs) == 1 and (formula.output or formula.of_input) and not formula.joined
    if not own or len(formula.equation.terms) != 1:
        return None
    (term,) = formula.equation.terms
    if term.bound or term.brackets or not isinstance(term.body, Entry):
        return None
    moved = _moved(formula, term, term.body, move)
    return replace(formula.equation, terms=(moved,)) if moved != term else None


def _moved(formula: Formula, term: Term, read: Entry, move: Move) -> Term:
    new: dict[Affine, Affine] = {}
    for subscript, extent in zip(read.subscripts, read.tensor.shape, strict=True):
        if len(subscript.terms) == 1 and subscript.terms[0][1] == 1 and subscript.const != 0:
            (index,) = subscript.indices
            new[subscript] = affine(index) + move(subscript.const, extent, formula.ranges[index])
    guards = tuple(Guard(new.get(guard.affine, guard.affine), guard.size) for guard in term.guards)
    return replace(term, guards=guards, body=Entry(read.tensor, tuple(new.get(s, s) for s in read.subscripts)))


def _forgotten(formula: Formula) -> Equation | None:
    return _moves(formula, lambda offset, extent, count: 0)


def _other_end(formula: Formula) -> Equation | None:
    return _moves(formula, lambda offset, extent, count: extent - count - offset)


MOVING = (
    Fault(
        "moving.offset-forgotten",
        "the place where a part begins is forgotten",
        "The part begins behind what stands before it: entry 0 of what is cut out is entry `start` of what it was cut "
        "from, on the way back too.",
        "Which entry of the input is the first one of the output?",
        SLICE,
        _forgotten,
    ),
    Fault(
        "moving.other-end",
        "a part's beginning is counted from the other end",
        "What stands before the part and what stands behind it are exchanged. It shows where the two are not equally "
        "many.",
        "How many entries stand before the part, and how many behind it?",
        SLICE,
        _other_end,
    ),
)
