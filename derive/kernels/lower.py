"""Lowering: one equation becomes views, a contraction or an aligned expression, and perhaps a scatter.

Every guard is met by the fill value of a windowed read, by a mask, or by a scatter that drops what lands
outside; otherwise the planner refuses. A guard is never forgotten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sympy
from sympy import Expr, Symbol

from derive.algebra.equation import Equation, Guard, Reduction, Term
from derive.algebra.index import Index, Role
from derive.algebra.size import FloorQuotient, Size, normal
from derive.algebra.tensor import Entry, Tensor
from derive.errors import PlanError
from derive.kernels.bodies import product_of_entries, sized, spread_once, vanishes
from derive.kernels.function import Call, Function, Scope
from derive.kernels.reading import Axis, Digits, Plain, Reversed, Window, axes_of, matching

LETTERS = "abdefghlnopstwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Operand:
    """An array with the index that each of its axes runs over."""

    text: str
    labels: tuple[Index, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The sizes that a kernel may show as literals, and those that it can compute from others."""

    literals: Mapping[Symbol, int]
    definitions: Mapping[Symbol, Expr]


def lower(name: str, equation: Equation, identifiers: Mapping[str, str], numbers: Numbers) -> Function:
    """The NumPy function of an equation; PlanError where a guard or a subscript cannot be served."""
    arrays = {identifiers[tensor.name]: tensor for tensor in _read_tensors(equation)}
    names = {tensor.name: identifier for identifier, tensor in arrays.items()}
    scope = Scope(arrays, numbers.literals, numbers.definitions)
    lowering = _Lowering(equation, names, scope)
    result = lowering.result()
    return Function(name, equation, arrays, dict(scope.sizes), tuple(scope.lines), result)


def _read_tensors(equation: Equation) -> list[Tensor]:
    found: dict[str, Tensor] = {}
    for term in equation.terms:
        for entry in sorted(term.body.atoms(Entry), key=lambda e: (int(e.tensor.role), e.tensor.name)):
            found.setdefault(entry.tensor.name, entry.tensor)
    return sorted(found.values(), key=lambda tensor: (int(tensor.role), tensor.name))


