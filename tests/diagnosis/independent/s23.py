import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    S = conv_param['stride']
    P = conv_param['pad']
    Hp = 1 + (H + 2 * P - HH) // S
    Wp = 1 + (W + 2 * P - WW) // S
    xpad = np.pad(x, ((0, 0), (0, 0), (P, P), (P, P)), 'constant')
    out = np.zeros((N, F, Hp, Wp))
    w_row = w.reshape(F, -1)
    for n in range(N):
        for i in range(Hp):
            for j in range(Wp):
                col = xpad[n, :, i * S:i * S + HH, j * S:j * S + WW].reshape(-1)
                out[n, :, i, j] = w_row @ col + b
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    S = conv_param['stride']
    P = conv_param['pad']
    _, _, Hp, Wp = dout.shape
    xpad = np.pad(x, ((0, 0), (0, 0), (P, P), (P, P)), 'constant')
    dxpad = np.zeros_like(xpad)
    dw = np.zeros_like(w)
    for n in range(N):
        dw_n = np.zeros_like(w)
        for i in range(Hp):
            for j in range(Wp):
                win = xpad[n, :, i * S:i * S + HH, j * S:j * S + WW]
                for f in range(F):
                    dw_n[f] += dout[n, f, i, j] * win
                    dxpad[n, :, i * S:i * S + HH, j * S:j * S + WW] += dout[n, f, i, j] * w[f]
        dw = dw_n
    dx = dxpad[:, :, P:P + H, P:P + W] / N
    db = dout.sum(axis=(0, 2, 3))
    return dx, dw, db
