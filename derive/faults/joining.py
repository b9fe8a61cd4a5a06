"""Mistakes where a layer joins several inputs: one of them forgotten, a sign or a factor lost, the wrong factor, in
the wrong order."""

from dataclasses import replace

from sympy import Expr, Integer, Mul

from derive.algebra.affine import Affine, affine
from derive.algebra.equation import Equation, Guard, Range, Term, entries
from derive.algebra.size import Size, normal
from derive.algebra.substitution import change_entries, substitute
from derive.algebra.tensor import Entry, TensorRole
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import change_bodies, replaced, scaled, with_role

SUM = "inputs: {x1: {features: 1}, x2: {features: 1}}\nlayers:\n  - add: [x1, x2]\n"
GATE = "inputs: {x1: {channels: 1, length: 2}, x2: {channels: 1, length: 1}}\nlayers:\n  - multiply: [x1, x2]\n"
DIFFERENCE = "inputs: {x1: {features: 1}, x2: {features: 1}}\nlayers:\n  - subtract: [x1, x2]\n"
ROW = "inputs: {x1: {features: 1}, x2: {features: 1}}\nlayers:\n  - concat: [x1, x2]\n"
PRODUCT = "inputs: {x1: {features: 1}, x2: {features: 1}}\nlayers:\n  - multiply: [x1, x2]\n"


def _joins(formula: Formula) -> bool:
    """Whether it is the derivative by one of several inputs of a layer."""
    several = len(formula.declaration.inputs) > 1 and formula.declaration.output.role is not TensorRole.LOSS
    return formula.of_input and several


def _number(formula: Formula) -> int:
    """The place of the input that the derivative is by."""
    bars = formula.equation.left.tensor.bar
    return [tensor.name for tensor in formula.declaration.inputs].index(bars.of.name if bars else "")


def _bar(formula: Formula) -> Expr:
    (bar,) = with_role(formula.equation, TensorRole.COTANGENT)
    return bar


def _factors(formula: Formula) -> list[Entry]:
    """The other inputs that the derivative is multiplied by."""
    return [entry for entry in with_role(formula.equation, TensorRole.INPUT) if isinstance(entry, Entry)]


def _forgotten(formula: Formula) -> Equation | None:
    """The last input's, as where a skip connection is left out on the way back."""
    last = _joins(formula) and _number(formula) == len(formula.declaration.inputs) - 1
    return change_bodies(formula.equation, lambda body: Integer(0)) if last else None


def _shared_out(formula: Formula) -> Equation | None:
    if not _joins(formula) or _factors(formula):
        return None
    return scaled(formula.equation, Integer(1) / len(formula.declaration.inputs))


def _sign_lost(formula: Formula) -> Equation | None:
    if not _joins(formula) or not all(term.body.could_extract_minus_sign() for term in formula.equation.terms):
        return None
    return change_bodies(formula.equation, lambda body: -body)


def _factor_missing(formula: Formula) -> Equation | None:
    if not _joins(formula) or not _factors(formula):
        return None
    return replaced(formula.equation, dict.fromkeys(_factors(formula), Integer(1)))


def _own_factor(formula: Formula) -> Equation | None:
    """Every other factor becomes the input itself."""
    if not _joins(formula) or not _factors(formula):
        return None
    own = Entry(formula.declaration.inputs[_number(formula)], formula.equation.left.subscripts)
    return change_bodies(formula.equation, lambda body: Mul(_bar(formula), *(own for _ in _factors(formula))))


def _spread_over(formula: Formula) -> tuple[Range, ...]:
    """The indices over which the derivative by an input of one entry sums."""
    left = formula.equation.left
    single = any(
        not subscript.terms and size == 1 for subscript, size in zip(left.subscripts, left.tensor.shape, strict=True)
    )
    return formula.equation.terms[0].bound if _joins(formula) and single and len(formula.equation.terms) == 1 else ()


def _first_alone(formula: Formula) -> Equation | None:
    """What comes back from the first entry of each spread axis."""
    ranges = _spread_over(formula)
    zero = {index: affine(0) for index, _ in ranges}
    terms = (replace(substitute(term, zero), bound=()) for term in formula.equation.terms)
    return replace(formula.equation, terms=tuple(terms)) if ranges else None


def _averaged(formula: Formula) -> Equation | None:
    ranges = _spread_over(formula)
    return scaled(formula.equation, Integer(1) / Mul(*(size for _, size in ranges))) if ranges else None


def _sizes_joined(formula: Formula) -> tuple[int, list[Size]] | None:
    """The axis along which the layer's inputs stand one behind the other, and their sizes along it."""
    inputs, output = formula.declaration.inputs, formula.declaration.output
    if len(inputs) < 2 or len({len(tensor.shape) for tensor in (*inputs, output)}) != 1:
        return None
    for axis, whole in enumerate(output.shape):
        sizes = [tensor.shape[axis] for tensor in inputs]
        if normal(whole - sum(sizes, Integer(0))) == 0:
            return axis, sizes
    return None


