import numpy as np
from numpy.lib.stride_tricks import as_strided


def view_patches(x, kh, kw, s):
    n, c, h, w = x.shape
    oh = (h - kh) // s + 1
    ow = (w - kw) // s + 1
    sn, sc, sh, sw = x.strides
    return as_strided(x, (n, c, oh, ow, kh, kw), (sn, sc, s * sh, s * sw, sh, sw), writeable=False)


def conv2d_forward(x, w, b, stride, padding):
    xp = np.ascontiguousarray(np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))))
    patches = view_patches(xp, w.shape[2], w.shape[3], stride)
    y = np.tensordot(patches, w, axes=((1, 4, 5), (1, 2, 3)))  # n, oh, ow, f
    return np.moveaxis(y, 3, 1) + b.reshape(1, -1, 1, 1)


def conv2d_backward(dy, x, w, stride, padding):
    n, c, h, wd = x.shape
    f, _, kh, kw = w.shape
    _, _, oh, ow = dy.shape
    xp = np.ascontiguousarray(np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))))
    dw = np.tensordot(dy, view_patches(xp, kh, kw, stride), axes=((0, 2, 3), (0, 2, 3)))
    db = dy.sum(axis=(0, 2, 3))
    # rows and columns of the padded input that no window reached get zeros at the far end
    full = np.zeros((n, f, h + 2 * padding + kh - 1, wd + 2 * padding + kw - 1))
    full[:, :, kh - 1:kh - 1 + stride * oh:stride, kw - 1:kw - 1 + stride * ow:stride] = dy
    w_rot = w[:, :, ::-1, ::-1]
    dxp = np.einsum("nfhwij,fcij->nchw", view_patches(full, kh, kw, 1), w_rot)
    return dxp[:, :, padding:padding + h, padding:padding + wd], dw, db
