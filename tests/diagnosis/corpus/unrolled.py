"""Matrices of patches: functions without a cache, weights and strides as plain arguments."""

import numpy as np


def im2col(x, fh, fw, stride, pad):
    x = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    n, c, h, w = x.shape
    oh, ow = (h - fh) // stride + 1, (w - fw) // stride + 1
    col = np.zeros((n, c, fh, fw, oh, ow))
    for u in range(fh):
        for v in range(fw):
            col[:, :, u, v] = x[:, :, u : u + stride * oh : stride, v : v + stride * ow : stride]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(n * oh * ow, -1)


def col2im(col, shape, fh, fw, stride, pad):
    n, c, h, w = shape
    oh, ow = (h + 2 * pad - fh) // stride + 1, (w + 2 * pad - fw) // stride + 1
    col = col.reshape(n, oh, ow, c, fh, fw).transpose(0, 3, 4, 5, 1, 2)
    img = np.zeros((n, c, h + 2 * pad + stride, w + 2 * pad + stride))
    for u in range(fh):
        for v in range(fw):
            img[:, :, u : u + stride * oh : stride, v : v + stride * ow : stride] += col[:, :, u, v]
    return img[:, :, pad : pad + h, pad : pad + w]


def convolve_forward(x, w, b, stride=1, pad=0):
    k, c, fh, fw = w.shape
    n, _, h, wd = x.shape
    oh, ow = (h + 2 * pad - fh) // stride + 1, (wd + 2 * pad - fw) // stride + 1
    out = im2col(x, fh, fw, stride, pad) @ w.reshape(k, -1).T + b
    return out.reshape(n, oh, ow, k).transpose(0, 3, 1, 2)


def convolve_backward(dout, x, w, stride=1, pad=0):
    k, c, fh, fw = w.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, k)
    db = rows.sum(axis=0)
    dw = (rows.T @ im2col(x, fh, fw, stride, pad)).reshape(w.shape)
    dx = col2im(rows @ w.reshape(k, -1), x.shape, fh, fw, stride, pad)
    return dx, dw, db


def avg_pool_forward(x, size, stride):
    n, c, h, w = x.shape
    oh, ow = (h - size) // stride + 1, (w - size) // stride + 1
    return np.array(
        [[x[:, :, i * stride : i * stride + size, j * stride : j * stride + size].mean((2, 3)) for j in range(ow)]
         for i in range(oh)]
    ).transpose(2, 3, 0, 1)  # fmt: skip


def avg_pool_backward(dout, x, size, stride):
    dx = np.zeros_like(x)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            dx[:, :, i * stride : i * stride + size, j * stride : j * stride + size] += (
                dout[:, :, i, j, None, None] / size**2
            )
    return dx


def dense_forward(x, w, b):
    return x.dot(w.T) + b


def dense_backward(dout, x, w):
    return {"dx": dout.dot(w), "dw": dout.T.dot(x), "db": dout.sum(0)}


def relu(x):
    return x * (x > 0)


def relu_grad(dout, x):
    return dout * (x >= 0)


def tanh_forward(x):
    return np.tanh(x)


def tanh_backward(dout, out):
    return dout * (1 - out * out)


def spatial_batchnorm_forward(x, gamma, beta, bn_param):
    eps = bn_param["eps"]
    n, c, h, w = x.shape
    rows = x.transpose(0, 2, 3, 1).reshape(-1, c)
    mu, var = rows.mean(0), rows.var(0)
    xhat = (rows - mu) / np.sqrt(var + eps)
    out = (gamma * xhat + beta).reshape(n, h, w, c).transpose(0, 3, 1, 2)
    return out, (xhat, gamma, var, eps)


def spatial_batchnorm_backward(dout, cache):
    xhat, gamma, var, eps = cache
    n, c, h, w = dout.shape
    g = dout.transpose(0, 2, 3, 1).reshape(-1, c)
    dbeta, dgamma = g.sum(0), (g * xhat).sum(0)
    count = n * h * w
    dx = gamma / np.sqrt(var + eps) / count * (count * g - dbeta - xhat * dgamma)
    return dx.reshape(n, h, w, c).transpose(0, 3, 1, 2), dgamma, dbeta
