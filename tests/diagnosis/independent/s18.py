import numpy as np


def tanh_forward(z):
    a = np.tanh(z)
    cache = z
    return a, cache


def tanh_backward(da, cache):
    z = cache
    return da * (1 - np.power(z, 2))


def sigmoid_forward(z):
    a = 1 / (1 + np.exp(-z))
    cache = z
    return a, cache


def sigmoid_backward(da, cache):
    z = cache
    s = 1 / (1 + np.exp(-z))
    return da * s * (1 - s)
