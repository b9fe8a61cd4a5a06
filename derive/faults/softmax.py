"""Mistakes in softmax and its product with a cotangent."""

from dataclasses import replace

from sympy import Integer

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Term
from derive.algebra.index import Role, fresh
from derive.algebra.substitution import substitute_entry
from derive.algebra.tensor import Entry, TensorRole
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import change_bodies, with_role


def _parts(formula: Formula) -> tuple[Term, Term] | None:
    """The diagonal's term a g and the sum's term -a sum of a g, of softmax's own derivative."""
    terms = formula.equation.terms
    if not _is_softmax(formula) or not formula.of_input or len(terms) != 2:
        return None
    diagonal, rest = sorted(terms, key=lambda term: len(term.bound))
    return diagonal, rest


def _is_softmax(formula: Formula) -> bool:
    """Whether the layer divides exponentials by their sum."""
    names = [equation.left.tensor.name for equation in formula.declaration.equations]
    return names == ["peak", "e", "s", "a"]


def _here(formula: Formula) -> Entry:
    return Entry(formula.declaration.output, formula.equation.left.subscripts)


def _with_terms(formula: Formula, *terms: Term) -> Equation:
    return replace(formula.equation, terms=terms)


def _diagonal_only(formula: Formula) -> Equation | None:
    parts = _parts(formula)
    if parts is None:
        return None
    diagonal, _ = parts
    return _with_terms(formula, replace(diagonal, body=diagonal.body * (1 - _here(formula))))


def _plus_for_minus(formula: Formula) -> Equation | None:
    parts = _parts(formula)
    return None if parts is None else _with_terms(formula, parts[0], replace(parts[1], body=-parts[1].body))


def _unweighted(formula: Formula) -> Equation | None:
    """a (g - sum of g): the sum without its weights."""
    parts = _parts(formula)
    if parts is None:
        return None
    diagonal, rest = parts
    others = [e for e in with_role(formula.equation, TensorRole.ACTIVATION) if e != _here(formula)]
    return _with_terms(formula, diagonal, replace(rest, body=rest.body.xreplace(dict.fromkeys(others, Integer(1)))))


def _product_over_the_batch(formula: Formula) -> Equation | None:
    """a (g - the sum of a g over all examples)."""
    parts = _parts(formula)
    batch = dict(formula.equation.free)
    example = next((index for index in batch if index.role is Role.BATCH), None)
    if parts is None or example is None:
        return None
    diagonal, rest = parts
    other = fresh(example, formula.ranges)
    inner = [e for e in rest.body.atoms(Entry) if e != _here(formula)]
    moved = rest.body.xreplace({e: substitute_entry(e, {example: affine(other)}) for e in inner})
    return _with_terms(formula, diagonal, replace(rest, bound=((other, batch[example]), *rest.bound), body=moved))


def _passes_through(formula: Formula) -> Equation | None:
    if _parts(formula) is None:
        return None
    bar = next(iter(with_role(_with_terms(formula, _parts(formula)[0]), TensorRole.COTANGENT)))  # type: ignore[index]
    return _with_terms(formula, Term((), (), (), bar))


def _over_the_batch(formula: Formula) -> Equation | None:
    """s sums the exponentials of all examples."""
    if not _is_softmax(formula) or formula.tensor != "s":
        return None
    (term,) = formula.equation.terms
    example, batch = formula.equation.free[0]
    other = fresh(example, formula.ranges)
    body = term.body.xreplace({e: substitute_entry(e, {example: affine(other)}) for e in term.body.atoms(Entry)})
    return _with_terms(formula, replace(term, bound=((other, batch), *term.bound), body=body))


def _not_normalised(formula: Formula) -> Equation | None:
    if not _is_softmax(formula) or not formula.output:
        return None
    return change_bodies(formula.equation, lambda body: body.as_numer_denom()[0])


SOFTMAX = (
    Fault(
        "softmax.diagonal-only",
        "only the diagonal of softmax's slopes",
        "p(1 - p) is the slope of each probability by its own logit. Every other probability moves too: that is the "
        "sum that is missing, and without it the derivatives of an example do not sum to 0.",
        "If one logit grows, what happens to the other probabilities?",
        "input: {features: 2}\nlayers: [softmax]\n",
        _diagonal_only,
    ),
    Fault(
        "softmax.plus-for-minus",
        "the sum of softmax's product is added",
        "The mean of the gradients is taken off, a(g - Σ a g); here it is added.",
        "What should come out when all entries of g are equal?",
        "input: {features: 1}\nlayers: [softmax]\n",
        _plus_for_minus,
    ),
    Fault(
        "softmax.sum-unweighted",
        "the sum in softmax's product has lost its weights",
        "Σ a g is the mean of the gradients, weighted by the probabilities; here they are simply added.",
        "What should come out when all entries of g are equal?",
        "input: {features: 2}\nlayers: [softmax]\n",
        _unweighted,
    ),
    Fault(
        "softmax.passes-through",
        "softmax hands the gradient on as it is",
        "Softmax's own slopes are missing. It goes unnoticed where the loss's derivative already is p - t.",
        "Of what is p - t the derivative: of the probabilities, or of the logits?",
        "input: {features: 1}\nlayers: [softmax]\n",
        _passes_through,
    ),
    Fault(
        "softmax.product-over-the-batch",
        "the sum in softmax's product runs over all examples",
        "Σ a g belongs to one example; summed over the whole batch it mixes the gradients of all of them.",
        "Does the output of one example depend on the input of another?",
        "input: {features: 1}\nlayers: [softmax]\n",
        _product_over_the_batch,
    ),
    Fault(
        "softmax.over-the-batch",
        "the probabilities of all examples together sum to 1",
        "Each example is normalised by its own sum; here the exponentials of the whole batch are in one sum.",
        "To what do the probabilities of one example sum?",
        "input: {features: 1}\nlayers: [softmax]\n",
        _over_the_batch,
    ),
    Fault(
        "softmax.not-normalised",
        "the exponentials are not divided by their sum",
        "Without the division these are positive numbers, but no probabilities.",
        "To what do the outputs of one example sum?",
        "input: {features: 2}\nlayers: [softmax]\n",
        _not_normalised,
    ),
)
