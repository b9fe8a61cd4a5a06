"""Inverted dropout, by a mask that is given."""

from functools import cache

from pydantic import Field
from sympy import Expr, Integer, Rational

from derive.algebra.equation import Term, total
from derive.algebra.setting import Setting
from derive.algebra.tensor import Fact, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import Layout
from derive.layers.declaration import Declaration, Declared, Example, LayerKind
from derive.layers.options import Options


class DropoutOptions(Options):
    """Entries set to 0 at random in training; nothing happens at inference."""

    rate: float = Field(ge=0, lt=1, description="the share of entries that is dropped in training")


@cache
def declare_structure(layout: Layout, scale: Expr) -> Declaration:
    """y = x mask / (1 - rate), entry by entry; scale = 1/(1 - rate)."""
    ranges, at = layout.ranges, layout.at
    x, y = layout.tensor("x", TensorRole.INPUT), layout.tensor("y", TensorRole.ACTIVATION)
    mask = layout.tensor("mask", TensorRole.MASK, facts=(Fact.ZERO_OR_ONE,))
    forward = total(y[at], ranges, Term((), (), (), scale * x[at] * mask[at]))
    conventions = (
        "inverted dropout: what is kept is divided by 1 − ρ in training, and inference changes nothing",
        "the mask is given, 1 where an entry is kept and else 0, and the backward pass uses the same one",
    )
    bare = (Fact.ZERO_OR_ONE, "give the bare mask: the layer scales it by 1/(1 - rate)")
    return Declaration((x,), y, (forward,), (Variable(x[at], ranges),), conventions=conventions, remedies=(bare,))


@cache
def declare_inference(layout: Layout) -> Declaration:
    """y = x."""
    ranges, at = layout.ranges, layout.at
    x, y = layout.tensor("x", TensorRole.INPUT), layout.tensor("y", TensorRole.ACTIVATION)
    return Declaration((x,), y, (total(y[at], ranges, Term((), (), (), x[at])),), (Variable(x[at], ranges),))


def declare(options: DropoutOptions, layout: Layout) -> Declared:
    """The equations of training, and the identity for inference."""
    scale = 1 / (Integer(1) - Setting("rate", "rho", Rational(str(options.rate))))
    return Declared(declare_structure(layout, scale), {}, declare_inference(layout))


DROPOUT = LayerKind(
    "dropout",
    DropoutOptions,
    declare,
    "entries set to 0 at random in training, the others scaled up so that the mean stays",
    "Srivastava et al. 2014; inverted form",
    examples=tuple(Example(shape, f"rate: {rate}") for rate in (0.2, 0.5, 0.75) for shape in ((5,), (2, 4, 3))),
)
