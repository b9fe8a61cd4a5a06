"""Inverted dropout, by a mask that is given."""

from functools import cache

from pydantic import Field
from sympy import Expr, Integer, Rational

from derive.algebra.equation import Term, total
from derive.algebra.setting import Setting
from derive.algebra.tensor import Fact, Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import elementwise_ranges
from derive.layers.declaration import Declaration, Declared, Example, LayerKind
from derive.layers.options import Options


class DropoutOptions(Options):
    """Entries set to 0 at random in training; nothing happens at inference."""

    rate: float = Field(ge=0, lt=1, description="the share of entries that is dropped in training")


@cache
def declare_structure(rank: int, scale: Expr) -> Declaration:
    """y = x mask / (1 - rate), entry by entry; scale = 1/(1 - rate)."""
    ranges = elementwise_ranges(rank)
    shape = tuple(size for _, size in ranges)
    at = tuple(index for index, _ in ranges)
    x = Tensor("x", shape, TensorRole.INPUT, "x")
    y = Tensor("y", shape, TensorRole.ACTIVATION, "y")
    mask = Tensor("mask", shape, TensorRole.MASK, "mask", facts=(Fact.ZERO_OR_ONE,))
    forward = total(y[at], ranges, Term((), (), (), scale * x[at] * mask[at]))
    conventions = (
        "inverted dropout: what is kept is divided by 1 − ρ in training, and inference changes nothing",
        "the mask is given, 1 where an entry is kept and else 0, and the backward pass uses the same one",
    )
    bare = (Fact.ZERO_OR_ONE, "give the bare mask: the layer scales it by 1/(1 - rate)")
    return Declaration((x,), y, (forward,), (Variable(x[at], ranges),), conventions=conventions, remedies=(bare,))


@cache
def declare_inference(rank: int) -> Declaration:
    """y = x."""
    ranges = elementwise_ranges(rank)
    shape = tuple(size for _, size in ranges)
    at = tuple(index for index, _ in ranges)
    x = Tensor("x", shape, TensorRole.INPUT, "x")
    y = Tensor("y", shape, TensorRole.ACTIVATION, "y")
    return Declaration((x,), y, (total(y[at], ranges, Term((), (), (), x[at])),), (Variable(x[at], ranges),))


def declare(options: DropoutOptions, rank: int) -> Declared:
    """The equations of training, and the identity for inference."""
    scale = 1 / (Integer(1) - Setting("rate", "rho", Rational(str(options.rate))))
    return Declared(declare_structure(rank, scale), {}, declare_inference(rank))


DROPOUT = LayerKind(
    "dropout",
    DropoutOptions,
    declare,
    "entries set to 0 at random in training, the others scaled up so that the mean stays",
    "Srivastava et al. 2014; inverted form",
    examples=tuple(Example(shape, f"rate: {rate}") for rate in (0.2, 0.5, 0.75) for shape in ((5,), (2, 4, 3))),
)
