"""Activation functions; each backward pass works from the output alone."""

from dataclasses import dataclass

import numpy as np

from derive.engine.interface import (
    Array,
    Arrays,
    Context,
    Elementwise,
    Forward,
    Kind,
    Shape,
    elementwise_shape,
    read_elementwise,
)
from derive.engine.options import Options, axis_among


def sigmoid(z: Array) -> Array:
    """1/(1 + exp(-z)) by exp(-|z|), which cannot overflow; keeps full relative precision on both sides."""
    small = np.exp(-np.abs(z))  # in (0, 1]
    numerator = np.where(z >= 0, np.ones((), dtype=z.dtype), small)
    a: Array = numerator / (1 + small)
    return a


def softmax(z: Array, axis: int = 1) -> Array:
    """exp(z)/sum exp(z) over an axis, shifted by the maximum."""
    e: Array = np.exp(z - z.max(axis=axis, keepdims=True))  # (M, K, ...), in [0, 1]
    e /= e.sum(axis=axis, keepdims=True)
    return e


def log_softmax(z: Array) -> Array:
    """log softmax(z) over axis 1 by log-sum-exp, finite wherever z is."""
    shifted = z - z.max(axis=1, keepdims=True)  # (M, K, ...), at most 0
    a: Array = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))  # (M, K, ...)
    return a


def _sigmoid(layer: Elementwise, z: Array, params: Arrays, context: Context) -> Forward[Array]:
    a = sigmoid(z)
    return Forward(a, a)


def _sigmoid_cotangent(layer: Elementwise, a_bar: Array, a: Array, params: Arrays) -> Array:
    """z_bar = a (1 - a) a_bar."""
    z_bar: Array = a_bar * (a * (1 - a))
    return z_bar


def _tanh(layer: Elementwise, z: Array, params: Arrays, context: Context) -> Forward[Array]:
    a = np.tanh(z)
    return Forward(a, a)


def _tanh_cotangent(layer: Elementwise, a_bar: Array, a: Array, params: Arrays) -> Array:
    """z_bar = (1 - a^2) a_bar, as (1 - a)(1 + a), which keeps its precision near +-1."""
    z_bar: Array = 1 - a
    z_bar *= 1 + a
    z_bar *= a_bar
    return z_bar


def _relu(layer: Elementwise, z: Array, params: Arrays, context: Context) -> Forward[Array]:
    a = np.maximum(z, 0)
    return Forward(a, a)


def _relu_cotangent(layer: Elementwise, a_bar: Array, a: Array, params: Arrays) -> Array:
    """z_bar = [z > 0] a_bar, and a > 0 exactly where z > 0: the slope at 0 is 0."""
    return a_bar * (a > 0)


def _relu6(layer: Elementwise, z: Array, params: Arrays, context: Context) -> Forward[Array]:
    a = np.clip(z, 0, 6)
    return Forward(a, a)


def _relu6_cotangent(layer: Elementwise, a_bar: Array, a: Array, params: Arrays) -> Array:
    """z_bar = a_bar where 0 < a < 6, which is where 0 < z < 6: the slope is 0 at both kinks."""
    return np.where((a > 0) & (a < 6), a_bar, np.zeros((), a_bar.dtype))


@dataclass(frozen=True, slots=True)
class Softmax:
    """`axis` counts the batch."""

    shape: Shape
    axis: int


def _read_softmax(options: Options, shape: Shape) -> Softmax:
    return Softmax(shape, axis_among(options, shape) + 1)


def _softmax(layer: Softmax, z: Array, params: Arrays, context: Context) -> Forward[Array]:
    a = softmax(z, layer.axis)
    return Forward(a, a)


def _softmax_cotangent(layer: Softmax, a_bar: Array, a: Array, params: Arrays) -> Array:
    """z_bar[k] = a[k] (a_bar[k] - sum_l a[l] a_bar[l]) along the axis."""
    mean = (a * a_bar).sum(axis=layer.axis, keepdims=True)  # (M, 1, ...)
    z_bar: Array = a * (a_bar - mean)  # (M, K, ...)
    return z_bar


SIGMOID: Kind[Elementwise, Array] = Kind(
    "sigmoid", (), read_elementwise, elementwise_shape, _sigmoid, _sigmoid_cotangent
)
TANH: Kind[Elementwise, Array] = Kind("tanh", (), read_elementwise, elementwise_shape, _tanh, _tanh_cotangent)
RELU: Kind[Elementwise, Array] = Kind("relu", (), read_elementwise, elementwise_shape, _relu, _relu_cotangent)
RELU6: Kind[Elementwise, Array] = Kind("relu6", (), read_elementwise, elementwise_shape, _relu6, _relu6_cotangent)
SOFTMAX: Kind[Softmax, Array] = Kind(
    "softmax", ("axis",), _read_softmax, lambda layer: layer.shape, _softmax, _softmax_cotangent
)
