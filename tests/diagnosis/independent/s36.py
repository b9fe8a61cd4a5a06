import numpy as np


def pool_forward(A_prev, hparameters, mode="max"):
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    f = hparameters["f"]
    stride = hparameters["stride"]
    n_H = int(1 + (n_H_prev - f) / stride)
    n_W = int(1 + (n_W_prev - f) / stride)
    A = np.zeros((m, n_H, n_W, n_C_prev))
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C_prev):
                    s = A_prev[i, h*stride:h*stride+f, w*stride:w*stride+f, c]
                    A[i, h, w, c] = np.max(s) if mode == "max" else np.average(s)
    return A, (A_prev, hparameters)


def pool_backward(dA, cache, mode="max"):
    (A_prev, hparameters) = cache
    stride = hparameters["stride"]
    f = hparameters["f"]
    m, n_H, n_W, n_C = dA.shape
    dA_prev = np.zeros(A_prev.shape)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    if mode == "max":
                        vert_start, horiz_start = h, w
                        vert_end, horiz_end = vert_start + f, horiz_start + f
                        window = A_prev[i, vert_start:vert_end, horiz_start:horiz_end, c]
                        mask = (window == np.max(window))
                        dA_prev[i, vert_start:vert_end, horiz_start:horiz_end, c] = mask * dA[i, h, w, c]
                    else:
                        vert_start, horiz_start = h * stride, w * stride
                        vert_end, horiz_end = vert_start + f, horiz_start + f
                        dA_prev[i, vert_start:vert_end, horiz_start:horiz_end, c] += dA[i, h, w, c] / f
    return dA_prev
