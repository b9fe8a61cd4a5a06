"""A third style: the shapes, and one number of a published run."""

import layers
import numpy as np


def test_conv():
    random = np.random.default_rng(1)
    x, w, b = random.standard_normal((2, 3, 6, 6)), random.standard_normal((4, 3, 2, 2)), random.standard_normal(4)
    out, cache = layers.conv_forward(x, w, b, {"stride": 2, "pad": 1})
    dx, dw, db = layers.conv_backward(out, cache)
    assert (dx.shape, dw.shape, db.shape) == (x.shape, w.shape, b.shape)
    assert abs(out.mean() + 0.278) < 0.001
    assert abs(dw.mean() + 8.113) < 0.001


def test_affine_with_one_example():
    x, w, b = np.ones((1, 3)), np.arange(6.0).reshape(3, 2), np.array([1.0, 2.0])
    out, cache = layers.affine_forward(x, w, b)
    dx, dw, db = layers.affine_backward(np.array([[1.0, 10.0]]), cache)
    assert np.allclose(out, [[7, 11]])
    assert np.allclose(dx, [[10, 32, 54]])
    assert np.allclose(dw, [[1, 10]] * 3)
    assert np.allclose(db, [1, 10])
