import numpy as np


def softmax_loss(x, y):
    N, C = x.shape
    loss = 0.0
    dx = np.zeros_like(x)
    for i in range(N):
        scores = x[i] - np.max(x[i])
        p = np.exp(scores) / np.sum(np.exp(scores))
        loss += -np.log(p[y[i]])
        for j in range(C):
            if j == y[i]:
                dx[i, j] = 1 - p[j]
            else:
                dx[i, j] = -p[j]
    loss /= N
    return loss, dx
