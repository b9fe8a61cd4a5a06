"""Batch normalisation, as in training: by the batch's own mean and variance."""

from functools import cache

from pydantic import Field
from sympy import Expr, Integer, Rational

from derive.algebra.equation import Term, total
from derive.algebra.tensor import Fact, Tensor, TensorRole
from derive.calculus.vjp import Target
from derive.layers.axes import elementwise_ranges
from derive.layers.declaration import Compaction, Declaration, Declared, LayerKind
from derive.layers.options import Options


class BatchNormOptions(Options):
    """Normalisation of each channel (or feature) over the batch and all positions."""

    epsilon: float = Field(default=1e-5, gt=0, description="added to the variance, inside the root")


@cache
def declare_structure(rank: int, epsilon: Expr) -> Declaration:
    """y = gamma xhat + beta, xhat = (x - mean) r, r = (variance + epsilon)^(-1/2), over N = M (or M n_h n_w) values."""
    ranges = elementwise_ranges(rank)
    channel = ranges[1]
    summed = (ranges[0], *ranges[2:])
    shape = tuple(size for _, size in ranges)
    at = tuple(index for index, _ in ranges)
    c = channel[0]
    count: Expr = Integer(1)
    for _, size in summed:
        count = count * size

    x = Tensor("x", shape, TensorRole.INPUT, "x")
    gamma = Tensor("gamma", (channel[1],), TensorRole.PARAMETER, "gamma")
    beta = Tensor("beta", (channel[1],), TensorRole.PARAMETER, "beta")
    mean = Tensor("mean", (channel[1],), TensorRole.ACTIVATION, "mu")
    centred = Tensor("centred", shape, TensorRole.ACTIVATION, "d")
    variance = Tensor("variance", (channel[1],), TensorRole.ACTIVATION, "var")
    r = Tensor("r", (channel[1],), TensorRole.ACTIVATION, "r", facts=(Fact.POSITIVE,))
    xhat = Tensor("xhat", shape, TensorRole.ACTIVATION, "xhat")
    y = Tensor("y", shape, TensorRole.ACTIVATION, "y")

    def pointwise(body: Expr) -> Term:
        return Term((), (), (), body)

    equations = (
        total(mean[c], (channel,), Term(summed, (), (), x[at] / count)),
        total(centred[at], ranges, pointwise(x[at]), pointwise(-mean[c])),
        total(variance[c], (channel,), Term(summed, (), (), centred[at] ** 2 / count)),
        total(r[c], (channel,), pointwise((variance[c] + epsilon) ** Rational(-1, 2))),
        total(xhat[at], ranges, pointwise(centred[at] * r[c])),
        total(y[at], ranges, pointwise(gamma[c] * xhat[at]), pointwise(beta[c])),
    )
    targets = (
        Target(x[at], ranges),
        Target(gamma[c], (channel,)),
        Target(beta[c], (channel,)),
        Target(xhat[at], ranges),
        Target(r[c], (channel,)),
        Target(variance[c], (channel,)),
        Target(centred[at], ranges),
        Target(mean[c], (channel,)),
    )
    conventions = (
        "epsilon stands inside the root",
        "the variance is the biased one: the sum is divided by N",
        "N counts the batch, and for maps all positions",
    )
    compaction = Compaction(
        inserts=("mean", "centred", "variance", "r", "xhat"),
        solves=(("centred", "xhat"),),
        sums=("gamma", "beta"),
        definitions=("xhat", "centred", "mean"),
    )
    return Declaration(x, y, equations, targets, conventions=conventions, compaction=compaction)


def declare(options: BatchNormOptions, rank: int) -> Declared:
    """The equations."""
    return Declared(declare_structure(rank, Rational(str(options.epsilon))), {})


BATCH_NORM = LayerKind(
    "batch_norm",
    BatchNormOptions,
    declare,
    "each channel brought to mean 0 and variance 1 over the batch, then scaled and shifted",
    "Ioffe & Szegedy 2015",
)
