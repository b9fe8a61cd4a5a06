import numpy as np


def softmax_forward(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    a = e / e.sum(axis=1, keepdims=True)
    return a, a


def softmax_backward(da, cache):
    a = cache
    # derivative of softmax: s * (1 - s)
    dz = da * a * (1 - a)
    return dz
