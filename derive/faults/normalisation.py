"""Mistakes in batch normalisation: lost terms, wrong counts, epsilon's place, parameters exchanged."""

from collections.abc import Callable
from dataclasses import replace

from sympy import Expr, Integer, Pow, Rational, Symbol

from derive.algebra.affine import affine
from derive.algebra.equation import Equation
from derive.algebra.index import fresh
from derive.algebra.substitution import substitute
from derive.algebra.tensor import Entry, TensorRole, bar_name
from derive.faults.fault import Change, Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import change_bodies, read_of, replaced, scaled
from derive.layers.declaration import Declaration

GAMMA_BAR, BETA_BAR = bar_name("gamma"), bar_name("beta")
PAIRED = {"gamma": "beta", "beta": "gamma"}


def normalises(declaration: Declaration) -> bool:
    """Whether the layer divides by a deviation of its own: it defines r and xhat."""
    return {"r", "xhat"} <= {equation.left.tensor.name for equation in declaration.equations}


def _without(*names: str) -> Change:
    """x_bar with some of its tensors taken to be 0."""

    def change(formula: Formula) -> Equation | None:
        if not (normalises(formula.declaration) and formula.of_input):
            return None
        gone = read_of(formula.equation, *names)
        return replaced(formula.equation, dict.fromkeys(gone, Integer(0))) if gone else None

    return change


def _factor(name: str, value: Callable[[Expr], Expr]) -> Change:
    """x_bar with one factor put in another's place."""

    def change(formula: Formula) -> Equation | None:
        if not (normalises(formula.declaration) and formula.of_input):
            return None
        return replaced(formula.equation, {entry: value(entry) for entry in read_of(formula.equation, name)})

    return change


def _examples_only(formula: Formula) -> Equation | None:
    """N counts the examples, not the positions of a map."""
    if not normalises(formula.declaration):
        return None
    positions = [size for size in formula.declaration.inputs[0].shape[2:] if isinstance(size, Symbol)]
    return replaced(formula.equation, dict.fromkeys(positions, Integer(1))) if positions else None


def _one_for_all(formula: Formula) -> Equation | None:
    """The statistics over the channels too: one for the whole array."""
    if not normalises(formula.declaration) or formula.tensor not in ("mean", "variance"):
        return None
    (term,) = formula.equation.terms
    ((channel, size),) = formula.equation.free
    other = fresh(channel, formula.ranges)
    moved = substitute(term, {channel: affine(other)})
    return replace(
        formula.equation, terms=(replace(moved, bound=((other, size), *term.bound), body=moved.body / size),)
    )


def _unbiased(formula: Formula) -> Equation | None:
    if not normalises(formula.declaration) or formula.tensor != "variance":
        return None
    count = Integer(1)
    for _, size in formula.equation.terms[0].bound:
        count = count * size
    return scaled(formula.equation, count / (count - 1))


def _about_zero(formula: Formula) -> Equation | None:
    """The mean of x^2 in place of (x - mean)^2."""
    if not normalises(formula.declaration) or formula.tensor != "variance":
        return None
    (centred,) = read_of(formula.equation, "centred")
    return replaced(formula.equation, {centred: Entry(formula.declaration.inputs[0], centred.subscripts)})


def _root(formula: Formula) -> tuple[Pow, Expr, Expr] | None:
    """(variance + epsilon)^(-1/2), its variance and its epsilon."""
    if not normalises(formula.declaration) or formula.tensor != "r":
        return None
    body = formula.equation.terms[0].body
    epsilon, variance = body.base.as_independent(Entry, as_Add=True)
    return body, variance, epsilon


def _outside_the_root(formula: Formula) -> Equation | None:
    found = _root(formula)
    if found is None:
        return None
    _, variance, epsilon = found
    return change_bodies(formula.equation, lambda body: 1 / (variance ** Rational(1, 2) + epsilon))


def _no_epsilon(formula: Formula) -> Equation | None:
    found = _root(formula)
    return None if found is None else change_bodies(formula.equation, lambda body: found[1] ** Rational(-1, 2))


def _no_root(formula: Formula) -> Equation | None:
    found = _root(formula)
    return None if found is None else change_bodies(formula.equation, lambda body: 1 / (found[1] + found[2]))


def _no_epsilon_backward(formula: Formula) -> Equation | None:
    if not (normalises(formula.declaration) and formula.of_input):
        return None
    own = {equation.left.tensor.name: equation for equation in formula.declaration.equations}
    (variance,) = own["r"].terms[0].body.atoms(Entry)
    roots = read_of(formula.equation, "r")
    return replaced(formula.equation, dict.fromkeys(roots, variance ** Rational(-1, 2)))


def _with_another(name: str) -> Change:
    """gamma's derivative with another tensor in the place of xhat."""

    def change(formula: Formula) -> Equation | None:
        if formula.tensor != GAMMA_BAR or not normalises(formula.declaration):
            return None
        tensors = {e.left.tensor.name: e.left.tensor for e in formula.declaration.equations}
        tensors["x"] = formula.declaration.inputs[0]
        if name not in tensors:
            return None
        found = read_of(formula.equation, "xhat")
        return replaced(formula.equation, {entry: Entry(tensors[name], entry.subscripts) for entry in found})

    return change


def _exchanged(formula: Formula) -> Equation | None:
    """gamma for beta and beta for gamma."""
    if not (normalises(formula.declaration) and formula.output):
        return None
    tensors = {parameter.name: parameter for parameter in formula.declaration.parameters}
    found = read_of(formula.equation, *PAIRED)
    return replaced(formula.equation, {e: Entry(tensors[PAIRED[e.tensor.name]], e.subscripts) for e in found})


