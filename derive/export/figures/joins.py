"""What an equation joins: for every entry on its left, the places on the right that are read for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sympy import Symbol

from derive.algebra.equation import Equation, Term
from derive.algebra.evaluate import Position, World, compile_conditions, compile_position, points
from derive.algebra.tensor import Entry


@dataclass(frozen=True, slots=True)
class Join:
    """One entry of the left side: `reads` holds, for each summand that is present, the place in each of the
    operands; `absent` the same for the summands that a guard leaves out."""

    result: Position
    reads: tuple[tuple[Position, ...], ...]
    absent: tuple[tuple[Position, ...], ...]


def joins(equation: Equation, operands: tuple[str, ...], sizes: Mapping[Symbol, int]) -> tuple[Join, ...]:
    """Every entry of the left side once, in row-major order; `operands` are names of tensors of one term."""
    term, entries = _reading(equation, operands)
    world = World({}, sizes)
    present = compile_conditions(term, world)
    left = compile_position(equation.left, world)
    places = [compile_position(entry, world) for entry in entries]
    found = []
    for point in points(equation.free, world, {}):
        reads: dict[bool, list[tuple[Position, ...]]] = {True: [], False: []}
        for inner in points(term.bound, world, point):
            reads[present(inner)].append(tuple(place(inner) for place in places))
        found.append(Join(left(point), tuple(reads[True]), tuple(reads[False])))
    return tuple(found)


def _reading(equation: Equation, operands: tuple[str, ...]) -> tuple[Term, list[Entry]]:
    """The term that reads all the operands, and its entry of each."""
    for term in equation.terms:
        by_name = {entry.tensor.name: entry for entry in sorted(term.body.atoms(Entry), key=lambda each: each.key)}
        if all(name in by_name for name in operands):
            return term, [by_name[name] for name in operands]
    raise ValueError(f"no term of {equation.left} reads {' and '.join(operands)}")
