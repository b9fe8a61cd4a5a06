"""Vectorised 2-D convolution, NCHW, on numpy's sliding windows."""
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def _windows(x, kh, kw, stride):
    return sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]


def conv_forward(x, w, b, stride=1, pad=0):
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    win = _windows(xp, w.shape[2], w.shape[3], stride)
    out = np.einsum("nchwij,fcij->nfhw", win, w, optimize=True) + b[:, None, None]
    return out, (x, xp, w, stride, pad)


def conv_backward(dout, cache):
    x, xp, w, stride, pad = cache
    n, f, oh, ow = dout.shape
    _, c, kh, kw = w.shape
    win = _windows(xp, kh, kw, stride)
    dw = np.einsum("nchwij,nfhw->fcij", win, dout, optimize=True)
    db = dout.sum((0, 2, 3))

    # transposed convolution: put stride - 1 zeros between the entries, pad by k - 1, correlate
    spread = np.zeros((n, f, xp.shape[2] - kh + 1, xp.shape[3] - kw + 1))
    spread[:, :, ::stride, ::stride][:, :, :oh, :ow] = dout
    spread = np.pad(spread, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    dxp = np.einsum("nfhwij,fcij->nchw", _windows(spread, kh, kw, 1), w, optimize=True)
    dx = dxp[:, :, pad:pad + x.shape[2], pad:pad + x.shape[3]]
    return dx, dw, db
