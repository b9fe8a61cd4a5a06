"""A network's loss: its kind and reduction, and when it is fused with the last activation."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from derive.engine.catalogue import LOSS_TABLE
from derive.engine.interface import Array, Shape, engine_error
from derive.engine.losses import CROSS_ENTROPY, WEIGHTED_CROSS_ENTROPY, LossKind
from derive.engine.options import Options, flag, only

REDUCTIONS = ("sum", "mean", "mean_over_entries")


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss and its reduction: the plain sum, that by the batch size M, or that by the output's entries."""

    kind: LossKind
    reduction: str


def read_loss(description: Mapping[str, object]) -> Loss:
    """The loss of a description {"kind": ..., "reduction": ...}; the reduction's default is "mean".

    Cross-entropy takes targets that sum to 1, or any with "normalised": False.
    """
    options = Options("loss", description)
    kind = LOSS_TABLE.get(str(description.get("kind")))
    if kind is None:
        what = f"unknown kind {description.get('kind')!r}"
        raise engine_error("loss", what, f"the kinds are {', '.join(LOSS_TABLE)}")
    only(options, ("kind", "reduction", *(("normalised",) if kind is CROSS_ENTROPY else ())))
    if kind is CROSS_ENTROPY and not flag(options, "normalised", True):
        kind = WEIGHTED_CROSS_ENTROPY
    reduction = description.get("reduction") or "mean"
    if reduction not in REDUCTIONS:
        what = f"unknown reduction {reduction!r}"
        raise engine_error("loss", what, f"the reductions are {', '.join(REDUCTIONS)}")
    return Loss(kind, str(reduction))


def divisor(loss: Loss, shape: Shape) -> int:
    """What the sum is divided by, for an output of this shape (M, ...)."""
    return {"sum": 1, "mean": shape[0], "mean_over_entries": math.prod(shape)}[loss.reduction]


def value(loss: Loss, output: Array, target: Array) -> float:
    """J from the outputs (M, ...). Raises EngineError where it would be infinite."""
    targets = loss.kind.targets(output, target)
    loss.kind.refuse_infinite(output, targets)
    return loss.kind.value(output, targets) / divisor(loss, output.shape)


def cotangent(loss: Loss, output: Array, target: Array) -> Array:
    """dJ/d output (M, ...). Raises EngineError where J would be infinite."""
    targets = loss.kind.targets(output, target)
    loss.kind.refuse_infinite(output, targets)
    return loss.kind.cotangent(output, targets) / divisor(loss, output.shape)


def limit_cotangent(loss: Loss, output: Array, target: Array) -> Array:
    """dJ/d output (M, ...), with infinite entries where a probability has rounded to 0 or 1."""
    targets = loss.kind.targets(output, target)
    with np.errstate(divide="ignore", over="ignore"):
        return loss.kind.cotangent(output, targets) / divisor(loss, output.shape)
