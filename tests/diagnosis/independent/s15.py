import numpy as np


def linear_fwd(x, W, b):
    """x is (batch, in), W is (out, in) as in torch.nn.Linear."""
    return np.einsum("ni,oi->no", x, W) + b, (x, W)


def linear_bwd(g, saved):
    x, W = saved
    gx = np.einsum("no,oi->ni", g, W)
    gW = np.einsum("no,ni->oi", g, x)
    gb = np.einsum("no->o", g)
    return gx, gW, gb


def relu_fwd(x):
    return x * (x > 0), x


def relu_bwd(g, saved):
    x = saved
    gx = g.copy()
    gx[g <= 0] = 0
    return gx
