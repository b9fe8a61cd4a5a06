"""Shifted input, shifted output: a layer that reads windows commutes with shifts, derived and with its conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sympy import Expr, Mul, Symbol

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts, always, drop_implied_guards
from derive.algebra.equation import Equation, Guard, Range, Term
from derive.algebra.folding import match
from derive.algebra.index import Index
from derive.algebra.size import Size
from derive.algebra.substitution import change_entries, substitute, substitute_entry
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.calculus.borders import shifted_axes, spatial_axes
from derive.calculus.derivation import Derivation, Rule, Step
from derive.calculus.vjp import GUARD, Variable

SHIFT = Rule("shift inserted", "x_shifted[a + s t] = x[a]: s (i + t) - s t = s i")
FOLD = Rule("fold", "the sum is the layer's own formula, t positions earlier")
COUNT = Rule("count", "a sum of 1 that no condition limits is the product of its ranges")
SUFFIX = "_shifted"


@dataclass(frozen=True, slots=True)
class Translation:
    """The layer on a shifted input.

    `shift` says what the shifted input is; `edges` how many outputs at each border, by axis, have windows that
    may reach past the input, each with its definition; `strides` how far the input moves for one output, by axis;
    `derivation` ends in z_shifted[o + t] = z[o], away from the borders; `left` is how many outputs of each axis
    that is said of.
    """

    shift: Equation
    edges: tuple[tuple[Symbol, Expr], ...]
    strides: tuple[Size, ...]
    derivation: Derivation
    left: tuple[Size, ...]


def translation(
    forward: Equation, variable: Variable, facts: Facts = (), definitions: tuple[Equation, ...] = ()
) -> Translation | None:
    """z_shifted[i + e + t] = z[i + e] for x_shifted[r] = x[r - s t], e outputs being left out at each border.

    Declines unless the layer reads its input once, along windows, and nothing else that depends on the place; a
    number of cells, one of the `definitions`, does not where all cells count.
    """
    axes = shifted_axes(forward, variable, facts)
    if axes is None:
        return None
    known = (*facts, *(fact for axis in axes if axis.edge != 0 for fact in (axis.before, axis.behind)))
    shift = shifted_input(variable, tuple(a.read.stride * a.shift for a in axes), spatial_axes(variable))
    moved: dict[Index, Affine] = {a.read.position: affine(a.read.position) + a.edge + a.shift for a in axes}
    edged: dict[Index, Affine] = {a.read.position: affine(a.read.position) + a.edge for a in axes}
    inner = {a.read.position: a.outputs - a.edge * 2 - a.shift for a in axes}
    free = tuple((index, inner.get(index, size)) for index, size in forward.free)
    start = at_positions(on_shifted(forward, variable, shift), moved, free)
    steps: list[Step] = []
    inserted = _inserted(start, shift, known)
    if inserted is None:
        return None
    steps.append(Step(SHIFT, start, inserted, "the input's subscript loses what the shift adds to the position"))
    bare = _without_guards(inserted, known)
    if bare != inserted:
        steps.append(Step(GUARD, inserted, bare, "these windows do not reach past the input"))
    counted = _counted(bare, definitions, known)
    if counted != bare:
        steps.append(Step(COUNT, bare, counted, "here every cell of a window counts"))
    earlier = _counted(_without_guards(at_positions(forward, edged, free), known), definitions, known)
    if earlier.terms != counted.terms:
        return None
    end = Equation(counted.left, free, (Term((), (), (), earlier.left),))
    steps.append(Step(FOLD, counted, end, "the layer's formula at the earlier position has the same summands"))
    edges = tuple((a.edge, a.definition) for a in axes if isinstance(a.edge, Symbol) and a.edge != a.definition)
    left = tuple(a.outputs - a.edge * 2 for a in axes)
    return Translation(shift, edges, tuple(a.read.stride for a in axes), Derivation(tuple(steps), end), left)


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


def _counted(equation: Equation, definitions: tuple[Equation, ...], facts: Facts) -> Equation:
    """Numbers of cells replaced by the product of the ranges that they count, where no condition limits them."""

    def number(entry: Entry) -> Expr:
        own = next((each for each in definitions if each.left.tensor == entry.tensor), None)
        where = None if own is None or entry.tensor.role is not TensorRole.COUNT else match(own.left, entry)
        if own is None or where is None or len(own.terms) != 1:
            return entry
        term = substitute(own.terms[0], where)
        bare = drop_implied_guards(term, equation.free, facts) or term
        if bare.guards or bare.brackets or bare.body != 1:
            return entry
        return Mul(*(size for _, size in bare.bound))

    terms = tuple(
        replace(term, body=term.body.xreplace({entry: number(entry) for entry in term.body.atoms(Entry)}))
        for term in equation.terms
    )
    return Equation(equation.left, equation.free, terms, equation.reduction)
