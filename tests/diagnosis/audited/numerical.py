"""One style of check: numerical gradients at one configuration, with a random gradient from above."""

import layers
import numpy as np


def slope(f, x, dout, h=1e-5):
    found = np.zeros_like(x)
    for place in np.ndindex(*x.shape):
        old = x[place]
        x[place] = old + h
        up = f(x)
        x[place] = old - h
        down = f(x)
        x[place] = old
        found[place] = np.sum((up - down) * dout) / (2 * h)
    return found


def test_conv():
    random = np.random.default_rng(231)
    x, w, b = random.standard_normal((4, 3, 5, 5)), random.standard_normal((2, 3, 3, 3)), random.standard_normal(2)
    dout, param = random.standard_normal((4, 2, 5, 5)), {"stride": 1, "pad": 1}
    _, cache = layers.conv_forward(x, w, b, param)
    dx, dw, db = layers.conv_backward(dout, cache)
    assert np.allclose(dx, slope(lambda each: layers.conv_forward(each, w, b, param)[0], x, dout), atol=1e-6)
    assert np.allclose(dw, slope(lambda each: layers.conv_forward(x, each, b, param)[0], w, dout), atol=1e-6)
    assert np.allclose(db, slope(lambda each: layers.conv_forward(x, w, each, param)[0], b, dout), atol=1e-6)
