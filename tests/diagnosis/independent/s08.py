import numpy as np


def affine_forward(x, w, b):
    N = x.shape[0]
    out = x.reshape(N, -1).dot(w) + b
    cache = (x, w, b)
    return out, cache


def affine_backward(dout, cache):
    x, w, b = cache
    N = x.shape[0]
    dx = dout.dot(w.T).reshape(x.shape)
    dw = x.reshape(N, -1).T.dot(dout)
    db = np.ones(N).dot(dout)
    return dx, dw, db


def relu_forward(x):
    out = np.maximum(0, x)
    return out, out  # the output is all that backward needs


def relu_backward(dout, cache):
    out = cache
    return dout * (out > 0)
