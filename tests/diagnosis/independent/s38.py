import numpy as np


def avgpool_forward(x, ksize, stride):
    """x: (N, C, H, W); returns the pooled maps and what backward needs."""
    n, c, h, w = x.shape
    out_h = (h - ksize) // stride + 1
    out_w = (w - ksize) // stride + 1
    out = np.zeros((n, c, out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            block = x[:, :, i * stride:i * stride + ksize, j * stride:j * stride + ksize]
            out[:, :, i, j] = block.sum(axis=(2, 3)) / (stride * stride)
    return out, (x.shape, ksize, stride)


def avgpool_backward(dout, cache):
    shape, ksize, stride = cache
    dx = np.zeros(shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            g = dout[:, :, i, j] / (stride * stride)
            dx[:, :, i * stride:i * stride + ksize, j * stride:j * stride + ksize] += g[:, :, None, None]
    return dx
