import numpy as np


class MaxPool2D:
    """Max pooling of (N, C, H, W). Where two entries tie, the last one wins."""

    def __init__(self, pool_size=2, stride=2):
        self.k = pool_size
        self.s = stride

    def forward(self, x):
        n, c, h, w = x.shape
        k, s = self.k, self.s
        oh, ow = (h - k) // s + 1, (w - k) // s + 1
        best = np.full((n, c, oh, ow), -np.inf)
        self.where = np.zeros((n, c, oh, ow), dtype=int)
        for p in range(k * k):
            i, j = divmod(p, k)
            cand = x[:, :, i:i + s * (oh - 1) + 1:s, j:j + s * (ow - 1) + 1:s]
            take = cand >= best
            best = np.where(take, cand, best)
            self.where[take] = p
        self.shape = x.shape
        return best

    def backward(self, dout):
        n, c, oh, ow = dout.shape
        ni, ci, hi, wi = np.indices(dout.shape)
        dx = np.zeros(self.shape)
        np.add.at(dx, (ni, ci, hi * self.s + self.where // self.k, wi * self.s + self.where % self.k), dout)
        return dx


class AvgPool2D:
    def __init__(self, pool_size=2, stride=2):
        self.k = pool_size
        self.s = stride

    def forward(self, x):
        n, c, h, w = x.shape
        k, s = self.k, self.s
        oh, ow = (h - k) // s + 1, (w - k) // s + 1
        self.shape = x.shape
        out = np.zeros((n, c, oh, ow))
        for i in range(k):
            for j in range(k):
                out += x[:, :, i:i + s * (oh - 1) + 1:s, j:j + s * (ow - 1) + 1:s]
        return out / k ** 2

    def backward(self, dout):
        n, c, oh, ow = dout.shape
        k, s = self.k, self.s
        dx = np.zeros(self.shape)
        share = dout / k ** 2
        for i in range(k):
            for j in range(k):
                dx[:, :, i:i + s * (oh - 1) + 1:s, j:j + s * (ow - 1) + 1:s] += share
        return dx
