"""Glorot's uniform initialisation."""

import math

import numpy as np

from derive.engine.interface import Array, Shape


def glorot_uniform(shape: Shape, generator: np.random.Generator) -> Array:
    """Weights (out, in, taps...) uniform in +-sqrt(6/(fan_in + fan_out)), float64.

    fan_in = in * taps, fan_out = out * taps, read off the array's shape (so `in` is the channels of a group).
    Source: Glorot and Bengio 2010, equation 16.
    """
    taps = math.prod(shape[2:])
    limit = math.sqrt(6.0 / ((shape[0] + shape[1]) * taps))
    return generator.uniform(-limit, limit, shape)
