"""Mistakes with the bias, and in how the derivative of a shift is summed."""

from dataclasses import replace

from sympy import Integer, Mul

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Term
from derive.algebra.index import Index, Role, fresh
from derive.algebra.substitution import substitute
from derive.algebra.tensor import Entry, TensorRole
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import scaled


def _bias_term(formula: Formula) -> tuple[Term, Term] | None:
    """The bias's own term and the weighted sum, in a forward formula that has both."""
    terms = formula.equation.terms
    if not formula.output or len(terms) != 2:
        return None
    alone = [term for term in terms if not term.bound and isinstance(term.body, Entry)]
    others = [term for term in terms if term.bound]
    return (alone[0], others[0]) if len(alone) == len(others) == 1 else None


def _inside_the_sum(formula: Formula) -> Equation | None:
    found = _bias_term(formula)
    if found is None:
        return None
    bias, weighted = found
    often = Mul(*(size for _, size in weighted.bound))
    return replace(formula.equation, terms=(replace(bias, body=often * bias.body), weighted))


def _missing(formula: Formula) -> Equation | None:
    found = _bias_term(formula)
    return None if found is None else replace(formula.equation, terms=(found[1],))


def _plain_sum(formula: Formula) -> tuple[Term, Entry] | None:
    """The only term, where it is a sum of one cotangent: the derivative by a shift."""
    terms = formula.equation.terms
    if not formula.of_parameter or len(terms) != 1 or not isinstance(terms[0].body, Entry):
        return None
    return (terms[0], terms[0].body) if terms[0].body.tensor.role is TensorRole.COTANGENT else None


def _one_scalar(formula: Formula) -> Equation | None:
    """Summed over the free indices too: the same number for every bias."""
    found = _plain_sum(formula)
    if found is None:
        return None
    term, _ = found
    taken = list(formula.ranges)
    others = {index: fresh(index, taken) for index, _ in formula.equation.free}
    moved = substitute(term, {index: affine(other) for index, other in others.items()})
    bound = tuple((others[index], size) for index, size in formula.equation.free)
    return replace(formula.equation, terms=(replace(moved, bound=(*bound, *term.bound)),))


def _mean(formula: Formula) -> Equation | None:
    found = _plain_sum(formula)
    if found is None or len(found[0].bound) == 1:
        return None
    return scaled(formula.equation, Integer(1) / Mul(*(size for _, size in found[0].bound)))


def _wrong_axis(formula: Formula) -> Equation | None:
    """The examples stay and the channels are summed: z_bar[k, k'] in place of z_bar[m, k]."""
    found = _plain_sum(formula)
    if found is None or len(formula.equation.free) != 1:
        return None
    term, _ = found
    ((own, size),) = formula.equation.free
    batch = next((index for index, _ in term.bound if index.role is Role.BATCH), None)
    if batch is None:
        return None
    other: Index = fresh(own, formula.ranges)
    moved = substitute(term, {batch: affine(own), own: affine(other)})
    bound = tuple((other, size) if index == batch else (index, extent) for index, extent in term.bound)
    return replace(formula.equation, terms=(replace(moved, bound=bound),))


BIAS = (
    Fault(
        "bias.inside-window-sum",
        "the bias stands inside the sum",
        "Added once for each product, the bias counts as often as the window has weights. It belongs outside: once for "
        "each output.",
        "How often is the bias added for one output?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [conv: {filters: 1, kernel: [1, 2]}]\n",
        _inside_the_sum,
    ),
    Fault(
        "bias.missing",
        "the bias is missing",
        "The layer has a bias, and this formula does not add it.",
        "What is the output where the input is 0?",
        "input: {features: 1}\nlayers: [dense: {units: 1}]\n",
        _missing,
    ),
    Fault(
        "bias.gradient-one-scalar",
        "every bias gets the sum of all",
        "Each output channel has a bias of its own, which collects the gradients of its own channel only.",
        "Which outputs does the bias of channel k reach?",
        "input: {features: 1}\nlayers: [dense: {units: 2}]\n",
        _one_scalar,
    ),
    Fault(
        "bias.gradient-mean",
        "the bias gets the mean over its outputs",
        "The bias is used at every position of every example, and the gradients of all uses are added, not averaged.",
        "If a number is used twice, is its derivative the sum of the two shares or their mean?",
        "input: {channels: 1, height: 1, width: 1}\nlayers: [conv: {filters: 1, kernel: 1}]\n",
        _mean,
    ),
    Fault(
        "bias.gradient-wrong-axis",
        "the bias is summed over the channels in place of the examples",
        "The sum must run over the examples, and the channel stays. Summed over the other axis the result has one "
        "entry for each example.",
        "Which of the two axes does the bias have itself?",
        "input: {features: 1}\nlayers: [dense: {units: 3}]\n",
        _wrong_axis,
    ),
)
