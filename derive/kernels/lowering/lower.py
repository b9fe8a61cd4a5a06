"""Lowering: one equation becomes views, a contraction or an aligned expression, and perhaps a scatter.

Every guard is met by the fill value of a windowed read, by a mask, or by a scatter that drops what lands
outside; otherwise the planner refuses. A guard is never forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sympy
from sympy import Expr, Symbol

from derive.algebra.bounds import Facts
from derive.algebra.elimination import scatter
from derive.algebra.equation import Equation, Guard, Reduction, Term
from derive.algebra.index import Index, Role
from derive.algebra.setting import settled
from derive.algebra.size import Size
from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.algebra.window import Window
from derive.errors import PlanError
from derive.kernels.lowering.blocks import Block, block
from derive.kernels.lowering.bodies import product_of_entries, sized, spread_once, vanishes
from derive.kernels.lowering.calls import (
    Operand,
    added,
    arranged,
    called,
    contracted,
    formula_of,
    order_of_writing,
    over_axes,
    turned_round,
)
from derive.kernels.lowering.function import Code, Function, Scope
from derive.kernels.lowering.largest import first_maximum, maximum
from derive.kernels.lowering.limits import has_brackets, refuse, refuse_unguarded
from derive.kernels.lowering.pieces import between_zeros, joined_along
from derive.kernels.lowering.reading import Digits, Fixed, Plain, Reading, Reversed, axes_of, matching
from derive.kernels.lowering.views import Views, indices_of

SHORT = 40  # letters of a view that may stand inside a call


@dataclass(frozen=True, slots=True)
class Numbers:
    """The sizes that a kernel may show as literals, those that it can compute from others, and facts about them."""

    literals: Mapping[Symbol, int]
    definitions: Mapping[Symbol, Expr]
    facts: Facts = ()


def lower(
    name: str, equation: Equation, identifiers: Mapping[str, str], numbers: Numbers, peak: Entry | None = None
) -> Function:
    """The NumPy function of an equation; PlanError where a guard or a subscript cannot be served.

    `peak` is the maximum of the terms whose first maximum is to be found, where an array has it.
    """
    refuse(equation)
    read = (*_read_tensors(equation), *((peak.tensor,) if peak else ()))
    arrays = {identifiers[tensor.name]: tensor for tensor in read}
    names = {tensor.name: identifier for identifier, tensor in arrays.items()}
    held = {identifier: _held(tensor, equation) for identifier, tensor in arrays.items()}
    scope = Scope(held, numbers.literals, numbers.definitions)
    lowering = _Lowering(settled(equation), names, scope, peak, numbers.facts)
    result = lowering.result()
    return Function(name, equation, arrays, dict(scope.sizes), tuple(scope.lines), result)


def _read_tensors(equation: Equation) -> list[Tensor]:
    found: dict[str, Tensor] = {}
    for term in equation.terms:
        for entry in sorted(term.body.atoms(Entry), key=lambda e: (int(e.tensor.role), e.tensor.name)):
            found.setdefault(entry.tensor.name, entry.tensor)
    return sorted(found.values(), key=lambda tensor: (int(tensor.role), tensor.name))


def _held(tensor: Tensor, equation: Equation) -> Tensor:
    """The tensor as its array has it: a selector's array has no axes for taps, it holds the winning taps' numbers."""
    if tensor.role is not TensorRole.SELECTOR:
        return tensor
    reads = (entry for term in equation.terms for entry in term.body.atoms(Entry) if entry.tensor == tensor)
    taps = sum(index.role is Role.TAP for index in _read_by(min(reads, key=lambda entry: entry.key)))
    return replace(tensor, shape=tensor.shape[: len(tensor.shape) - taps])


class _Lowering:
    """The lowering of one equation; `scope` collects the lines."""

    def __init__(
        self, equation: Equation, names: Mapping[str, str], scope: Scope, peak: Entry | None, facts: Facts
    ) -> None:
        self.equation = equation
        self.names = names
        self.scope = scope
        self.peak = peak
        self.facts = facts
        self.views = Views(equation.left, names, scope)

    def result(self) -> Expr:
        match self.equation.reduction:
            case Reduction.SUM:
                return self._merged(self._sum())
            case Reduction.SCATTER:
                return self._merged(self.scattered("scatter"))
            case Reduction.OVERWRITE | Reduction.REPLACE:
                return self._merged(self.scattered("overwrite"))
            case Reduction.MAXIMUM:
                return self._merged(maximum(self.equation, self.views, self.facts, self._output_labels()))
            case Reduction.FIRST:
                return first_maximum(self.equation, self.views, self.facts, self.peak)

    def _axes(self, entry: Entry, ranges: Mapping[Index, Size]) -> tuple[Reading, ...]:
        return axes_of(entry, ranges, self.facts)

    def _left_axes(self) -> tuple[Reading, ...]:
        return self._axes(self.equation.left, dict(self.equation.free))

    def _output_labels(self) -> tuple[Index, ...]:
        """The left side's indices, axis by axis, digits and windows taken apart."""
        return tuple(i for axis in self._left_axes() for i in indices_of(axis))

    def _sum(self) -> Expr:
        """All terms added; those that are there along runs of some indices alone are put where they stand."""
        free = self.equation.free
        found = [block(term, free, self.facts) for term in self.equation.terms]
        if not any(found):
            return self._everywhere()
        own = [each or Block(term, free) for each, term in zip(found, self.equation.terms, strict=True)]
        if any(not isinstance(axis, Plain) for axis in self._left_axes()):
            raise PlanError(f"{self.equation.left}: parts of its right side are there along a run; write it plainly")
        labels = self._output_labels()
        along = next((run.index for run in own[0].places), labels[0])
        whole = joined_along(own, along, dict(free)[along])
        values = [self._of_block(each, full=whole) for each in own]
        if whole:
            return called("concatenate", f"({', '.join(values)})", f"axis={labels.index(along)}")
        return added(between_zeros(own, values, labels, dict(free), self.scope))

    def _of_block(self, own: Block, *, full: bool) -> str:
        """The array of a block, named where it is no view; `full`, with all its axes in their sizes."""
        part = replace(self.equation, free=own.free, terms=(own.term,))
        value = _Lowering(part, self.names, self.scope, None, self.facts)._everywhere(full=full or bool(own.places))
        short = isinstance(value, Symbol | Code) and len(str(value)) <= SHORT
        return str(value if short else self.scope.name("piece", value))

    def _everywhere(self, *, full: bool = True) -> Expr:
        """All terms added, spread over output axes that none of them has."""
        output = self._output_labels()
        value = added(
            [self._landing(term) if term.brackets else self._term(term, output) for term in self.equation.terms]
        )
        if has_brackets(self.equation):
            return value
        read = {
            i for term in self.equation.terms for e in term.body.atoms(Entry) for s in e.subscripts for i in s.indices
        }
        read |= {index for term in self.equation.terms for guard in term.guards for index in guard.affine.indices}
        if not full or all(label in read for label in output):
            return value
        ranges = dict(self.equation.free)
        named = value if isinstance(value, Symbol) else self.scope.name("value", value)
        return called("spread", named, self.scope.tuple_of(tuple(ranges[label] for label in output)))

    def _landing(self, term: Term) -> Expr:
        """A term with brackets, by the scatter form: each product is added where its brackets say."""
        moved = scatter(replace(self.equation, terms=(term,)))
        if moved is None or any(not isinstance(axis, Plain | Digits) for axis in self._left_axes()):
            shown = ", ".join(f"[{bracket.left} = {bracket.right}]" for bracket in term.brackets)
            raise PlanError(f"{self.equation.left}: no view serves {shown}, and its products cannot be scattered")
        return _Lowering(moved, self.names, self.scope, None, self.facts).scattered("scatter")

    def _merged(self, value: Expr) -> Expr:
        """Axes that the left side's subscript joins are joined, those that it reads from their end are turned."""
        axes = self._left_axes()
        for place, axis in enumerate(axes):
            if isinstance(axis, Digits):
                named = self.scope.name("parts", value) if not isinstance(value, Symbol) else value
                value = called("merge", named, place, len(axis.indices))
        if any(isinstance(axis, Fixed) for axis in axes):
            named = self.scope.name("value", value) if not isinstance(value, Symbol) else value
            value = Code(f"{named}[{', '.join('None' if isinstance(axis, Fixed) else ':' for axis in axes)}]")
        if any(isinstance(axis, Reversed) for axis in axes):
            named = self.scope.name("parts", value) if not isinstance(value, Symbol) else value
            value = turned_round(named, (isinstance(axis, Reversed) for axis in axes))
        return value

    def _term(self, term: Term, output: tuple[Index, ...], dropped: tuple[Guard, ...] = ()) -> Expr:
        """The term as an expression over arrays whose axes are `output`; where the guards `dropped` are false,
        its value is not used."""
        ranges = dict((*self.equation.free, *term.bound))
        operands, masks = self._operands(term, ranges, dropped)
        scalar, rest = term.body.as_independent(*term.body.atoms(Entry), as_Add=False)
        factors = product_of_entries(rest)
        if not term.bound and not masks:
            return self._elementwise(term.body, operands, output)
        if factors is not None:
            return self._scaled(scalar, self._contraction(factors, operands, masks, term, output))
        if masks:
            raise PlanError(f"{self.equation.left}: a guard is met by no read of {term.body}")
        return self._scaled(scalar, self._summed(rest, operands, term, output))

    def _elementwise(self, body: Expr, operands: Mapping[Expr, Operand], labels: tuple[Index, ...]) -> Expr:
        aligned = {entry: self._aligned(operand, labels) for entry, operand in operands.items()}
        spread = {entry: str(value) for entry, value in aligned.items() if str(value).endswith("None]")}
        value = sized(body, self.scope)
        for product in sorted(value.atoms(sympy.Mul), key=str):
            value = value.xreplace({product: spread_once(product, spread)})
        return value.xreplace(aligned)

    def _summed(self, body: Expr, operands: Mapping[Expr, Operand], term: Term, output: tuple[Index, ...]) -> Expr:
        """An expression of the arrays, then the sum over the bound axes, in the order that the widest array has."""
        bound = [index for index, _ in term.bound]
        if any(all(index not in operand.labels for operand in operands.values()) for index in bound):
            raise PlanError(f"{self.equation.left}: an index of the sum is read by no array of {term.body}")
        widest = max(operands.values(), key=lambda operand: len(operand.labels))
        kept = [label for label in output if any(label in operand.labels for operand in operands.values())]
        labels = widest.labels if set(widest.labels) == {*kept, *bound} else (*kept, *bound)
        named = self.scope.name("summands", self._elementwise(body, operands, labels))
        axes = tuple(place for place, label in enumerate(labels) if label in bound)
        if len(axes) == len(labels):
            return Code(over_axes(named, "sum"))
        total = Operand(over_axes(named, "sum", axes), tuple(label for label in labels if label not in bound))
        return self._aligned(total, output)

    def _operands(
        self, term: Term, ranges: Mapping[Index, Size], dropped: tuple[Guard, ...]
    ) -> tuple[dict[Expr, Operand], list[Operand]]:
        entries = sorted(term.body.atoms(Entry), key=lambda entry: entry.key)
        forms = {entry: self._axes(entry, ranges) for entry in entries}
        reads = {e: tuple(a for a in axes if isinstance(a, Window)) for e, axes in forms.items()}
        masks: list[Operand] = []
        met: dict[Entry, list[Guard]] = {entry: [] for entry in entries}
        for guard in term.guards:
            reader = next((e for e, w in reads.items() if matching(guard, w) and vanishes(term.body, e)), None)
            if reader is None:
                masks.append(self.views.mask(guard, ranges))
            else:
                met[reader].append(guard)
        refuse_unguarded((*term.guards, *dropped), reads)
        return {entry: self.views.view(entry, forms[entry], ranges) for entry in entries}, masks

    def _contraction(
        self,
        factors: list[Entry],
        operands: Mapping[Expr, Operand],
        masks: list[Operand],
        term: Term,
        output: tuple[Index, ...],
    ) -> Expr:
        """A sum of products: factors without a bound index stand before the sum, the others in one contraction."""
        read = {label for entry in factors for label in operands[entry].labels}
        read |= {label for mask in masks for label in mask.labels}
        idle = sympy.Mul(*(size for index, size in term.bound if index not in read))
        bound = {index for index, _ in term.bound}
        outer = [entry for entry in factors if not bound & set(operands[entry].labels)]
        inner = [operands[entry] for entry in factors if entry not in outer] + masks
        total = [self._aligned(contracted(inner, output), output)] if inner else []
        return sympy.Mul(sized(idle, self.scope), *(self._aligned(operands[entry], output) for entry in outer), *total)

    def _aligned(self, operand: Operand, labels: tuple[Index, ...]) -> Expr:
        """The array with one axis for each of the labels, in their order."""
        if not set(operand.labels) <= set(labels):
            raise PlanError(f"{self.equation.left}: {operand.text} has an axis that nothing sums")
        return arranged(operand, labels)

    def _scaled(self, scalar: Expr, value: Expr) -> Expr:
        return value if scalar == 1 else sized(scalar, self.scope) * value

    def scattered(self, word: str) -> Expr:
        """The products added where they land; digits of the left side are axes of their own."""
        (term,) = self.equation.terms
        ranges = dict((*self.equation.free, *term.bound))
        axes = self._axes(self.equation.left, ranges)
        landing = [axis for axis in axes if isinstance(axis, Window)]
        kept = tuple(guard for guard in term.guards if matching(guard, tuple(landing)) is None)
        dropped = tuple(guard for guard in term.guards if guard not in kept)
        refuse_unguarded(term.guards, {self.equation.left: tuple(landing)})
        plain = tuple(i for axis in axes for i in ((axis.position,) if isinstance(axis, Window) else indices_of(axis)))
        labels = (*plain, *(window.tap for window in landing))
        lost = tuple(index for index, _ in self.equation.free if index not in labels)
        shape = self.scope.tuple_of(tuple(window.extent for window in landing))
        into = (shape, self.views.window_arguments(landing, ranges, size=False))
        adds = word == "scatter" and not kept
        call = self._product_into(term, ranges, labels, into) if adds else None
        if call is None:
            value = self._term(Term(term.bound, kept, (), term.body), (*labels, *lost), dropped)
            value = called("last", self.scope.name("parts", value), len(lost)) if lost else value
            how = (*into, *order_of_writing(self.equation))
            call = called(word, self.scope.name("parts", value), *how) if landing else value
        return call

    def _product_into(
        self, term: Term, ranges: Mapping[Index, Size], labels: tuple[Index, ...], into: tuple[str, ...]
    ) -> Code | None:
        """A product of two arrays that need not be made whole before it is scattered; None for other bodies."""
        factors = product_of_entries(term.body) or []
        taps, places = (tuple(label for label in labels if label.role is role) for role in (Role.TAP, Role.OUTPUT))
        apart = (entry for entry in factors if not set(taps) & set(_read_by(entry)))
        read = next((entry for entry in apart if set(places) <= set(_read_by(entry))), None)
        cell = next((entry for entry in factors if set(taps) <= set(_read_by(entry))), None)
        if len(factors) != 2 or read is None or cell is None:
            return None
        to_winners = _read_by(cell) == labels == (*_read_by(read), *taps)
        if cell.tensor.role is TensorRole.SELECTOR and to_winners:
            return called("scatter_to_winners", self.names[read.tensor.name], self.names[cell.tensor.name], *into)
        arrays = [self.views.view(entry, self._axes(entry, ranges), ranges) for entry in (read, cell)]
        kept, formula = formula_of(arrays, labels)
        summed = {index for index, _ in term.bound}
        whole = all(summed <= set(array.labels) and not array.windowed for array in arrays)
        if kept != labels or not whole or set(places) & set(arrays[1].labels):
            return None
        return called("scatter_product", f'"{formula}"', arrays[0].text, arrays[1].text, *into)


def _read_by(entry: Entry) -> tuple[Index, ...]:
    """The indices of an entry's subscripts."""
    return tuple(index for subscript in entry.subscripts for index in subscript.indices)
