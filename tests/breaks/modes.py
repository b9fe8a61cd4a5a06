"""Breaks of what differs between training and inference: masks, running statistics."""

from typing import Any
from unittest import mock

from sympy import Integer

import derive.layers.batch_norm
import derive.layers.dropout
from derive.algebra.tensor import Entry, TensorRole
from derive.layers.axes import VECTOR
from derive.layers.declaration import Declaration
from derive.network.model import Layer
from tests.breaks.breaks import Break, change_derivations, each_term

NORMAL = "input: {channels: 2, height: 2, width: 3}\nlayers:\n  - batch_norm\n"
DROPPED = "input: {features: 5}\nlayers:\n  - dropout: {rate: 0.2}\n"


def biased_running_variance() -> Any:
    """The running variance collects the batch's without N/(N - 1)."""
    honest = derive.layers.batch_norm.declare_updates
    return mock.patch.object(
        derive.layers.batch_norm, "declare_updates", lambda rank, share, unbiased: honest(rank, share, False)
    )


def momentum_of_the_old_value() -> Any:
    """Keras' momentum taken for PyTorch's: new = momentum running + (1 - momentum) batch."""
    honest = derive.layers.batch_norm.declare_updates
    return mock.patch.object(
        derive.layers.batch_norm, "declare_updates", lambda rank, share, unbiased: honest(rank, 1 - share, unbiased)
    )


def inference_by_the_batch() -> Any:
    """Inference normalises by the batch's own statistics."""
    return mock.patch.object(Layer, "at_inference", property(lambda layer: layer))


def dropped_share_for_scale() -> Any:
    """Kept entries are divided by the rate, not by 1 - rate."""
    honest = derive.layers.dropout.declare_structure
    return mock.patch.object(
        derive.layers.dropout, "declare_structure", lambda layout, scale: honest(layout, scale / (scale - 1))
    )


def mask_forgotten_backward() -> Any:
    """x_bar = y_bar / (1 - rate), without the mask."""

    def bare(body: Any) -> Any:
        return body.xreplace({e: Integer(1) for e in body.atoms(Entry) if e.tensor.role is TensorRole.MASK})

    def change(letter: str, equation: Any) -> Any:
        return each_term(equation, lambda term: type(term)(term.bound, term.guards, term.brackets, bare(term.body)))

    return change_derivations(change)


def dropout_at_inference() -> Any:
    """Inference drops entries too: the mask is read there."""
    honest: Declaration = derive.layers.dropout.declare_structure(VECTOR, 2)
    return mock.patch.object(derive.layers.dropout, "declare_inference", return_value=honest)


MODES = {
    "running variance biased": Break(NORMAL, biased_running_variance),
    "momentum of the old value": Break(NORMAL, momentum_of_the_old_value),
    "inference by the batch's statistics": Break(NORMAL, inference_by_the_batch),
    "dropout divided by the rate": Break(DROPPED, dropped_share_for_scale),
    "mask forgotten backward": Break(DROPPED, mask_forgotten_backward),
    "dropout at inference": Break(DROPPED, dropout_at_inference),
}
