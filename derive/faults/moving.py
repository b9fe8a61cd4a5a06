"""Mistakes where a part of an axis is cut out or an axis gets borders: the part begins at another place."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sympy import Integer, Symbol

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Equation, Guard, Term
from derive.algebra.index import Index, Role
from derive.algebra.size import ExactQuotient, Size, normal
from derive.algebra.substitution import substitute
from derive.algebra.tensor import Entry
from derive.faults.fault import Fault
from derive.faults.formula import Formula

MIRROR = "input: {channels: 1, length: 2}\nlayers: [pad: {before: 1, mode: reflect}]\n"
REPEATED = "input: {channels: 1, length: 1}\nlayers: [pad: {before: 1, mode: replicate}]\n"
COPIES = "input: {channels: 1, length: 1}\nlayers: [upsample: {scale: 2}]\n"
BLOCK = "input: {channels: 1, length: 2}\nlayers: [upsample: {scale: 2}]\n"
SLICE = "input: {features: 2}\nlayers: [slice: {start: 1, stop: 2}]\n"
CUT = "input: {channels: 1, length: 2}\nlayers: [crop: {after: 1}]\n"
HALF = "input: {features: 4}\nlayers: [split: {parts: 2, part: 0}]\n"
Move = Callable[[Size, Size, Size], Size]  # from the offset of a read, the extent that is read and how many are read


def _moves(formula: Formula, move: Move) -> Equation | None:
    """The formula with each of its reads, k + offset, moved otherwise; None where nothing moves."""
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
        if len(subscript.terms) == 1 and subscript.terms[0][1] == 1:
            (index,) = subscript.indices
            new[subscript] = affine(index) + move(subscript.const, extent, formula.ranges[index])
    guards = tuple(Guard(new.get(guard.affine, guard.affine), guard.size) for guard in term.guards)
    return replace(term, guards=guards, body=Entry(read.tensor, tuple(new.get(s, s) for s in read.subscripts)))


def _forgotten(formula: Formula) -> Equation | None:
    return _moves(formula, lambda offset, extent, count: 0)


def _other_end(formula: Formula) -> Equation | None:
    moved = _moves(formula, lambda offset, extent, count: extent - count - offset if offset != 0 else 0)
    return moved if formula.output else None


def _put_back_elsewhere(formula: Formula) -> Equation | None:
    """Also where nothing stands before the part, so that it goes behind what stands after it."""
    moved = _moves(formula, lambda offset, extent, count: extent - count - offset)
    return moved if formula.of_input else None


def _every_so_many(formula: Formula) -> Equation | None:
    """P k + part in place of k + part K, of an axis of P parts."""
    own = formula.declaration
    quotients = {rule.symbol: rule.definition.args for rule in own.sizes if isinstance(rule.definition, ExactQuotient)}
    (term, *more) = formula.equation.terms
    if not formula.output or more or term.bound or term.guards or not isinstance(term.body, Entry):
        return None
    places = []
    for subscript, extent in zip(term.body.subscripts, term.body.tensor.shape, strict=True):
        size = formula.ranges[subscript.indices[0]] if len(subscript.terms) == 1 else 0
        whole, parts = quotients.get(size, (0, 0)) if isinstance(size, Symbol) else (0, 0)
        dealt = whole == extent and subscript.terms[0][1] == 1
        places.append(affine(subscript.indices[0]) * parts + normal(subscript.const / size) if dealt else subscript)
    body = Entry(term.body.tensor, tuple(places))
    return None if body == term.body else replace(formula.equation, terms=(replace(term, body=body),))


def _mirrored_twice(formula: Formula) -> Equation | None:
    """The border begins with the first cell itself, and ends with the last one: in reflected reads, one further on."""
    terms = tuple(_one_further(formula, term) for term in formula.equation.terms)
    return replace(formula.equation, terms=terms) if terms != formula.equation.terms else None


def _one_further(formula: Formula, term: Term) -> Term:
    if not isinstance(term.body, Entry) or not term.guards or len(formula.declaration.inputs) != 1:
        return term
    new: dict[Affine, Affine] = {}
    steps: dict[Index, int] = {}
    extents = formula.declaration.inputs[0].shape
    for subscript, extent in zip(term.body.subscripts, extents, strict=False):
        if len(subscript.terms) == 1 and subscript.terms[0][1] == -1:
            (index,) = subscript.indices
            steps[index] = 1 if (Integer(0) + subscript.const).coeff(extent) == 2 else -1
            new[subscript] = subscript + steps[index]
    guards = tuple(_guard_further(guard, steps) for guard in term.guards)
    body = Entry(term.body.tensor, tuple(new.get(s, s) for s in term.body.subscripts))
    return replace(term, guards=guards, body=body)


def _guard_further(guard: Guard, steps: Mapping[Index, int]) -> Guard:
    """A condition on the cell of the border that is read; one on the cell that is given stays."""
    if len(guard.affine.terms) != 1 or guard.affine.terms[0][1] != -1:
        return guard
    return Guard(guard.affine + steps.get(guard.affine.indices[0], 0), guard.size)


def _border_lost(formula: Formula) -> Equation | None:
    """Of several ways back, only the one that is always there."""
    kept = tuple(term for term in formula.equation.terms if not term.guards)
    several = formula.backward and not formula.joined and len(formula.equation.terms) > 1
    entries = all(isinstance(term.body, Entry) for term in formula.equation.terms)
    return replace(formula.equation, terms=kept) if several and entries and len(kept) == 1 else None


def _copied(subscript: Affine) -> tuple[Index, Index] | None:
    """The entry and the copy of s*r + u, where each entry stands s times."""
    by_role = {index.role: index for index in subscript.indices}
    if len(subscript.terms) != 2 or set(by_role) != {Role.INPUT, Role.OUTPUT} or subscript.const != 0:
        return None
    return by_role[Role.INPUT], by_role[Role.OUTPUT]


def _first_copy(formula: Formula) -> Equation | None:
    """What comes back from the first copy of each entry alone."""
    if not formula.of_input or formula.joined or len(formula.equation.terms) != 1:
        return None
    (term,) = formula.equation.terms
    found = [pair for each in term.body.atoms(Entry) for s in each.subscripts if (pair := _copied(s)) is not None]
    copies = {copy: affine(0) for _, copy in found if copy in dict(term.bound)}
    bound = tuple(item for item in term.bound if item[0] not in copies)
    moved = replace(substitute(term, copies), bound=bound)
    return replace(formula.equation, terms=(moved,)) if copies else None


def _tiled(formula: Formula) -> Equation | None:
    """The whole axis again and again, u n + r, in place of each entry again and again."""
    if not formula.output or formula.joined:
        return None
    left, ranges = formula.equation.left, formula.ranges
    pairs = [(subscript, _copied(subscript)) for subscript in left.subscripts]
    turned = tuple(s if own is None else affine(own[1]) * ranges[own[0]] + own[0] for s, own in pairs)
    return None if turned == left.subscripts else replace(formula.equation, left=Entry(left.tensor, turned))


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
    Fault(
        "moving.put-back-at-the-other-end",
        "the gradient's border is put at the other side",
        "What was cut off before the part is missing before it on the way back, and what was cut off behind it behind "
        "it. With the zeros at the other side each entry's gradient goes to a neighbour.",
        "Which entry of the input became the first one of the output?",
        CUT,
        _put_back_elsewhere,
    ),
    Fault(
        "moving.interleaved",
        "a part takes every so many entries of the axis, and no run of it",
        "Of P parts, part 1 begins where part 0 ends, and its entries are neighbours. Every P-th entry from the first "
        "or second one on is another way to deal an axis out, as in a shuffle.",
        "Do the first two entries of a part stand side by side in the input?",
        HALF,
        _every_so_many,
    ),
    Fault(
        "moving.mirrored-twice",
        "a mirrored border begins with the outermost cell again",
        "Reflection leaves the mirror's own cell where it is: the cell beside the border is the second one. With the "
        "first one there it stands twice, which is another mode (symmetric).",
        "How often does the input's first cell stand in the output?",
        MIRROR,
        _mirrored_twice,
    ),
    Fault(
        "moving.border-lost",
        "what comes back from the border's copies is lost",
        "A cell that is copied into the border is used several times, and its gradient is the sum over these uses.",
        "In how many places of the output does the input's first cell stand?",
        REPEATED,
        _border_lost,
    ),
    Fault(
        "moving.first-copy-alone",
        "of an entry's copies only the first gives its gradient back",
        "Upsampling uses each entry s times along an axis, and its gradient is the sum over all of its copies. Every "
        "s-th entry of the gradient is one of these summands.",
        "How many entries of the output change if one of the input does?",
        COPIES,
        _first_copy,
    ),
    Fault(
        "moving.tiled",
        "the axis is repeated as a whole, and not entry by entry",
        "1, 2 becomes 1, 1, 2, 2 where entries are repeated, and 1, 2, 1, 2 where the axis is tiled.",
        "Which entry of the input does the second one of the output come from?",
        BLOCK,
        _tiled,
    ),
)
