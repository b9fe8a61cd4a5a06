import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param['mode']
    eps = bn_param.get('eps', 1e-5)
    momentum = bn_param.get('momentum', 0.9)
    N, D = x.shape
    running_mean = bn_param.get('running_mean', np.zeros(D))
    running_var = bn_param.get('running_var', np.zeros(D))
    cache = None
    if mode == 'train':
        mu = np.sum(x, axis=0) / N
        var = np.sum((x - mu) ** 2, axis=0) / N
        ivar = 1 / np.sqrt(var + eps)
        x_hat = (x - mu) * ivar
        out = gamma * x_hat + beta
        cache = (x, x_hat, ivar, gamma)
        bn_param['running_mean'] = momentum * running_mean + (1 - momentum) * mu
        bn_param['running_var'] = momentum * running_var + (1 - momentum) * var
    else:
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)
        out = gamma * x_hat + beta
    return out, cache


def batchnorm_backward_alt(dout, cache):
    """All in one line, after the derivation on paper."""
    x, x_hat, ivar, gamma = cache
    N, D = x.shape
    dgamma = np.sum(dout * x_hat, axis=0)
    dbeta = np.mean(dout, axis=0)
    dx = gamma * ivar / N * (N * dout - np.sum(dout, axis=0) - x_hat * np.sum(dout * x, axis=0))
    return dx, dgamma, dbeta


batchnorm_backward = batchnorm_backward_alt
