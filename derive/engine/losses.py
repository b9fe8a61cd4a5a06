"""The losses, as sums over batch and outputs, before any reduction.

Each gives its value and cotangent from the network's outputs; the cross-entropies also from the logits, for a
network that ends in the activation that belongs to them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from derive.engine.activations import SIGMOID, SOFTMAX, log_softmax
from derive.engine.interface import Array, Kind
from derive.engine.targets import (
    any_rows,
    probabilities,
    refuse_infinite_binary,
    refuse_infinite_cross,
    same_shape,
    unit_interval,
)


@dataclass(frozen=True, slots=True)
class Fused:
    """A loss and the activation before it as one function of the logits, finite wherever these are.

    `value` takes (logits, targets), `cotangent` the activation's output: (probabilities, targets) -> z_bar;
    `target_cotangent` (logits, targets) -> t_bar.
    """

    after: Kind[Any, Any]
    value: Callable[[Array, Array], float]
    cotangent: Callable[[Array, Array], Array]
    target_cotangent: Callable[[Array, Array], Array]


@dataclass(frozen=True, slots=True)
class LossKind:
    """A loss J(output, target): targets brought to the output's shape and dtype, the sum, dJ/d output, dJ/d target.

    `refuse_infinite` raises an EngineError where the value would be infinite or undefined.
    """

    name: str
    targets: Callable[[Array, Array], Array]
    value: Callable[[Array, Array], float]
    cotangent: Callable[[Array, Array], Array]
    target_cotangent: Callable[[Array, Array], Array]
    refuse_infinite: Callable[[Array, Array], None]
    fused: Fused | None = None


def _binary_value(a: Array, t: Array) -> float:
    """J = -sum t log a + (1 - t) log(1 - a)."""
    entries = _times_log(t, a) + _times_log(1 - t, 1 - a)  # (M, ...)
    return -float(entries.sum())


def _binary_cotangent(a: Array, t: Array) -> Array:
    """a_bar = (1 - t)/(1 - a) - t/a; a part whose numerator is 0 is 0, also where a is 0 or 1."""
    return _ratio(1 - t, 1 - a) - _ratio(t, a)


def _binary_target(a: Array, t: Array) -> Array:
    """t_bar = log(1 - a) - log a."""
    with np.errstate(divide="ignore"):
        t_bar: Array = np.log1p(-a) - np.log(a)  # (M, ...)
    return t_bar


def _binary_logits_target(z: Array, t: Array) -> Array:
    """t_bar = -z, as log a - log(1 - a) is the logit."""
    return -z


def _binary_logits_value(z: Array, t: Array) -> float:
    """J = sum t log(1 + exp(-z)) + (1 - t) log(1 + exp(z)), each logarithm as max(., 0) + log(1 + exp(-|z|))."""
    rest = np.log1p(np.exp(-np.abs(z)))  # (M, ...), at most log 2
    entries = _times(t, np.maximum(-z, 0) + rest) + _times(1 - t, np.maximum(z, 0) + rest)  # (M, ...)
    return float(entries.sum())


def _binary_logits_cotangent(a: Array, t: Array) -> Array:
    """z_bar = a - t."""
    return a - t


def _squared_value(a: Array, t: Array) -> float:
    """J = sum (a - t)^2."""
    return float(np.square(a - t).sum())


def _squared_cotangent(a: Array, t: Array) -> Array:
    """a_bar = 2 (a - t)."""
    return 2 * (a - t)


def _squared_target(a: Array, t: Array) -> Array:
    """t_bar = 2 (t - a)."""
    return 2 * (t - a)


def _cross_target(p: Array, t: Array) -> Array:
    """t_bar = -log p."""
    with np.errstate(divide="ignore"):
        t_bar: Array = -np.log(p)  # (M, ...)
    return t_bar


def _cross_logits_target(z: Array, t: Array) -> Array:
    """t_bar = -log softmax(z)."""
    return -log_softmax(z)


def _cross_value(p: Array, t: Array) -> float:
    """J = -sum t log p, over axis 1 and the batch."""
    return -float(_times_log(t, p).sum())


def _cross_cotangent(p: Array, t: Array) -> Array:
    """p_bar = -t/p, and 0 where t is 0."""
    return -_ratio(t, p)


def _cross_logits_value(z: Array, t: Array) -> float:
    """J = -sum t log softmax(z)."""
    return -float(_times(t, log_softmax(z)).sum())


def _cross_logits_cotangent(p: Array, t: Array) -> Array:
    """z_bar = p - t, for targets that sum to 1 over axis 1."""
    return p - t


def _weighted_logits_cotangent(p: Array, t: Array) -> Array:
    """z_bar = p sum t - t, for any targets; the sum is over axis 1."""
    z_bar: Array = p * t.sum(axis=1, keepdims=True) - t  # (M, K, ...)
    return z_bar


def _times(t: Array, value: Array) -> Array:
    """t value, and 0 where t is 0, also for an infinite value."""
    product: Array = t * np.where(t != 0, value, np.zeros((), dtype=value.dtype))
    return product


def _times_log(t: Array, p: Array) -> Array:
    """t log p, and 0 where t is 0."""
    one = np.ones((), dtype=p.dtype)
    product: Array = t * np.log(np.where(t != 0, p, one))
    return product


def _ratio(t: Array, p: Array) -> Array:
    """t/p, and 0 where t is 0."""
    one = np.ones((), dtype=p.dtype)
    ratio: Array = t / np.where(t != 0, p, one)
    return ratio


def _always_finite(output: Array, target: Array) -> None:
    """A loss that is finite for every finite output."""


BINARY_CROSS_ENTROPY = LossKind(
    name="binary_cross_entropy",
    targets=unit_interval,
    value=_binary_value,
    cotangent=_binary_cotangent,
    target_cotangent=_binary_target,
    refuse_infinite=refuse_infinite_binary,
    fused=Fused(SIGMOID, _binary_logits_value, _binary_logits_cotangent, _binary_logits_target),
)
MEAN_SQUARED_ERROR = LossKind(
    name="mean_squared_error",
    targets=same_shape,
    value=_squared_value,
    cotangent=_squared_cotangent,
    target_cotangent=_squared_target,
    refuse_infinite=_always_finite,
)
CROSS_ENTROPY = LossKind(
    name="cross_entropy",
    targets=probabilities,
    value=_cross_value,
    cotangent=_cross_cotangent,
    target_cotangent=_cross_target,
    refuse_infinite=refuse_infinite_cross,
    fused=Fused(SOFTMAX, _cross_logits_value, _cross_logits_cotangent, _cross_logits_target),
)
WEIGHTED_CROSS_ENTROPY = replace(
    CROSS_ENTROPY,
    targets=any_rows,
    fused=Fused(SOFTMAX, _cross_logits_value, _weighted_logits_cotangent, _cross_logits_target),
)
