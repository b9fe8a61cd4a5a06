"""Assignment 2, Q4: conv and max pool, naive versions."""
import numpy as np


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    xp = np.pad(x, [(0,), (0,), (p,), (p,)], 'constant')
    Ho = int((H + 2 * p - HH) / s) + 1
    Wo = int((W + 2 * p - WW) / s) + 1
    out = np.empty((N, F, Ho, Wo))
    for r in range(Ho):
        for c in range(Wo):
            patch = xp[:, :, r * s:r * s + HH, c * s:c * s + WW]
            for f in range(F):
                out[:, f, r, c] = np.sum(patch * w[f, :, :, :], axis=(1, 2, 3))
    out += b[None, :, None, None]
    return out, (x, w, b, conv_param)


def conv_backward_naive(dout, cache):
    x, w, b, conv_param = cache
    s, p = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    _, _, Ho, Wo = dout.shape
    xp = np.pad(x, [(0,), (0,), (p,), (p,)], 'constant')
    dxp = np.zeros(xp.shape)
    dw = np.zeros(w.shape)
    db = np.sum(dout, axis=(0, 2, 3))
    for r in range(Ho):
        for c in range(Wo):
            patch = xp[:, :, r * s:r * s + HH, c * s:c * s + WW]
            for f in range(F):
                dw[f] += np.sum(patch * dout[:, f, r, c][:, None, None, None], axis=0)
            for n in range(N):
                dxp[n, :, r * s:r * s + HH, c * s:c * s + WW] += np.sum(
                    w * dout[n, :, r, c][:, None, None, None], axis=0)
    dx = dxp[:, :, p:p + H, p:p + W]
    return dx, dw, db


def max_pool_forward_naive(x, pool_param):
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    N, C, H, W = x.shape
    Ho, Wo = 1 + (H - ph) // s, 1 + (W - pw) // s
    out = np.zeros((N, C, Ho, Wo))
    for r in range(Ho):
        for c in range(Wo):
            out[:, :, r, c] = np.max(x[:, :, r * s:r * s + ph, c * s:c * s + pw], axis=(2, 3))
    return out, (x, pool_param)


def max_pool_backward_naive(dout, cache):
    x, pool_param = cache
    ph, pw, s = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    N, C, Ho, Wo = dout.shape
    dx = np.zeros_like(x)
    for n in range(N):
        for k in range(C):
            for r in range(Ho):
                for c in range(Wo):
                    win = x[n, k, r * s:r * s + ph, c * s:c * s + pw]
                    a, b = np.unravel_index(np.argmax(win), win.shape)
                    dx[n, k, r * s + a, c * s + b] += dout[n, k, r, c]
    return dx
