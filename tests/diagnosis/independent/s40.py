import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    stride = conv_param.get('stride', 1)
    pad = conv_param.get('pad', 0)
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode='constant', constant_values=0)
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    out = np.zeros((N, F, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            region = x_pad[:, :, i * stride:i * stride + HH, j * stride:j * stride + WW]
            out[:, :, i, j] = np.einsum('nchw,fchw->nf', region, w) + b
    return out, (x_pad, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x_pad, w, b, conv_param = cache
    stride = conv_param.get('stride', 1)
    pad = conv_param.get('pad', 0)
    F, _, HH, WW = w.shape
    N, F, H_out, W_out = dout.shape
    dx_pad = np.zeros_like(x_pad)
    dw = np.zeros_like(w)
    for i in range(H_out):
        for j in range(W_out):
            hs, ws = i * stride, j * stride
            d = dout[:, :, i, j]
            dw += np.einsum('nf,nchw->fchw', d, x_pad[:, :, hs:hs + HH, ws:ws + WW])
            dx_pad[:, :, hs:hs + HH, ws:ws + WW] += np.einsum('nf,fchw->nchw', d, w)
    db = np.sum(dout, (0, 2, 3))
    dx = dx_pad[:, :, pad:-pad, pad:-pad]
    return dx, dw, db
