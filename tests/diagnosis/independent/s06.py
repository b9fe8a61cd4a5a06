import numpy as np


def max_pool_forward_naive(x, pool_param):
    N, C, H, W = x.shape
    pool_h = pool_param['pool_height']
    pool_w = pool_param['pool_width']
    stride = pool_param['stride']
    out_h = (H - pool_h) // stride + 1
    out_w = (W - pool_w) // stride + 1
    out = np.zeros((N, C, out_h, out_w))
    for n in range(N):
        for c in range(C):
            for i in range(out_h):
                for j in range(out_w):
                    out[n, c, i, j] = x[n, c, i*stride:i*stride+pool_h, j*stride:j*stride+pool_w].max()
    cache = (x, pool_param)
    return out, cache


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    N, C, H, W = x.shape
    pool_h = pool_param['pool_height']
    pool_w = pool_param['pool_width']
    stride = pool_param['stride']
    _, _, out_h, out_w = dout.shape
    dx = np.zeros(x.shape)
    for n in range(N):
        for c in range(C):
            for i in range(out_h):
                for j in range(out_w):
                    window = x[n, c, i*stride:i*stride+pool_h, j*stride:j*stride+pool_w]
                    ind = np.argmax(window)
                    r = ind // pool_w
                    s = ind % pool_w
                    dx[n, c, i*stride + r, j*stride + s] = dout[n, c, i, j]
    return dx
