import numpy as np


def softmax_loss(x, y):
    """
    Inputs:
    - x: scores, shape (N, C)
    - y: labels, shape (N,), 0 <= y[i] < C
    Returns (loss, dx)
    """
    num_train = x.shape[0]
    shifted = x - np.max(x, axis=1, keepdims=True)
    exp_scores = np.exp(shifted)
    probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)
    correct_logprobs = -np.log(probs[np.arange(num_train), y])
    loss = np.sum(correct_logprobs) / num_train

    dx = probs.copy()
    dx[:, y] -= 1
    dx /= num_train
    return loss, dx
