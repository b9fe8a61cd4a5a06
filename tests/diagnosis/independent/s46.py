import numpy as np


class BatchNorm2d:
    """Over N, H and W for each channel of (N, C, H, W)."""

    def __init__(self, channels, eps=1e-5):
        self.gamma = np.ones((1, channels, 1, 1))
        self.beta = np.zeros((1, channels, 1, 1))
        self.eps = eps

    def forward(self, x):
        axes = (0, 2, 3)
        mean = x.mean(axis=axes, keepdims=True)
        var = x.var(axis=axes, keepdims=True)
        self.inv = 1.0 / np.sqrt(var + self.eps)
        self.x_hat = (x - mean) * self.inv
        return self.gamma * self.x_hat + self.beta

    def backward(self, dout):
        axes = (0, 2, 3)
        N = dout.shape[0]
        self.dbeta = dout.sum(axis=axes, keepdims=True)
        self.dgamma = (dout * self.x_hat).sum(axis=axes, keepdims=True)
        dx_hat = dout * self.gamma
        s1 = dx_hat.sum(axis=axes, keepdims=True)
        s2 = (dx_hat * self.x_hat).sum(axis=axes, keepdims=True)
        return self.inv / N * (N * dx_hat - s1 - self.x_hat * s2)
