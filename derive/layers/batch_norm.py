"""Batch normalisation: in training by the batch's own mean and variance, at inference by running ones."""

from functools import cache

from pydantic import Field
from sympy import Expr, Mul, Rational

from derive.algebra.equation import Equation, Term, total
from derive.algebra.setting import Setting
from derive.algebra.tensor import Fact, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import Layout
from derive.layers.declaration import BATCH, Compaction, Declaration, Declared, Example, LayerKind, Need
from derive.layers.options import Options


class BatchNormOptions(Options):
    """Normalisation of each channel (or feature) over the batch and all positions."""

    epsilon: float = Field(default=1e-5, gt=0, description="added to the variance, inside the root")
    momentum: float = Field(
        default=0.1, ge=0, le=1, description="the share of the batch's statistics in the new running ones"
    )
    unbiased_running_variance: bool = Field(
        default=True, description="whether the running variance collects the batch's times N/(N - 1)"
    )


ALONE = (
    "one value for each channel has no unbiased variance: N/(N - 1) divides by 0",
    "set unbiased_running_variance: false",
)
VARIANCE = (Fact.NOT_NEGATIVE, "give the state that training has left, or a fresh one")


@cache
def declare_structure(layout: Layout, epsilon: Expr) -> Declaration:
    """y = gamma xhat + beta, xhat = (x - mean) r, r = (variance + epsilon)^(-1/2), over N = M (or M n_h n_w) values."""
    ranges, at = layout.ranges, layout.at
    channel = layout.channel.range
    summed = tuple(each for each in ranges if each != channel)
    c = channel[0]
    count = _count(layout)
    x, gamma, beta, mean, centred, variance, r, xhat, y = (_tensor(name, layout) for name in TENSORS)

    equations = (
        total(mean[c], (channel,), Term(summed, (), (), x[at] / count)),
        total(centred[at], ranges, _pointwise(x[at]), _pointwise(-mean[c])),
        total(variance[c], (channel,), Term(summed, (), (), centred[at] ** 2 / count)),
        total(r[c], (channel,), _pointwise((variance[c] + epsilon) ** Rational(-1, 2))),
        total(xhat[at], ranges, _pointwise(centred[at] * r[c])),
        total(y[at], ranges, _pointwise(gamma[c] * xhat[at]), _pointwise(beta[c])),
    )
    variables = (
        Variable(x[at], ranges),
        Variable(gamma[c], (channel,)),
        Variable(beta[c], (channel,)),
        Variable(xhat[at], ranges),
        Variable(r[c], (channel,)),
        Variable(variance[c], (channel,)),
        Variable(centred[at], ranges),
        Variable(mean[c], (channel,)),
    )
    conventions = (
        "ε stands inside the root",
        "the variance is the biased one: the sum is divided by N",
        "N counts the batch, and for maps all positions",
        "the normalised values have mean 0 and variance 1; they do not lie between 0 and 1",
        "a running variance is 0 or more",
    )
    compaction = Compaction(
        inserts=("mean", "centred", "variance", "r", "xhat"),
        solves=(("centred", "xhat"),),
        sums=("gamma", "beta"),
        definitions=("xhat", "centred", "mean"),
    )
    return Declaration(
        (x,),
        y,
        equations,
        variables,
        (),
        (),
        conventions,
        compaction=compaction,
        ones=("gamma", "running_variance"),
        remedies=(VARIANCE,),
    )


@cache
def declare_inference(layout: Layout, epsilon: Expr) -> Declaration:
    """The same by the running statistics, which nothing is differentiated by: xhat = (x - mean) r."""
    ranges, at = layout.ranges, layout.at
    channel = layout.channel.range
    c = channel[0]
    x, gamma, beta, _, _, _, r, xhat, y = (_tensor(name, layout) for name in TENSORS)
    mean, variance = _running(layout)
    equations = (
        total(r[c], (channel,), _pointwise((variance[c] + epsilon) ** Rational(-1, 2))),
        total(xhat[at], ranges, _pointwise((x[at] - mean[c]) * r[c])),
        total(y[at], ranges, _pointwise(gamma[c] * xhat[at]), _pointwise(beta[c])),
    )
    variables = (
        Variable(x[at], ranges),
        Variable(gamma[c], (channel,)),
        Variable(beta[c], (channel,)),
        Variable(xhat[at], ranges),
    )
    conventions = ("at inference the mean and the variance are the running ones, kept from training",)
    compaction = Compaction(inserts=("xhat",))
    return Declaration((x,), y, equations, variables, (), (), conventions, compaction=compaction, remedies=(VARIANCE,))


@cache
def declare_updates(layout: Layout, momentum: Expr, unbiased: bool) -> tuple[Equation, ...]:
    """running := (1 - momentum) running + momentum batch; an unbiased variance is the batch's times N/(N - 1)."""
    channel = layout.channel.range
    c = channel[0]
    mean, variance = _tensor("mean", layout), _tensor("variance", layout)
    count = _count(layout)
    share = momentum * count / (count - 1) if unbiased else momentum
    moved = []
    for running, batch, weight in zip(_running(layout), (mean, variance), (momentum, share), strict=True):
        terms = (_pointwise((1 - momentum) * running[c]), _pointwise(weight * batch[c]))
        moved.append(total(running[c], (channel,), *terms))
    return tuple(moved)


TENSORS = ("x", "gamma", "beta", "mean", "centred", "variance", "r", "xhat", "y")
LETTERS = {"mean": "mu", "centred": "D", "variance": "var"}
ROLES = {"x": TensorRole.INPUT, "gamma": TensorRole.PARAMETER, "beta": TensorRole.PARAMETER}


def _tensor(name: str, layout: Layout) -> Tensor:
    role, letter = ROLES.get(name, TensorRole.ACTIVATION), LETTERS.get(name, name)
    if name in ("x", "centred", "xhat", "y"):
        return layout.tensor(name, role, letter)
    return Tensor(name, (layout.channel.extent,), role, letter, facts=(Fact.POSITIVE,) if name == "r" else ())


def _running(layout: Layout) -> tuple[Tensor, Tensor]:
    """The running mean and variance; the variance of a channel that never changes decays to 0."""
    shape = (layout.channel.extent,)
    mean = Tensor("running_mean", shape, TensorRole.STATE, "mu_run")
    return mean, Tensor("running_variance", shape, TensorRole.STATE, "var_run", facts=(Fact.NOT_NEGATIVE,))


def _count(layout: Layout) -> Expr:
    """N: the batch, times the positions of a map."""
    return Mul(BATCH, *(axis.extent for axis in layout.positions))


def _pointwise(body: Expr) -> Term:
    return Term((), (), (), body)


def declare(options: BatchNormOptions, layout: Layout) -> Declared:
    """The equations of training and of inference, and how the running statistics move."""
    epsilon = Setting("epsilon", "epsilon", Rational(str(options.epsilon)))
    momentum = Setting("momentum", "eta", Rational(str(options.momentum)))
    updates = declare_updates(layout, momentum, options.unbiased_running_variance)
    needs = (Need(_count(layout), 2, *ALONE),) if options.unbiased_running_variance else ()
    return Declared(declare_structure(layout, epsilon), {}, declare_inference(layout, epsilon), updates, needs)


BATCH_NORM = LayerKind(
    "batch_norm",
    BatchNormOptions,
    declare,
    "each channel brought to mean 0 and variance 1 over the batch, then scaled and shifted",
    "Ioffe & Szegedy 2015",
    examples=(Example((5,)), Example((2, 4, 3))),
    short="bn",
)
