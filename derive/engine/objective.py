"""What the engine minimises: the losses, each on some layer's output, and half the squares of the weights."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.engine.catalogue import LOSS_TABLE
from derive.engine.interface import Array, Shape, engine_error
from derive.engine.losses import CROSS_ENTROPY, WEIGHTED_CROSS_ENTROPY, LossKind
from derive.engine.options import Options, flag, only

REDUCTIONS = ("sum", "mean", "mean_over_entries")


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss and its reduction: the plain sum, that by the batch size M, or that by the output's entries; its weight
    among several, its name, the layer that it reads, and the layer or input that is its target, None where that is
    given; a `held` one gets no gradient."""

    kind: LossKind
    reduction: str
    weight: float
    name: str
    source: str
    target: str | None
    held: bool


@dataclass(frozen=True, slots=True)
class Decay:
    """What is added for the weights: l2/2 times the sum of the squares of these parameters."""

    l2: float
    names: tuple[str, ...]


def read_losses(
    described: Mapping[str, object] | Sequence[Mapping[str, object]] | None, known: Sequence[str]
) -> tuple[Loss, ...]:
    """The losses of one description, or of several; `known` are the names of inputs and layers, the last one last."""
    each = (described,) if isinstance(described, Mapping) else tuple(described or ())
    losses = tuple(read_loss(description, known) for description in each)
    if len({loss.name for loss in losses}) < len(losses):
        raise engine_error("losses", "two have one name", "give each loss a name of its own")
    return losses


def read_loss(description: Mapping[str, object], known: Sequence[str]) -> Loss:
    """The loss of a description {"kind": ..., "reduction": ...}; the reduction's default is "mean".

    Cross-entropy takes targets that sum to 1, or any with "normalised": False. "source" names a layer, by default the
    last, "target" a layer or an input in place of a given target, which "held" leaves without a gradient.
    """
    options = Options("loss", description)
    kind = LOSS_TABLE.get(str(description.get("kind")))
    if kind is None:
        what = f"unknown kind {description.get('kind')!r}"
        raise engine_error("loss", what, f"the kinds are {', '.join(LOSS_TABLE)}")
    more = ("normalised",) if kind is CROSS_ENTROPY else ()
    only(options, ("kind", "reduction", "weight", "name", "source", "target", "held", *more))
    if kind is CROSS_ENTROPY and not flag(options, "normalised", True):
        kind = WEIGHTED_CROSS_ENTROPY
    reduction = description.get("reduction") or "mean"
    if reduction not in REDUCTIONS:
        what = f"unknown reduction {reduction!r}"
        raise engine_error("loss", what, f"the reductions are {', '.join(REDUCTIONS)}")
    weight = description.get("weight", 1)
    if not isinstance(weight, int | float) or not 0 < weight < math.inf:
        raise engine_error("loss", f"weight {weight!r}", "give a positive number")
    source, target = description.get("source") or known[-1], description.get("target")
    for name in (source, *((target,) if target is not None else ())):
        if name not in known:
            raise engine_error("loss", f"it reads {name!r}, which is no layer", f"known: {list(known)}")
    held = flag(options, "held", False)
    called = str(description.get("name") or "loss")
    return Loss(kind, str(reduction), weight, called, str(source), None if target is None else str(target), held)


def read_decay(described: Mapping[str, object] | None, layers: Sequence[Mapping[str, Shape]]) -> Decay | None:
    """Of {"l2": 1e-4}: the weights, which have two axes or more; "biases" takes those beside a weight too, "norms"
    those of layers without one. `layers` are the shapes of the parameters that each layer reads, its own or shared."""
    if described is None:
        return None
    options = Options("regularise", described)
    only(options, ("l2", "biases", "norms"))
    l2 = described.get("l2", 0)
    if not isinstance(l2, int | float) or not 0 <= l2 < math.inf:
        raise engine_error("regularise", f"l2 is {l2!r}", "give a number of at least 0")
    biases, norms = flag(options, "biases", False), flag(options, "norms", False)
    chosen: dict[str, bool] = {}  # by the first layer that reads it, whose it is
    for read in layers:
        has_weight = any(len(shape) > 1 for shape in read.values())
        for name, shape in read.items():
            chosen.setdefault(name, len(shape) > 1 or (biases if has_weight else norms))
    return Decay(float(l2), tuple(name for name, taken in chosen.items() if taken)) if l2 else None


def divisor(loss: Loss, shape: Shape) -> int:
    """What the sum is divided by, for an output of this shape (M, ...)."""
    return {"sum": 1, "mean": shape[0], "mean_over_entries": math.prod(shape)}[loss.reduction]


def reduced(loss: Loss, summed: Any, shape: Shape) -> Any:
    """A sum over the batch, or its derivative, divided and weighted."""
    return loss.weight * (summed / divisor(loss, shape))


def value(loss: Loss, output: Array, target: Array) -> float:
    """J from the outputs (M, ...). Raises EngineError where it would be infinite."""
    targets = loss.kind.targets(output, target)
    loss.kind.refuse_infinite(output, targets)
    return float(reduced(loss, loss.kind.value(output, targets), output.shape))


def cotangent(loss: Loss, output: Array, target: Array) -> Array:
    """dJ/d output (M, ...). Raises EngineError where J would be infinite."""
    targets = loss.kind.targets(output, target)
    loss.kind.refuse_infinite(output, targets)
    a_bar: Array = reduced(loss, loss.kind.cotangent(output, targets), output.shape)
    return a_bar


def target_cotangent(loss: Loss, output: Array, target: Array) -> Array:
    """dJ/d target (M, ...), of a target that the network computes."""
    targets = loss.kind.targets(output, target)
    loss.kind.refuse_infinite(output, targets)
    t_bar: Array = reduced(loss, loss.kind.target_cotangent(output, targets), output.shape)
    return t_bar


def limit_cotangent(loss: Loss, output: Array, target: Array) -> Array:
    """dJ/d output (M, ...), with infinite entries where a probability has rounded to 0 or 1."""
    targets = loss.kind.targets(output, target)
    with np.errstate(divide="ignore", over="ignore"):
        a_bar: Array = reduced(loss, loss.kind.cotangent(output, targets), output.shape)
    return a_bar
