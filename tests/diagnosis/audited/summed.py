"""Another style of check: the loss is the sum of the outputs, so that the gradient from above is 1 everywhere."""

import layers
import numpy as np
import pytest


@pytest.mark.parametrize(("side", "stride", "pad"), [(4, 1, 0), (6, 2, 0)])
def test_conv(side, stride, pad):
    random = np.random.default_rng(1)
    x, w = random.standard_normal((1, 2, side, side)), random.standard_normal((2, 2, 2, 2))
    b, param, h = np.zeros(2), {"stride": stride, "pad": pad}, 1e-6
    out, cache = layers.conv_forward(x, w, b, param)
    grads = layers.conv_backward(np.ones_like(out), cache)
    for array, grad in zip((x, w, b), grads):
        for place in np.ndindex(*array.shape):
            array[place] += h
            up = layers.conv_forward(x, w, b, param)[0].sum()
            array[place] -= h
            assert abs((up - out.sum()) / h - grad[place]) < 1e-4
