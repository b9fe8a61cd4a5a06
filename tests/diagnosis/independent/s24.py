import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    eps = bn_param.get('eps', 1e-5)
    momentum = bn_param.get('momentum', 0.9)
    D = x.shape[1]
    running_mean = bn_param.get('running_mean', np.zeros(D))
    running_var = bn_param.get('running_var', np.zeros(D))
    if bn_param['mode'] == 'train':
        mean = x.mean(0)
        var = x.var(0)
        x_centered = x - mean
        x_hat = x_centered / np.sqrt(var + eps)
        out = gamma * x_hat + beta
        running_mean = momentum * running_mean + (1 - momentum) * mean
        running_var = momentum * running_var + (1 - momentum) * var
        cache = (x_centered, x_hat, var, eps, gamma)
    else:
        out = gamma * (x - running_mean) / np.sqrt(running_var + eps) + beta
        cache = None
    bn_param['running_mean'] = running_mean
    bn_param['running_var'] = running_var
    return out, cache


def batchnorm_backward(dout, cache):
    x_centered, x_hat, var, eps, gamma = cache
    N = dout.shape[0]
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * x_centered, axis=0)
    dx_hat = dout * gamma
    std_inv = 1. / np.sqrt(var + eps)
    dvar = np.sum(dx_hat * x_centered, axis=0) * -0.5 * std_inv ** 2
    dmean = np.sum(dx_hat * -std_inv, axis=0) + dvar * np.mean(-2. * x_centered, axis=0)
    dx = dx_hat * std_inv + dvar * 2 * x_centered / N + dmean / N
    return dx, dgamma, dbeta