def _start(sizes: list[Size], place: int) -> Size:
    return sum(sizes[:place], Integer(0))


def _backwards(formula: Formula) -> Equation | None:
    """The last input first, in the output or in one input's derivative."""
    joined = _sizes_joined(formula)
    if joined is None:
        return None
    axis, sizes = joined
    turned = [_start(sizes[::-1], len(sizes) - 1 - place) for place in range(len(sizes))]
    if formula.output:
        pairs = zip(formula.equation.terms, enumerate(turned), strict=True)
        moved = (_moved(term, axis, _start(sizes, place) - other) for term, (place, other) in pairs)
        return replace(formula.equation, terms=tuple(moved))
    if not _joins(formula):
        return None
    by = turned[_number(formula)] - _start(sizes, _number(formula))
    return replace(formula.equation, terms=tuple(_moved(term, axis, by) for term in formula.equation.terms))


def _from_the_start(formula: Formula) -> Equation | None:
    """Every input gets the part that belongs to the first."""
    joined = _sizes_joined(formula) if _joins(formula) else None
    if joined is None:
        return None
    axis, sizes = joined
    by = -1 * _start(sizes, _number(formula))
    return replace(formula.equation, terms=tuple(_moved(term, axis, by) for term in formula.equation.terms))


def _moved(term: Term, axis: int, by: Size) -> Term:
    """The term with what it reads, and its conditions, moved along an axis."""
    old = {entry: entry.subscripts[axis] for entry in entries(term.body)}
    body = change_entries(term.body, lambda entry: Entry(entry.tensor, _with(entry.subscripts, axis, old[entry] + by)))
    guards = (Guard(g.affine + by, g.size) if g.affine in old.values() else g for g in term.guards)
    return replace(term, guards=tuple(guards), body=body)


def _with(subscripts: tuple[Affine, ...], axis: int, value: Affine) -> tuple[Affine, ...]:
    return (*subscripts[:axis], value, *subscripts[axis + 1 :])


JOINING = (
    Fault(
        "joining.input-forgotten",
        "nothing goes back to one of the inputs",
        "Each input of the layer moves its output, so each of them gets a gradient. A skip connection that is left out "
        "on the way back is this mistake.",
        "What happens to the output if only this input changes?",
        SUM,
        _forgotten,
    ),
    Fault(
        "joining.shared-out",
        "the gradient is divided among the summands",
        "A sum hands the whole gradient to each of its summands: the derivative of x₁ + x₂ by x₁ is 1, not 1/2.",
        "By how much does a sum change if one summand grows by 1?",
        SUM,
        _shared_out,
    ),
    Fault(
        "joining.sign-lost",
        "the minus of a difference is lost on the way back",
        "What is taken off moves the difference the other way: the derivative of x₁ - x₂ by x₂ is -1.",
        "Does the difference grow or fall if what is taken off grows?",
        DIFFERENCE,
        _sign_lost,
    ),
    Fault(
        "joining.factor-missing",
        "the other factor of a product is missing in its derivative",
        "The derivative of x₁x₂ by x₁ is x₂, not 1.",
        "What is the derivative of a product by one of its factors?",
        PRODUCT,
        _factor_missing,
    ),
    Fault(
        "joining.own-factor",
        "the derivative of a product holds the factor itself instead of the other one",
        "The derivative of x₁x₂ by x₁ is x₂; with x₁ in its place a gate's gradient does not see the gate.",
        "Which of the two factors stands in the derivative by x₁?",
        PRODUCT,
        _own_factor,
    ),
    Fault(
        "joining.pieces-turned-round",
        "the pieces of a concatenation stand in the wrong order",
        "The inputs stand one behind the other in the order in which they are named. In another order every layer "
        "behind reads the one where it has learned the other.",
        "Which input do the first entries of the output come from?",
        ROW,
        _backwards,
    ),
    Fault(
        "joining.cut-from-the-start",
        "each input gets the first part of the gradient of a concatenation",
        "The second input stands behind the first: its gradient begins where the first one's ends.",
        "Where in the output does the second input begin?",
        ROW,
        _from_the_start,
    ),
    Fault(
        "joining.spread-not-summed",
        "the gradient of an input that was spread is not summed",
        "An axis of one entry that meets a longer one is used for all of its entries (broadcasting). Its gradient is "
        "the sum of what comes back from all of them, not what comes back from the first.",
        "In how many entries of the output is this one used?",
        GATE,
        _first_alone,
    ),
    Fault(
        "joining.spread-averaged",
        "the gradient of an input that was spread is averaged",
        "Each use of the entry moves the loss: the gradient is the sum over the uses, not their mean.",
        "By how much do n outputs change together if what they share grows by 1?",
        GATE,
        _averaged,
    ),
)
