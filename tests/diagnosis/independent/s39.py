import numpy as np


def sigmoid_forward(x):
    out = 0.5 * (1 + np.tanh(0.5 * x))
    return out, out


def sigmoid_backward(dout, cache):
    out = cache
    return dout * (out - out * out)


def tanh_forward(x):
    e, f = np.exp(x), np.exp(-x)
    out = (e - f) / (e + f)
    return out, out


def tanh_backward(dout, cache):
    out = cache
    dx = 1 - out * out
    return dx