def _gradients_exchanged(formula: Formula) -> Equation | None:
    """gamma's derivative has beta's formula."""
    if not normalises(formula.declaration) or formula.tensor not in (GAMMA_BAR, BETA_BAR):
        return None
    xhat = next(e.left.tensor for e in formula.declaration.equations if e.left.tensor.name == "xhat")
    (term,) = formula.equation.terms
    bar = next(e for e in term.body.atoms(Entry) if e.tensor.role is TensorRole.COTANGENT)
    body = bar if formula.tensor == GAMMA_BAR else bar * Entry(xhat, bar.subscripts)
    return replace(formula.equation, terms=(replace(term, body=body),))


NORMALISATION = (
    Fault(
        "normalisation.mean-term-missing",
        "the term of the mean is missing",
        "Each entry moves the mean, and through it all others. Without that term the derivatives of a channel do not "
        "sum to 0.",
        "What happens to the output if all entries of a channel grow alike?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _without(BETA_BAR),
    ),
    Fault(
        "normalisation.variance-term-missing",
        "the term of the variance is missing",
        "Each entry moves the variance, and through it all others.",
        "What happens to the output if all entries of a channel are doubled?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _without(GAMMA_BAR),
    ),
    Fault(
        "normalisation.statistics-constant",
        "mean and variance are taken to be constants",
        "That is the backward pass at inference. In training both depend on every entry of the batch.",
        "Of what is the mean computed?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _without(BETA_BAR, GAMMA_BAR),
    ),
    Fault(
        "normalisation.gamma-missing",
        "gamma is missing in the input's derivative",
        "The output is gamma times xhat, so the gradient by xhat is gamma times that from above.",
        "By what does the layer multiply xhat?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _factor("gamma", lambda gamma: Integer(1)),
    ),
    Fault(
        "normalisation.deviation-missing",
        "the input's derivative is not divided by the deviation",
        "xhat is the centred input times r = 1/sqrt(variance + epsilon), so r is a factor of its derivative.",
        "If the input's unit changed from metres to millimetres, how would its derivative change?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _factor("r", lambda r: Integer(1)),
    ),
    Fault(
        "normalisation.divided-by-variance",
        "the input's derivative is divided by the variance",
        "The factor is one over the standard deviation, once; here it stands twice.",
        "If the input's unit changed from metres to millimetres, how would its derivative change?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _factor("r", lambda r: r**2),
    ),
    Fault(
        "normalisation.count-of-examples",
        "the count leaves out the positions",
        "For maps a channel's statistics are taken over the batch and all positions: N = M·n_h·n_w.",
        "Of how many numbers is this the mean?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [batch_norm]\n",
        _examples_only,
    ),
    Fault(
        "normalisation.over-all-channels",
        "the statistics are taken over the channels too",
        "Each channel has a mean and a variance of its own; here all share one.",
        "Over which axes does batch normalisation take its mean?",
        "input: {features: 2}\nlayers: [batch_norm]\n",
        _one_for_all,
    ),
    Fault(
        "normalisation.variance-unbiased",
        "the batch is normalised by the unbiased variance",
        "In training the sum of squares is divided by N; N - 1 belongs to the running variance at most.",
        "Is this variance to describe the batch, or to estimate that of all data?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _unbiased,
    ),
    Fault(
        "normalisation.variance-about-zero",
        "the mean is not taken off in the variance",
        "The mean of the squares is the variance only where the mean is 0.",
        "What is the variance of a constant?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _about_zero,
    ),
    Fault(
        "normalisation.epsilon-outside",
        "epsilon stands outside the root",
        "1/(sqrt(variance) + epsilon) in place of 1/sqrt(variance + epsilon). Where the variance is near 1 the two "
        "differ in the sixth digit; where it is small, by much.",
        "What do the two formulas give for a variance of 0?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _outside_the_root,
    ),
    Fault(
        "normalisation.epsilon-missing",
        "epsilon is missing",
        "A channel that does not vary divides by 0.",
        "What happens where all entries of a channel are equal?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _no_epsilon,
    ),
    Fault(
        "normalisation.epsilon-missing-backward",
        "epsilon is missing in the backward pass only",
        "The derivative is that of a function which the forward pass does not compute.",
        "Do both passes divide by the same number?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _no_epsilon_backward,
    ),
    Fault(
        "normalisation.root-missing",
        "the input is divided by the variance, not by its root",
        "The standard deviation is the root of the variance.",
        "Which unit does xhat have?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _no_root,
    ),
    Fault(
        "normalisation.gamma-by-input",
        "gamma's derivative reads x where xhat belongs",
        "gamma multiplies xhat, so its derivative is the sum of the gradient times xhat.",
        "By what does the layer multiply gamma?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _with_another("x"),
    ),
    Fault(
        "normalisation.gamma-by-centred",
        "gamma's derivative reads the centred input where xhat belongs",
        "The centred input has not been divided by the deviation yet.",
        "By what does the layer multiply gamma?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _with_another("centred"),
    ),
    Fault(
        "normalisation.parameters-exchanged",
        "gamma and beta are exchanged",
        "Both have the same shape, so that nothing complains when they are unpacked in another order than packed.",
        "Which of the two is added?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _exchanged,
    ),
    Fault(
        "normalisation.gradients-exchanged",
        "gamma's and beta's derivatives are exchanged",
        "Both have the same shape, so that nothing complains when they are returned in another order than expected.",
        "Which of the two derivatives contains xhat?",
        "input: {features: 1}\nlayers: [batch_norm]\n",
        _gradients_exchanged,
    ),
)
