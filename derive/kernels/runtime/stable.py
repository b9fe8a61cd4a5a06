"""Functions of numbers that must not overflow."""

import numpy as np

from derive.kernels.runtime.memory import Array


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z)): where exp overflows, the result is 0, as it should be."""
    with np.errstate(over="ignore"):
        a = np.asarray(np.exp(-z))  # of one number, too
    a += 1
    return np.reciprocal(a, out=a)


def softplus(z: Array) -> Array:
    """log(1 + exp(z)), without overflow for any z."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
