"""Classes that make their own weights and keep gradients as attributes."""

import numpy as np


class Conv2D:
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        self.k, self.stride, self.padding = kernel_size, stride, padding
        self.weights = np.random.randn(out_channels, in_channels, kernel_size, kernel_size) * 0.1
        self.bias = np.zeros(out_channels)

    def forward(self, x):
        p, s, k = self.padding, self.stride, self.k
        self.x = x
        self.xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        h = (self.xp.shape[2] - k) // s + 1
        w = (self.xp.shape[3] - k) // s + 1
        out = np.empty((x.shape[0], self.weights.shape[0], h, w))
        for i in range(h):
            for j in range(w):
                patch = self.xp[:, :, i * s : i * s + k, j * s : j * s + k]
                out[:, :, i, j] = np.tensordot(patch, self.weights, axes=([1, 2, 3], [1, 2, 3])) + self.bias
        return out

    def backward(self, grad):
        p, s, k = self.padding, self.stride, self.k
        self.dW = np.zeros_like(self.weights)
        self.db = grad.sum(axis=(0, 2, 3))
        dxp = np.zeros_like(self.xp)
        for i in range(grad.shape[2]):
            for j in range(grad.shape[3]):
                patch = self.xp[:, :, i * s : i * s + k, j * s : j * s + k]
                g = grad[:, :, i, j]
                self.dW += np.tensordot(g, patch, axes=([0], [0]))
                dxp[:, :, i * s : i * s + k, j * s : j * s + k] += np.tensordot(g, self.weights, axes=([1], [0]))
        return dxp[:, :, p : dxp.shape[2] - p, p : dxp.shape[3] - p]


class MaxPool:
    def __init__(self, pool_size, stride=None):
        self.size = pool_size
        self.stride = stride or pool_size

    def forward(self, x):
        self.x = x
        k, s = self.size, self.stride
        h, w = (x.shape[2] - k) // s + 1, (x.shape[3] - k) // s + 1
        view = np.lib.stride_tricks.sliding_window_view(x, (k, k), axis=(2, 3))[:, :, ::s, ::s][:, :, :h, :w]
        self.flat = view.reshape(*view.shape[:4], k * k)
        return self.flat.max(axis=-1)

    def backward(self, dout):
        k, s = self.size, self.stride
        dx = np.zeros_like(self.x)
        best = self.flat.argmax(axis=-1)
        for n, c, i, j in np.ndindex(*best.shape):
            r, q = divmod(best[n, c, i, j], k)
            dx[n, c, i * s + r, j * s + q] += dout[n, c, i, j]
        return dx


class Dense:
    def __init__(self, input_size, output_size):
        self.params = {"W": np.random.randn(input_size, output_size), "b": np.zeros((1, output_size))}
        self.grads = {}

    def forward(self, x):
        self.x = x
        return x @ self.params["W"] + self.params["b"]

    def backward(self, dout):
        self.grads["W"] = self.x.T @ dout
        self.grads["b"] = dout.sum(axis=0, keepdims=True)
        return dout @ self.params["W"].T


class ReLU:
    def forward(self, x):
        self.out = np.where(x > 0, x, 0)
        return self.out

    def backward(self, dout):
        return dout * (self.out > 0)


class Sigmoid:
    def forward(self, x):
        self.a = 0.5 * (1 + np.tanh(x / 2))
        return self.a

    def backward(self, dout):
        return dout * self.a * (1 - self.a)


class Tanh:
    def forward(self, x):
        self.a = np.tanh(x)
        return self.a

    def backward(self, dout):
        return dout * (1 - self.a**2)


class Softmax:
    def forward(self, x):
        e = np.exp(x - x.max(axis=1, keepdims=True))
        self.p = e / e.sum(axis=1, keepdims=True)
        return self.p

    def backward(self, dout):
        dx = np.empty_like(dout)
        for i, (p, g) in enumerate(zip(self.p, dout)):
            jacobian = np.diag(p) - np.outer(p, p)
            dx[i] = jacobian @ g
        return dx


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.t = t
        e = np.exp(x - np.max(x, axis=1, keepdims=True))
        self.y = e / np.sum(e, axis=1, keepdims=True)
        self.loss = -np.sum(np.log(self.y[np.arange(len(t)), t] + 1e-300)) / len(t)
        return self.loss

    def backward(self, dout=1):
        dx = self.y.copy()
        dx[np.arange(len(self.t)), self.t] -= 1
        return dx * dout / len(self.t)


class BatchNorm:
    def __init__(self, num_features, eps=1e-5):
        self.eps = eps
        self.gamma = np.ones(num_features)
        self.beta = np.zeros(num_features)

    def forward(self, x, training=True):
        self.var = x.var(axis=0)
        self.mean = x.mean(axis=0)
        self.inv = 1.0 / np.sqrt(self.var + self.eps)
        self.xhat = (x - self.mean) * self.inv
        return self.gamma * self.xhat + self.beta

    def backward(self, dout):
        m = dout.shape[0]
        self.dgamma = (dout * self.xhat).sum(axis=0)
        self.dbeta = dout.sum(axis=0)
        dxhat = dout * self.gamma
        return self.inv / m * (m * dxhat - dxhat.sum(axis=0) - self.xhat * (dxhat * self.xhat).sum(axis=0))
