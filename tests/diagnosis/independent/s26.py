import numpy as np


def max_pool_forward_naive(x, pool_param):
    N, C, H, W = x.shape
    HH, WW, S = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    H2 = (H - HH) // S + 1
    W2 = (W - WW) // S + 1
    out = np.zeros((N, C, H2, W2))
    for i in range(H2):
        for j in range(W2):
            out[:, :, i, j] = x[:, :, i * S:i * S + HH, j * S:j * S + WW].max(axis=(2, 3))
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    N, C, H2, W2 = dout.shape
    HH, WW, S = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    dx = np.zeros_like(x)
    for n in range(N):
        for c in range(C):
            for i in range(H2):
                for j in range(W2):
                    win = x[n, c, i * S:i * S + HH, j * S:j * S + HH]
                    r, s = np.unravel_index(win.argmax(), win.shape)
                    dx[n, c, i * S + r, j * S + s] += dout[n, c, i, j]
    return dx


def avg_pool_forward_naive(x, pool_param):
    N, C, H, W = x.shape
    HH, WW, S = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    H2 = (H - HH) // S + 1
    W2 = (W - WW) // S + 1
    out = np.zeros((N, C, H2, W2))
    for i in range(H2):
        for j in range(W2):
            out[:, :, i, j] = x[:, :, i * S:i * S + HH, j * S:j * S + WW].mean(axis=(2, 3))
    return out, (x, pool_param)


def avg_pool_backward_naive(dout, cache):
    x, pool_param = cache
    N, C, H2, W2 = dout.shape
    HH, WW, S = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    dx = np.zeros_like(x)
    for i in range(H2):
        for j in range(W2):
            dx[:, :, i * S:i * S + HH, j * S:j * S + WW] += dout[:, :, i, j][:, :, None, None]
    return dx
