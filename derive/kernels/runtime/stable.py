"""Functions of numbers that must not overflow, or lose what infinities and rounding take."""

import numpy as np

from derive.kernels.runtime.memory import Array

FEW = 64  # numbers, for which a call of NumPy costs more than its arithmetic


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z)): where exp overflows, the result is 0, as it should be."""
    with np.errstate(over="ignore"):
        a = np.asarray(np.exp(-z))  # of one number, too
    a += 1
    return np.reciprocal(a, out=a)


def softplus(z: Array) -> Array:
    """log(1 + exp(z)), without overflow for any z."""
    if np.size(z) <= FEW:
        return np.logaddexp(z.dtype.type(0), z)  # one call: slower for a number, faster for few
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def weighted(weight: Array, value: Array) -> Array:
    """weight * value, and 0 where the weight is 0, also for an infinite value."""
    return weight * np.where(weight == 0, 0, value)


def ratio(weight: Array, value: Array) -> Array:
    """weight / value, and 0 where the weight is 0, also for a value of 0."""
    return weight / np.where(weight == 0, 1, value)


def mean_over(x: Array, axis: tuple[int, ...]) -> Array:
    """The mean over some axes, and the mean of what is left when it is taken off: rounding is relative to x."""
    rough = x.mean(axis=axis, keepdims=True)
    return np.squeeze(rough + (x - rough).mean(axis=axis, keepdims=True), axis)
