import numpy as np


class FullyConnected(object):
    def __init__(self, W, b):
        self.W = W
        self.b = b
        self.dW = None
        self.db = None
        self.x = None

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dout):
        m = self.x.shape[0]
        self.dW = np.dot(self.x.T, dout) / m
        self.db = np.sum(dout)
        dx = np.dot(dout, self.W.T)
        return dx
