"""Right layers for tests to be audited on."""

import numpy as np


def affine_forward(x, w, b):
    return x.reshape(len(x), -1) @ w + b, (x, w, b)


def affine_backward(dout, cache):
    x, w, b = cache
    return (dout @ w.T).reshape(x.shape), x.reshape(len(x), -1).T @ dout, dout.sum(axis=0)


def relu_forward(x):
    return np.maximum(x, 0), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


def _columns(x, height, width, stride, pad):
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    view = np.lib.stride_tricks.sliding_window_view(padded, (height, width), axis=(2, 3))
    return padded, view[:, :, ::stride, ::stride]


def conv_forward(x, w, b, conv_param):
    _, view = _columns(x, *w.shape[2:], conv_param["stride"], conv_param["pad"])
    return np.einsum("mcijuv,kcuv->mkij", view, w, optimize=True) + b[:, None, None], (x, w, b, conv_param)


def conv_backward(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    padded, view = _columns(x, *w.shape[2:], stride, pad)
    dw = np.einsum("mcijuv,mkij->kcuv", view, dout, optimize=True)
    dpadded = np.zeros_like(padded)
    rows, columns = dout.shape[2:]
    for u, v in np.ndindex(*w.shape[2:]):
        part = np.einsum("mkij,kc->mcij", dout, w[:, :, u, v])
        dpadded[:, :, u : u + stride * rows : stride, v : v + stride * columns : stride] += part
    return dpadded[:, :, pad : pad + x.shape[2], pad : pad + x.shape[3]], dw, dout.sum(axis=(0, 2, 3))
