import numpy as np


class Layer:
    def forward(self, inputs):
        raise NotImplementedError

    def backward(self, grad):
        raise NotImplementedError


class Sigmoid(Layer):
    def forward(self, inputs):
        # two branches, so that exp never overflows
        a = np.empty_like(inputs)
        pos = inputs >= 0
        a[pos] = 1.0 / (1.0 + np.exp(-inputs[pos]))
        ez = np.exp(inputs[~pos])
        a[~pos] = ez / (1.0 + ez)
        self.activation = a
        return a

    def backward(self, grad):
        a = self.activation
        return grad * a * (1.0 - a)


class Tanh(Layer):
    def forward(self, inputs):
        self.activation = 2.0 / (1.0 + np.exp(-2.0 * inputs)) - 1.0
        return self.activation

    def backward(self, grad):
        a = self.activation
        return grad * (1.0 - a) * (1.0 + a)
