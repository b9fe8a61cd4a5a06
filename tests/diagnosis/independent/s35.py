import numpy as np


class BatchNormalization:
    def __init__(self, gamma, beta, momentum=0.9, eps=1e-5):
        self.gamma = gamma
        self.beta = beta
        self.momentum = momentum
        self.eps = eps
        self.running_mean = np.zeros_like(gamma)
        self.running_var = np.ones_like(gamma)
        self.dgamma = None
        self.dbeta = None

    def forward(self, x, train_flg=True):
        if not train_flg:
            return self.gamma * (x - self.running_mean) / np.sqrt(self.running_var + self.eps) + self.beta
        self.x = x
        self.m = x.shape[0]
        self.mu = x.mean(axis=0)
        self.xc = x - self.mu
        self.var = np.mean(self.xc ** 2, axis=0)
        self.std = np.sqrt(self.var + self.eps)
        self.xn = self.xc / self.std
        self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * self.mu
        self.running_var = self.momentum * self.running_var + (1 - self.momentum) * self.var
        return self.gamma * self.xn + self.beta

    def backward(self, dout):
        self.dbeta = dout.sum(axis=0)
        self.dgamma = np.sum(self.x * dout, axis=0)
        dxn = self.gamma * dout
        dxc = dxn / self.std
        dvar = -np.sum(dxn * self.xc, axis=0) / self.std ** 3
        dxc = dxc + 2.0 / self.m * self.xc * dvar
        dmu = -np.sum(dxc, axis=0)
        dx = dxc + dmu
        return dx
