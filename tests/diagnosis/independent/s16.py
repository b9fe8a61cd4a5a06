import numpy as np


class BatchNorm:
    """Batch normalisation of (N, D) with the one-line backward pass."""

    def __init__(self, num_features, eps=1e-5, momentum=0.9):
        self.eps = eps
        self.momentum = momentum
        self.params = {"gamma": np.ones(num_features), "beta": np.zeros(num_features)}
        self.grads = {"gamma": np.zeros(num_features), "beta": np.zeros(num_features)}
        self.running_mean = np.zeros(num_features)
        self.running_var = np.ones(num_features)
        self.training = True

    def forward(self, x):
        if self.training:
            mu = np.mean(x, axis=0)
            xc = x - mu
            var = np.mean(xc * xc, axis=0)
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mu
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        else:
            xc = x - self.running_mean
            var = self.running_var
        self.inv_std = (var + self.eps) ** -0.5
        self.x_hat = xc * self.inv_std
        return self.params["gamma"] * self.x_hat + self.params["beta"]

    def backward(self, dout):
        self.grads["beta"] = dout.sum(axis=0)
        self.grads["gamma"] = (dout * self.x_hat).sum(axis=0)
        if not self.training:
            return dout * self.params["gamma"] * self.inv_std
        g = dout - dout.mean(axis=0) - self.x_hat * (dout * self.x_hat).mean(axis=0)
        return self.params["gamma"] * self.inv_std * g
