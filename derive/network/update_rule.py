"""The rules by which a training step moves a parameter, as equations: what stands on the left is the new value."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sympy import Expr, Symbol, sqrt

from derive.algebra.equation import Equation, Term
from derive.algebra.tensor import Entry, Tensor, TensorRole, cotangent
from derive.network.backward import LEARNING_RATE, update
from derive.network.model import Layer
from derive.spec.train_options import AdamOptions, MomentumOptions, OptimiserOptions

MOMENTUM = Symbol("kappa", real=True)
DECAY = Symbol("lambda", real=True)
BETA_1, BETA_2 = Symbol("beta_1", real=True), Symbol("beta_2", real=True)
EPSILON = Symbol("delta", real=True)
STEP = Symbol("tau", integer=True, positive=True)


@dataclass(frozen=True, slots=True)
class UpdateRule:
    """How one parameter moves: `equations` in order, the parameter's last; each reads the new values of those before.

    `state` are the arrays that are kept from one step to the next; they start at 0.
    """

    parameter: Tensor
    equations: tuple[Equation, ...]
    state: tuple[Tensor, ...] = ()


def update_rule(layer: Layer, parameter: str, options: OptimiserOptions) -> UpdateRule:
    """The rule of an optimiser for a layer's parameter.

    Weight decay lambda is added to the gradient as lambda W, or, decoupled, taken off the weight as alpha lambda W
    (Loshchilov and Hutter 2019). Sources: Polyak 1964; Nesterov 1983, with the gradient where the weights are
    (Sutskever et al. 2013, as PyTorch has it); Kingma and Ba 2015, algorithm 1.
    """
    plain = update(layer, parameter)
    match options:
        case MomentumOptions() if options.momentum:
            return _momentum(plain, options)
        case AdamOptions():
            return _adam(plain, options)
        case _:
            return UpdateRule(plain.left.tensor, (_moved(plain, options, _gradient(plain, options)),))


def settings(options: OptimiserOptions) -> dict[Symbol, float]:
    """The numbers of a rule's letters, but for the learning rate and the number of the step."""
    found = {DECAY: options.weight_decay} if options.weight_decay else {}
    match options:
        case MomentumOptions() if options.momentum:
            return {MOMENTUM: options.momentum, **found}
        case AdamOptions():
            return {BETA_1: options.beta1, BETA_2: options.beta2, EPSILON: options.epsilon, **found}
        case _:
            return found


def is_plain(options: OptimiserOptions) -> bool:
    """Whether the rule is W := W - alpha dJ/dW and nothing else."""
    return not settings(options)


def counts_steps(options: OptimiserOptions) -> bool:
    """Whether the rule depends on the number of the step."""
    return isinstance(options, AdamOptions)


def _momentum(plain: Equation, options: MomentumOptions) -> UpdateRule:
    """V := kappa V + g, then W := W - alpha V; Nesterov: W := W - alpha (g + kappa V)."""
    velocity = _beside(plain, "velocity", "V")
    gradient = _gradient(plain, options)
    step = gradient + MOMENTUM * velocity if options.nesterov else velocity
    rows = (_becomes(plain, velocity, MOMENTUM * velocity + gradient), _moved(plain, options, step))
    return UpdateRule(plain.left.tensor, rows, (velocity.tensor,))


def _adam(plain: Equation, options: AdamOptions) -> UpdateRule:
    """G := beta_1 G + (1 - beta_1) g and Q := beta_2 Q + (1 - beta_2) g^2; then, both made free of their start at 0,
    W := W - alpha Ghat/(sqrt(Qhat) + delta)."""
    first, second = _beside(plain, "first_moment", "G"), _beside(plain, "second_moment", "Q")
    free_first, free_second = _beside(plain, "first_corrected", "Ghat"), _beside(plain, "second_corrected", "Qhat")
    gradient = _gradient(plain, options)
    rows = (
        _becomes(plain, first, BETA_1 * first + (1 - BETA_1) * gradient),
        _becomes(plain, second, BETA_2 * second + (1 - BETA_2) * gradient**2),
        _becomes(plain, free_first, first / (1 - BETA_1**STEP)),
        _becomes(plain, free_second, second / (1 - BETA_2**STEP)),
        _moved(plain, options, free_first / (sqrt(free_second) + EPSILON)),
    )
    return UpdateRule(plain.left.tensor, rows, (first.tensor, second.tensor))


def _beside(plain: Equation, name: str, letter: str) -> Entry:
    """An array of the parameter's shape that a rule keeps, at the parameter's subscripts: V_W[k, c]."""
    parameter = plain.left.tensor
    written = f"{letter}_{parameter.letter}"
    own = replace(parameter, name=f"{parameter.name}.{name}", role=TensorRole.STATE, letter=written, facts=())
    return Entry(own, plain.left.subscripts)


def _gradient(plain: Equation, options: OptimiserOptions) -> Expr:
    """dJ/dW, with the decay of the weight where that is part of it."""
    slope = Entry(cotangent(plain.left.tensor), plain.left.subscripts)
    coupled = options.weight_decay and not options.decoupled
    return slope + DECAY * plain.left if coupled else slope


def _moved(plain: Equation, options: OptimiserOptions, step: Expr) -> Equation:
    """W := W - alpha step, after a decoupled decay W - alpha lambda W."""
    decoupled = options.weight_decay and options.decoupled
    weight = (1 - LEARNING_RATE * DECAY) * plain.left if decoupled else plain.left
    return _becomes(plain, plain.left, weight - LEARNING_RATE * step)


def _becomes(plain: Equation, left: Entry, body: Expr) -> Equation:
    return Equation(left, plain.free, (Term((), (), (), body),))


@dataclass(frozen=True, slots=True)
class Method:
    """What an optimiser is called, and where it comes from."""

    name: str
    source: str


def method(options: OptimiserOptions) -> Method:
    """The optimiser's name and source, with those of the weight decay."""
    found = _method(options)
    if not options.weight_decay:
        return found
    if isinstance(options, AdamOptions) and options.decoupled:
        return Method("AdamW", f"{found.source}; {DECOUPLED.source}")
    decay = DECOUPLED if options.decoupled else COUPLED
    return Method(f"{found.name} and {decay.name}", f"{found.source}; {decay.source}")


COUPLED = Method("weight decay", "Krogh and Hertz 1991")
DECOUPLED = Method("decoupled weight decay", "Loshchilov and Hutter 2019")


def _method(options: OptimiserOptions) -> Method:
    match options:
        case MomentumOptions() if options.nesterov:
            return Method("gradient descent with Nesterov momentum", "Nesterov 1983; Sutskever et al. 2013")
        case MomentumOptions():
            return Method("gradient descent with momentum", "Polyak 1964")
        case AdamOptions():
            return Method("Adam", "Kingma and Ba 2015, algorithm 1")
        case _:
            return Method("gradient descent", "Robbins and Monro 1951")


MEANINGS = {
    MOMENTUM: "what is kept of the old velocity",
    BETA_1: "what is kept of the old mean of gradients",
    BETA_2: "what is kept of the old mean of their squares",
    EPSILON: "keeps the quotient finite",
    DECAY: "the weight decay, of biases too",
}


def letters(options: OptimiserOptions) -> Iterable[tuple[Symbol, float, str]]:
    """Each letter of the rule with its number and what it means."""
    return ((letter, value, MEANINGS[letter]) for letter, value in settings(options).items())
