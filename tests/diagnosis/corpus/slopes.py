"""Slopes as functions of one argument, which somebody multiplies by the gradient; an epsilon of the code's own."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def sigmoid_derivative(a):
    return a * (1 - a)


def tanh(x):
    return np.tanh(x)


def tanh_prime(z):
    return 1 - np.tanh(z) ** 2


def relu(x):
    return np.maximum(0, x)


def drelu(x):
    return (x > 0).astype(float)


class BatchNormalization:
    def __init__(self, dim):
        self.gamma, self.beta = np.ones(dim), np.zeros(dim)

    def forward(self, X):
        self.mu, self.v = X.mean(0), X.var(0)
        self.xh = (X - self.mu) / np.sqrt(self.v + 1e-8)
        return self.gamma * self.xh + self.beta

    def backward(self, d):
        self.dgamma, self.dbeta = (d * self.xh).sum(0), d.sum(0)
        return self.gamma / np.sqrt(self.v + 1e-8) * (d - d.mean(0) - self.xh * (d * self.xh).mean(0))


class Linear:
    """In float32, with weights as a matrix (in, out) that a step of gradient descent changes at once."""

    def __init__(self, n_in, n_out, learning_rate=0.1):
        self.W = np.zeros((n_in, n_out), np.float32)
        self.b = np.zeros(n_out, np.float32)

    def forward(self, x):
        self.x = x.astype(np.float32)
        return self.x @ self.W.astype(np.float32) + self.b.astype(np.float32)

    def backward(self, grad, lr):
        dx = grad @ self.W.T
        self.W = self.W - lr * self.x.T @ grad
        self.b = self.b - lr * grad.sum(axis=0)
        return dx
