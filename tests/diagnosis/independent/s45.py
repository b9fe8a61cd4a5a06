import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param['mode']
    eps = bn_param.get('eps', 1e-5)
    momentum = bn_param.get('momentum', 0.9)
    running_mean = bn_param.get('running_mean', np.zeros(x.shape[1]))
    running_var = bn_param.get('running_var', np.zeros(x.shape[1]))
    if mode == 'train':
        mu, var = x.mean(axis=0), x.var(axis=0)
        std = np.sqrt(var + eps)
        x_norm = (x - mu) / std
        out = x_norm * gamma + beta
        bn_param['running_mean'] = momentum * running_mean + (1 - momentum) * mu
        bn_param['running_var'] = momentum * running_var + (1 - momentum) * var
        cache = {'x_norm': x_norm, 'std': std, 'gamma': gamma}
    else:
        out = (x - running_mean) / np.sqrt(running_var + eps) * gamma + beta
        cache = None
    return out, cache


def batchnorm_backward(dout, cache):
    x_norm, std, gamma = cache['x_norm'], cache['std'], cache['gamma']
    m = dout.shape[0]
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_norm).sum(axis=0)
    dx = gamma / (m * std) * (dout - dbeta - x_norm * dgamma)
    return dx, dgamma, dbeta