class _Lowering:
    """The lowering of one equation; `scope` collects the lines."""

    def __init__(self, equation: Equation, names: Mapping[str, str], scope: Scope) -> None:
        self.equation = equation
        self.names = names
        self.scope = scope

    def result(self) -> Expr:
        match self.equation.reduction:
            case Reduction.SUM:
                return self._merged(self._sum(), self._output_labels())
            case Reduction.SCATTER:
                return self._scatter("scatter")
            case Reduction.OVERWRITE:
                return self._scatter("overwrite")
            case Reduction.MAXIMUM | Reduction.FIRST:
                return self._maximum()

    def _output_labels(self) -> tuple[Index, ...]:
        """The left side's indices, axis by axis, digits and windows taken apart."""
        ranges = dict(self.equation.free)
        return tuple(i for axis in axes_of(self.equation.left, ranges) for i in _indices(axis))

    def _sum(self) -> Expr:
        """All terms added, spread over output axes that none of them has."""
        output = self._output_labels()
        value = sympy.Add(*(self._term(term, output) for term in self.equation.terms))
        read = {
            i for term in self.equation.terms for e in term.body.atoms(Entry) for s in e.subscripts for i in s.indices
        }
        read |= {index for term in self.equation.terms for guard in term.guards for index in guard.affine.indices}
        if all(label in read for label in output):
            return value
        ranges = dict(self.equation.free)
        named = value if isinstance(value, Symbol) else self.scope.name("value", value)
        return Call(f"spread({named}, {self.scope.tuple_of(tuple(ranges[label] for label in output))})")

    def _merged(self, value: Expr, labels: tuple[Index, ...]) -> Expr:
        """Axes that the left side's subscript joins are joined, those that it reads from their end are turned."""
        axes = axes_of(self.equation.left, dict(self.equation.free))
        for place, axis in enumerate(axes):
            if isinstance(axis, Digits):
                named = self.scope.name("parts", value) if not isinstance(value, Symbol) else value
                value = Call(f"merge({named}, {place}, {len(axis.indices)})")
        if any(isinstance(axis, Reversed) for axis in axes):
            named = self.scope.name("parts", value) if not isinstance(value, Symbol) else value
            value = Call(f"{named}[{_turned(isinstance(axis, Reversed) for axis in axes)}]")
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
            return Call(f"{named}.sum()")
        total = Operand(f"{named}.sum(axis={axes})", tuple(label for label in labels if label not in bound))
        return self._aligned(total, output)

    def _operands(
        self, term: Term, ranges: Mapping[Index, Size], dropped: tuple[Guard, ...]
    ) -> tuple[dict[Expr, Operand], list[Operand]]:
        entries = sorted(term.body.atoms(Entry), key=lambda entry: entry.key)
        forms = {entry: axes_of(entry, ranges) for entry in entries}
        reads = {e: tuple(a for a in axes if isinstance(a, Window)) for e, axes in forms.items()}
        masks: list[Operand] = []
        met: dict[Entry, list[Guard]] = {entry: [] for entry in entries}
        for guard in term.guards:
            reader = next((e for e, w in reads.items() if matching(guard, w) and vanishes(term.body, e)), None)
            if reader is None:
                masks.append(self._mask(guard, ranges))
            else:
                met[reader].append(guard)
        self._refuse_unguarded((*term.guards, *dropped), reads)
        return {entry: self._view(entry, forms[entry], ranges) for entry in entries}, masks

    def _refuse_unguarded(self, guards: tuple[Guard, ...], reads: Mapping[Entry, tuple[Window, ...]]) -> None:
        for entry, windows in reads.items():
            for window in windows:
                guarded = any(matching(guard, (window,)) for guard in guards)
                if window.padding != 0 and not guarded:
                    raise PlanError(f"{entry} can be read out of range and has no guard")

    def _view(self, entry: Entry, axes: tuple[Axis, ...], ranges: Mapping[Index, Size], fill: str = "") -> Operand:
        name = self.names[entry.tensor.name]
        text, place = name, 0
        if any(isinstance(axis, Reversed) for axis in axes):
            text = f"{name}[{_turned(isinstance(axis, Reversed) for axis in axes)}]"
        for axis in axes:
            if isinstance(axis, Digits):
                sizes = self._digit_sizes(axis, ranges)
                split = Call(f"split({text}, {place}, ({sizes}))")
                text = str(self.scope.name(f"{name}_parts", split))
            place += len(axis.indices) if isinstance(axis, Digits) else 1
        windows = [axis for axis in axes if isinstance(axis, Window)]
        labels = tuple(i for axis in axes for i in ((axis.position,) if isinstance(axis, Window) else _indices(axis)))
        if windows:
            if axes[-len(windows) :] != tuple(windows):
                raise PlanError(f"{entry}: only the last axes can be read through a window")
            call = Call(f"windows({text}, {self._window_arguments(windows, ranges)}{fill})")
            text = str(self.scope.name(f"{name}_windows", call))
            labels = (*labels, *(window.tap for window in windows))
        return Operand(text, labels)

    def _digit_sizes(self, axis: Digits, ranges: Mapping[Index, Size]) -> str:
        return ", ".join(self.scope.size(ranges[index]) for index in axis.indices)

    def _window_arguments(self, windows: list[Window], ranges: Mapping[Index, Size], size: bool = True) -> str:
        kernel = self.scope.tuple_of(tuple(ranges[window.tap] for window in windows))
        parts = [f"kernel={kernel}"]
        for word, default, values in (
            ("stride", 1, [window.stride for window in windows]),
            ("dilation", 1, [window.dilation for window in windows]),
            ("padding", 0, [window.padding for window in windows]),
        ):
            if any(value != default for value in values):
                parts.append(f"{word}={self.scope.tuple_of(tuple(values))}")
        positions = tuple(ranges[window.position] for window in windows)
        if size and any(self._needs_size(window, ranges) for window in windows):
            parts.append(f"size={self.scope.tuple_of(positions)}")
        return ", ".join(parts)

    def _needs_size(self, window: Window, ranges: Mapping[Index, Size]) -> bool:
        """Whether the number of windows may differ from what this stride, and a padding of p on both sides, give."""
        count, taps = ranges[window.position], ranges[window.tap]
        free = window.extent + 2 * window.padding - window.dilation * (taps - 1) - 1
        fitting = FloorQuotient(sympy.Integer(0) + free, sympy.Integer(0) + window.stride) + 1
        stated = self.scope.definitions.get(count, count) if isinstance(count, Symbol) else count
        return normal(self._with_literals(stated)) != normal(self._with_literals(fitting))

    def _with_literals(self, size: Size) -> Size:
        literals = {symbol: sympy.Integer(value) for symbol, value in self.scope.literals.items()}
        return size if isinstance(size, int) else size.xreplace(literals)

    def _mask(self, guard: Guard, ranges: Mapping[Index, Size]) -> Operand:
        """A guard as a factor of its own: inside(...)[i, u]."""
        by_role = {index.role: index for index in guard.affine.indices}
        if len(guard.affine.terms) != 2 or set(by_role) != {Role.OUTPUT, Role.TAP}:
            raise PlanError(f"{self.equation.left}: no array serves the guard 0 <= {guard.affine} < {guard.size}")
        i, u = by_role[Role.OUTPUT], by_role[Role.TAP]
        arguments = [guard.size, ranges[i], ranges[u], guard.affine.coefficient(i), guard.affine.coefficient(u)]
        padding = -guard.affine.const if isinstance(guard.affine.const, int) else -1 * guard.affine.const
        text = ", ".join(self.scope.size(value) for value in (*arguments, padding))
        return Operand(str(self.scope.name(f"inside_{i.name}", Call(f"inside({text})"))), (i, u))

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
        total = [self._aligned(self._contract(inner, output), output)] if inner else []
        return sympy.Mul(sized(idle, self.scope), *(self._aligned(operands[entry], output) for entry in outer), *total)

    def _contract(self, arrays: list[Operand], output: tuple[Index, ...]) -> Operand:
        letters: dict[Index, str] = {}
        for index in (*output, *(i for operand in arrays for i in operand.labels)):
            if index not in letters:
                letters[index] = next(c for c in (index.name, *LETTERS) if c not in letters.values())
        used = {label for operand in arrays for label in operand.labels}
        kept = tuple(index for index in output if index in used)
        inputs = ", ".join("".join(letters[label] for label in operand.labels) for operand in arrays)
        formula = f"{inputs} -> {''.join(letters[index] for index in kept)}"
        return Operand(f'contract("{formula}", {", ".join(operand.text for operand in arrays)})', kept)

    def _aligned(self, operand: Operand, labels: tuple[Index, ...]) -> Expr:
        """The array with its axes in the order of `labels`, and axes of length 1 for those that it lacks."""
        order = [operand.labels.index(label) for label in labels if label in operand.labels]
        if len(order) != len(operand.labels):
            raise PlanError(f"{self.equation.left}: {operand.text} has an axis that nothing sums")
        text = operand.text
        if order != sorted(order):
            text = f"{text}.transpose({', '.join(map(str, order))})"
        first = next((place for place, label in enumerate(labels) if label in operand.labels), len(labels))
        pattern = ", ".join(":" if label in operand.labels else "None" for label in labels[first:])
        if "None" in pattern:
            shown = pattern.replace(":, :, :, :, None", "..., None") if first == 0 else pattern
            text = f"{text}[{shown}]"
        return Call(text) if text != operand.text or "(" in text else Symbol(text, real=True)

    def _scaled(self, scalar: Expr, value: Expr) -> Expr:
        return value if scalar == 1 else sized(scalar, self.scope) * value

    def _scatter(self, word: str) -> Expr:
        (term,) = self.equation.terms
        ranges = dict((*self.equation.free, *term.bound))
        axes = axes_of(self.equation.left, ranges)
        landing = [axis for axis in axes if isinstance(axis, Window)]
        kept = tuple(guard for guard in term.guards if matching(guard, tuple(landing)) is None)
        dropped = tuple(guard for guard in term.guards if guard not in kept)
        self._refuse_unguarded(term.guards, {self.equation.left: tuple(landing)})
        plain = tuple(i for axis in axes for i in ((axis.position,) if isinstance(axis, Window) else _indices(axis)))
        labels = (*plain, *(window.tap for window in landing))
        parts = self.scope.name("parts", self._term(Term(term.bound, kept, (), term.body), labels, dropped))
        shape = self.scope.tuple_of(tuple(window.extent for window in landing))
        call = Call(f"{word}({parts}, {shape}, {self._window_arguments(landing, ranges, size=False)})")
        return self._merged(call, plain)

    def _maximum(self) -> Expr:
        (term,) = self.equation.terms
        ranges = dict((*self.equation.free, *term.bound))
        if not isinstance(term.body, Entry):
            raise PlanError(f"{self.equation.left}: a maximum over {term.body} is not lowered")
        axes = axes_of(term.body, ranges)
        windows = tuple(axis for axis in axes if isinstance(axis, Window))
        if any(matching(guard, windows) is None for guard in term.guards):
            raise PlanError(f"{self.equation.left}: a guard is met by no read of {term.body}")
        self._refuse_unguarded(term.guards, {term.body: windows})
        view = self._view(term.body, axes, ranges, ", fill=-inf" if term.guards else "")
        bound = [index for index, _ in term.bound]
        if self.equation.reduction is Reduction.FIRST:
            if view.labels != (*(index for index, _ in self.equation.free), *bound):
                raise PlanError(f"{self.equation.left}: the taps of {term.body} are not its last axes, in order")
            return Call(f"first_maximum({view.text}, {len(bound)})")
        places = tuple(place for place, label in enumerate(view.labels) if label in bound)
        if len(places) != len(bound):
            raise PlanError(f"{self.equation.left}: {term.body} does not have every index of the maximum")
        kept = tuple(label for label in view.labels if label not in bound)
        return self._aligned(Operand(f"{view.text}.max(axis={places})", kept), self._output_labels())


def _turned(axes: Iterable[bool]) -> str:
    """The subscript that turns some axes round: `:, ::-1`."""
    return ", ".join("::-1" if turned else ":" for turned in axes)


def _indices(axis: Axis) -> tuple[Index, ...]:
    match axis:
        case Plain(index) | Reversed(index):
            return (index,)
        case Digits(indices):
            return indices
        case Window(position, tap):
            return (position, tap)
