import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param['stride'], conv_param['pad']
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    OH = (H + 2 * pad - HH) // stride + 1
    OW = (W + 2 * pad - WW) // stride + 1
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    padded[:, :, pad:pad + H, pad:pad + W] = x
    out = np.zeros((N, F, OH, OW))
    for n in range(N):
        for f in range(F):
            for oh in range(OH):
                for ow in range(OW):
                    y, z = oh * stride, ow * stride
                    out[n, f, oh, ow] = (padded[n, :, y:y + HH, z:z + WW] * w[f]).sum() + b[f]
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    stride, pad = conv_param['stride'], conv_param['pad']
    (N, C, H, W), (F, _, HH, WW) = x.shape, w.shape
    OH, OW = dout.shape[2:]
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    padded[:, :, pad:pad + H, pad:pad + W] = x
    dpadded = np.zeros_like(padded)
    dw = np.zeros_like(w)
    db = np.zeros_like(b)
    for n in range(N):
        for f in range(F):
            db[f] = dout[n, f].sum()
            for oh in range(OH):
                for ow in range(OW):
                    dw[f] += padded[n, :, oh:oh + HH, ow:ow + WW] * dout[n, f, oh, ow]
    for n in range(N):
        for oh in range(OH):
            for ow in range(OW):
                y, z = oh * stride, ow * stride
                dpadded[n, :, y:y + HH, z:z + WW] = np.tensordot(dout[n, :, oh, ow], w, axes=(0, 0))
    dx = dpadded[:, :, pad:pad + H, pad:pad + W]
    return dx, dw, db
