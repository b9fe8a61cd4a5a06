import numpy as np


class Pooling:
    """Max pooling by im2col."""

    def __init__(self, pool_h, pool_w, stride=1):
        self.pool_h = pool_h
        self.pool_w = pool_w
        self.stride = stride
        self.x = None
        self.arg_max = None

    def forward(self, x):
        N, C, H, W = x.shape
        out_h = 1 + (H - self.pool_h) // self.stride
        out_w = 1 + (W - self.pool_w) // self.stride
        col = np.zeros((N, out_h, out_w, C, self.pool_h, self.pool_w))
        for i in range(out_h):
            for j in range(out_w):
                y, z = i * self.stride, j * self.stride
                col[:, i, j] = x[:, :, y:y + self.pool_h, z:z + self.pool_w]
        col = col.reshape(-1, self.pool_h * self.pool_w)
        self.arg_max = np.argmax(col, axis=1)
        self.x = x
        return np.max(col, axis=1).reshape(N, out_h, out_w, C).transpose(0, 3, 1, 2)

    def backward(self, dout):
        N, C, out_h, out_w = dout.shape
        pool_size = self.pool_h * self.pool_w
        dmax = np.zeros((dout.size, pool_size))
        dmax[np.arange(self.arg_max.size), self.arg_max.flatten()] = dout.flatten()
        dcol = dmax.reshape(N, out_h, out_w, C, self.pool_h, self.pool_w)
        dx = np.zeros(self.x.shape)
        for i in range(out_h):
            for j in range(out_w):
                y, z = i * self.stride, j * self.stride
                dx[:, :, y:y + self.pool_h, z:z + self.pool_w] += dcol[:, i, j]
        return dx
