"""Shifted input, shifted output: a layer that reads windows commutes with shifts, derived and with its conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sympy import Expr, Symbol

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts, always, drop_implied_guards
from derive.algebra.equation import Equation, Guard, Range, Term
from derive.algebra.folding import match
from derive.algebra.index import Index, Role
from derive.algebra.size import CeilQuotient, Size, named
from derive.algebra.substitution import change_entries, substitute, substitute_entry
from derive.algebra.tensor import Entry, Tensor
from derive.calculus.derivation import Derivation, Rule, Step
from derive.calculus.vjp import GUARD, Variable

SHIFT = Rule("shift inserted", "x_shifted[a + s t] = x[a]: s (i + t) - s t = s i")
FOLD = Rule("fold", "the sum is the layer's own formula, t positions earlier")
SUFFIX = "_shifted"


@dataclass(frozen=True, slots=True)
class Translation:
    """The layer on a shifted input.

    `shift` says what the shifted input is; `edges` how many outputs at each border, by axis, have windows that
    reach into the padding, each with its definition; `strides` how far the input moves for one output, by axis;
    `derivation` ends in z_shifted[o + t] = z[o], away from the borders.
    """

    shift: Equation
    edges: tuple[tuple[Symbol, Expr], ...]
    strides: tuple[Size, ...]
    derivation: Derivation


@dataclass(frozen=True, slots=True)
class _Axis:
    """One axis: its output position i, the stride s, the shift t, and the outputs at the border e."""

    position: Index
    stride: Size
    shift: Symbol
    edge: Size
    padding: Size


def translation(forward: Equation, variable: Variable, facts: Facts = ()) -> Translation | None:
    """z_shifted[i + e + t] = z[i + e] for x_shifted[r] = x[r - s t], e outputs being left out at each border.

    Declines unless the layer reads its input once, along windows, and nothing else that depends on the place;
    and unless declared facts prove that the windows lie inside the input.
    """
    axes = _axes(forward, variable)
    if axes is None:
        return None
    known = (*facts, *(axis.stride * axis.edge - axis.padding for axis in axes if axis.edge != 0))
    shift = shifted_input(variable, tuple(axis.stride * axis.shift for axis in axes), _spatial(variable))
    moved: dict[Index, Affine] = {a.position: affine(a.position) + a.edge + a.shift for a in axes}
    edged: dict[Index, Affine] = {a.position: affine(a.position) + a.edge for a in axes}
    inner = {a.position: a.edge * 2 + a.shift for a in axes}
    free = tuple((index, size - inner[index] if index in inner else size) for index, size in forward.free)
    start = at_positions(on_shifted(forward, variable, shift), moved, free)
    steps: list[Step] = []
    inserted = _inserted(start, shift, known)
    if inserted is None:
        return None
    steps.append(Step(SHIFT, start, inserted, "the input's subscript loses what the shift adds to the position"))
    bare = _without_guards(inserted, known)
    if bare != inserted:
        steps.append(Step(GUARD, inserted, bare, "these windows do not reach into the padding"))
    earlier = _without_guards(at_positions(forward, edged, free), known)
    if earlier.terms != bare.terms:
        return None
    end = Equation(bare.left, free, (Term((), (), (), earlier.left),))
    steps.append(Step(FOLD, bare, end, "the layer's formula at the earlier position has the same summands"))
    edges = tuple(
        (e, CeilQuotient(a.padding, a.stride)) for a in axes if isinstance(e := a.edge, Symbol) and e != a.padding
    )
    return Translation(shift, edges, tuple(axis.stride for axis in axes), Derivation(tuple(steps), end))


def _axes(forward: Equation, variable: Variable) -> tuple[_Axis, ...] | None:
    """The axes along which the layer reads its input through windows; None if there are none."""
    entries = {e for term in forward.terms for e in term.body.atoms(Entry) if e.tensor == variable.entry.tensor}
    if len(entries) != 1:
        return None
    (read,) = entries
    free = [index for index, _ in forward.free]
    found = []
    for axis, suffix in zip(_spatial(variable), ("h", "w"), strict=False):
        place = read.subscripts[axis]
        positions = [index for index in place.indices if index.role is Role.OUTPUT and index in free]
        if len(positions) != 1 or affine(positions[0]) not in forward.left.subscripts:
            return None
        stride, padding = place.coefficient(positions[0]), -1 * place.const
        edge = padding if padding == 0 or stride == 1 else named(f"e_{suffix}", 0)
        found.append(_Axis(positions[0], stride, named(f"t_{suffix}", 0), edge, padding))
    return tuple(found) or None


def _spatial(variable: Variable) -> tuple[int, ...]:
    """The axes of the input that have positions."""
    return tuple(
        axis
        for axis, place in enumerate(variable.entry.subscripts)
        if any(index.role is Role.INPUT for index in place.indices)
    )


def shifted_input(variable: Variable, steps: tuple[Size, ...], axes: tuple[int, ...]) -> Equation:
    """x_shifted[r] = x[r - step] where that is in range; 0 is shifted in. Channels are numbered through."""
    tensor = variable.entry.tensor
    letters = tuple(place.indices[0] for place in variable.entry.subscripts)
    places = {axis: affine(letters[axis]) - step for axis, step in zip(axes, steps, strict=True)}
    read = tuple(places.get(axis, affine(index)) for axis, index in enumerate(letters))
    guards = tuple(Guard(place, tensor.shape[axis]) for axis, place in places.items())
    ranges = tuple(zip(letters, tensor.shape, strict=True))
    return Equation(_renamed(tensor)[letters], ranges, (Term((), guards, (), Entry(tensor, read)),))


def _renamed(tensor: Tensor) -> Tensor:
    return replace(tensor, name=f"{tensor.name}{SUFFIX}", letter=f"{tensor.letter}{SUFFIX}")


def on_shifted(forward: Equation, variable: Variable, shift: Equation) -> Equation:
    """The layer's formula with the shifted input in place of its input, its output renamed to match."""

    def change(entry: Entry) -> Entry:
        return Entry(shift.left.tensor, entry.subscripts) if entry.tensor == variable.entry.tensor else entry

    terms = tuple(replace(term, body=change_entries(term.body, change)) for term in forward.terms)
    left = Entry(_renamed(forward.left.tensor), forward.left.subscripts)
    return Equation(left, forward.free, terms, forward.reduction)


def at_positions(forward: Equation, where: Mapping[Index, Affine], free: tuple[Range, ...]) -> Equation:
    """The formula at moved positions."""
    left = substitute_entry(forward.left, where)
    return Equation(left, free, tuple(substitute(term, where) for term in forward.terms), forward.reduction)


def _inserted(equation: Equation, shift: Equation, facts: Facts) -> Equation | None:
    """The shifted input replaced by the input; declines unless what is read was never shifted in."""
    terms = []
    for term in equation.terms:
        mapping: dict[Expr, Expr] = {}
        for entry in term.body.atoms(Entry):
            if entry.tensor != shift.left.tensor:
                continue
            where = match(shift.left, entry)
            if where is None:
                return None
            (source,) = (substitute(own, where) for own in shift.terms)
            if not all(always(guard, (*equation.free, *term.bound), facts) for guard in source.guards):
                return None
            mapping[entry] = source.body
        terms.append(replace(term, body=term.body.xreplace(mapping)))
    return Equation(equation.left, equation.free, tuple(terms), equation.reduction)


def _without_guards(equation: Equation, facts: Facts) -> Equation:
    terms = tuple(drop_implied_guards(term, equation.free, facts) or term for term in equation.terms)
    return Equation(equation.left, equation.free, terms, equation.reduction)
