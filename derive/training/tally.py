"""Counting over batches: the loss of an example, and the share of right answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from derive.layers.declaration import Answer
from derive.network.model import Model
from derive.training.examples import Given
from derive.training.machine import Pass, judged_loss

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """What some batches gave: the examples seen, the sum of their losses, how many were answered rightly."""

    seen: int = 0
    loss: float = 0.0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """The mean loss of an example, and the share of right answers in [0, 1]; None for a loss without right or wrong."""

    loss: float
    accuracy: float | None


def counted(tally: Tally, model: Model, found: Pass, target: Given) -> Tally:
    """The tally with one more batch."""
    count = len(found.output)
    summed = all(loss.reduction == "sum" for loss in model.losses)
    loss = found.loss if summed else found.loss * count
    return Tally(tally.seen + count, tally.loss + loss, tally.right + _right(model, found.output, target))


def score(tally: Tally, model: Model) -> Score:
    """The means over the examples seen."""
    judged = judged_loss(model) is not None
    return Score(tally.loss / tally.seen, tally.right / tally.seen if judged else None)


def _right(model: Model, output: Array, given: Given) -> int:
    """How many examples count as answered rightly."""
    loss = judged_loss(model)
    if loss is None or given is None:
        return 0
    target = given[loss.target.name] if isinstance(given, Mapping) else given
    match loss.kind.answer:
        case Answer.LARGEST:
            wanted = target if target.ndim == 1 else target.argmax(axis=1)
            return int(np.count_nonzero(output.argmax(axis=1) == wanted))
        case Answer.NEARER:
            same = (output > 0.5) == (target > 0.5)
            return int(np.count_nonzero(same.reshape(len(output), -1).all(axis=1)))
        case _:
            return 0
