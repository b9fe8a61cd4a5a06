"""Mistakes as students make them: edits of right files, with what must be said of them.

`said` maps an output of a layer to the ids of its mistakes; "located" is wrong without a name, and must say where;
"missing" is not written. Outputs that are not named must be right, or right by convention.
"""

from dataclasses import dataclass, field
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Mistake:
    """An edit of a file, and the verdicts that it must get."""

    name: str
    file: str
    layer: str
    edits: tuple[tuple[str, str], ...]
    said: dict[str, tuple[str, ...] | str] = field(default_factory=dict)

    def text(self) -> str:
        """The file with the mistake in it."""
        text = (CORPUS / self.file).read_text("utf-8")
        for old, new in self.edits:
            assert text.count(old) >= 1, f"{self.name}: {old}"
            text = text.replace(old, new)
        return text


def _one(name: str, file: str, layer: str, old: str, new: str, **said: tuple[str, ...] | str) -> Mistake:
    return Mistake(name, file, layer, ((old, new),), said)


LOOPS, LAST, OBJECTS, UNROLLED = "loops.py", "channels_last.py", "objects.py", "unrolled.py"
CONV_B, POOL_B, NORM_B = "conv_backward_naive", "max_pool_backward_naive", "batchnorm_backward"
GRAD_WINDOW = "dw[f] += window * dout[n, f, i, j]"
DPAD = "dpadded[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW] += w[f] * dout[n, f, i, j]"
COL_READ = "col[:, :, u, v] = x[:, :, u : u + stride * oh : stride, v : v + stride * ow : stride]"

MISTAKES = (
    _one(
        "conv-crop", LOOPS, CONV_B, "pad : pad + H, pad : pad + W", "pad:-pad, pad:-pad", x=("window.crop-of-nothing",)
    ),
    _one(
        "conv-dw-stride",
        LOOPS,
        CONV_B,
        GRAD_WINDOW,
        "dw[f] += padded[n, :, i : i + HH, j : j + WW] * dout[n, f, i, j]",
        W=("window.stride-missing",),
    ),
    _one(
        "conv-dx-stride",
        LOOPS,
        CONV_B,
        DPAD,
        "dpadded[n, :, i : i + HH, j : j + WW] += w[f] * dout[n, f, i, j]",
        x=("window.stride-missing",),
    ),
    _one(
        "conv-dx-turned",
        LOOPS,
        CONV_B,
        DPAD,
        DPAD.replace("w[f]", "w[f, :, ::-1, ::-1]"),
        x=("weights.filter-not-flipped",),
    ),
    _one(
        "conv-dw-turned",
        LOOPS,
        CONV_B,
        GRAD_WINDOW,
        GRAD_WINDOW.replace("window", "window[:, ::-1, ::-1]"),
        W=("weights.gradient-reversed",),
    ),
    _one(
        "conv-bias-inside",
        LOOPS,
        CONV_B,
        "np.sum(window * w[f]) + b[f]",
        "np.sum(window * w[f] + b[f])",
        y=("bias.inside-window-sum",),
    ),
    _one(
        "conv-bias-missing", LOOPS, CONV_B, "np.sum(window * w[f]) + b[f]", "np.sum(window * w[f])", y=("bias.missing",)
    ),
    _one(
        "conv-db-mean",
        LOOPS,
        CONV_B,
        "db = np.sum(dout, axis=(0, 2, 3))",
        "db = np.mean(dout, axis=(0, 2, 3))",
        b=("bias.gradient-mean",),
    ),
    _one(
        "conv-db-all",
        LOOPS,
        CONV_B,
        "db = np.sum(dout, axis=(0, 2, 3))",
        "db = np.full(F, np.sum(dout))",
        b=("bias.gradient-one-scalar",),
    ),
    _one(
        "conv-crop-one",
        LOOPS,
        CONV_B,
        "pad : pad + H, pad : pad + W",
        "min(pad, 1) : min(pad, 1) + H, min(pad, 1) : min(pad, 1) + W",
        x=("window.crop-hard-coded",),
    ),
    _one(
        "conv-forward-turned",
        LOOPS,
        CONV_B,
        "window * w[f])",
        "window * w[f, :, ::-1, ::-1])",
        y=("weights.filter-turned",),
    ),
    _one("conv-dx-overwrites", LOOPS, CONV_B, DPAD, DPAD.replace("+=", "="), x=("accumulating.last-output",)),
    _one(
        "conv-dw-last-only",
        LOOPS,
        CONV_B,
        GRAD_WINDOW,
        GRAD_WINDOW.replace("+=", "="),
        W=("accumulating.last-position",),
    ),
    _one(
        "conv-first-example",
        LOOPS,
        CONV_B,
        "for n in range(N):\n        for f in range(F):\n            for i in range(H_out):\n                for j in range(W_out):\n                    window = padded[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW]\n                    dw",
        "for n in range(1):\n        for f in range(F):\n            for i in range(H_out):\n                for j in range(W_out):\n                    window = padded[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW]\n                    dw",
        x="located",
        W="located",
    ),
    _one("conv-square-input", LOOPS, CONV_B, "W_out = 1 + (W + 2 * pad - WW) // stride", "W_out = H_out", y="located"),
    _one(
        "conv-none",
        LOOPS,
        CONV_B,
        "    return dx, dw, db\n\n\ndef max",
        "    return None, dw, db\n\n\ndef max",
        x="missing",
    ),
    Mistake(
        "conv-stride-both",
        LOOPS,
        CONV_B,
        (
            (GRAD_WINDOW, "dw[f] += padded[n, :, i : i + HH, j : j + WW] * dout[n, f, i, j]"),
            (DPAD, "dpadded[n, :, i : i + HH, j : j + WW] += w[f] * dout[n, f, i, j]"),
        ),
        {"x": ("window.stride-missing",), "W": ("window.stride-missing",)},
    ),
    Mistake(
        "conv-stride-and-turned",
        LOOPS,
        CONV_B,
        ((DPAD, "dpadded[n, :, i : i + HH, j : j + WW] += w[f, :, ::-1, ::-1] * dout[n, f, i, j]"),),
        {"x": ("window.stride-missing", "weights.filter-not-flipped")},
    ),
    Mistake(
        "conv-crop-and-stride",
        LOOPS,
        CONV_B,
        (
            (DPAD, "dpadded[n, :, i : i + HH, j : j + WW] += w[f] * dout[n, f, i, j]"),
            ("pad : pad + H, pad : pad + W", "pad:-pad, pad:-pad"),
        ),
        {"x": ("window.crop-of-nothing", "window.stride-missing")},
    ),
    _one(
        "pool-overwrites",
        LOOPS,
        POOL_B,
        "j * stride + q] += dout",
        "j * stride + q] = dout",
        x=("pooling.winner-overwrites",),
    ),
    _one(
        "pool-ties",
        LOOPS,
        POOL_B,
        "r, q = np.unravel_index(np.argmax(window), window.shape)\n                    dx[n, c, i * stride + r, j * stride + q] += dout[n, c, i, j]",
        "dx[n, c, i * stride : i * stride + HH, j * stride : j * stride + WW] += (window == window.max()) * dout[n, c, i, j]",
        x=("pooling.ties-multiplied",),
    ),
    _one(
        "pool-times-value",
        LOOPS,
        POOL_B,
        "+= dout[n, c, i, j]\n    return dx\n\n\ndef batch",
        "+= dout[n, c, i, j] * window.max()\n    return dx\n\n\ndef batch",
        x=("pooling.mask-times-input",),
    ),
    _one(
        "pool-mean",
        LOOPS,
        POOL_B,
        "dx[n, c, i * stride + r, j * stride + q] += dout[n, c, i, j]",
        "dx[n, c, i * stride : i * stride + HH, j * stride : j * stride + WW] += dout[n, c, i, j] / (HH * WW)",
        x=("pooling.maximum-as-mean",),
    ),
    _one(
        "pool-stride",
        LOOPS,
        POOL_B,
        "dx[n, c, i * stride + r, j * stride + q]",
        "dx[n, c, i + r, j + q]",
        x=("window.stride-missing",),
    ),
    _one(
        "affine-transposed",
        OBJECTS,
        "Dense",
        'return dout @ self.params["W"].T',
        'return dout @ self.params["W"]',
        x=("weights.channels-not-swapped",),
    ),
    _one(
        "affine-db",
        LOOPS,
        "affine_backward",
        "db = np.sum(dout, axis=0)\n    return dx, dw, db\n\n\ndef relu",
        "db = np.mean(dout, axis=0)\n    return dx, dw, db\n\n\ndef relu",
        b=("scale.divided-by-batch",),
    ),
    _one(
        "affine-dw-mean",
        LOOPS,
        "affine_backward",
        "dw = rows.T @ dout",
        "dw = rows.T @ dout / len(x)",
        W=("scale.divided-by-batch",),
    ),
    _one("affine-no-bias", LOOPS, "affine_backward", "@ w + b", "@ w", y=("bias.missing",)),
    _one("relu-identity", LOOPS, "relu_backward", "dx = dout * (x > 0)", "dx = dout", x=("elementwise.slope-missing",)),
    _one(
        "relu-times-x",
        LOOPS,
        "relu_backward",
        "dx = dout * (x > 0)",
        "dx = dout * np.maximum(x, 0)",
        x=("elementwise.extra-input",),
    ),
    _one(
        "relu-no-dout",
        LOOPS,
        "relu_backward",
        "dx = dout * (x > 0)",
        "dx = (x > 0) * 1.0",
        x=("elementwise.upstream-missing",),
    ),
    _one(
        "sigmoid-slope-z",
        LAST,
        "sigmoid_backward",
        "return dA * s * (1 - s)",
        "return dA * Z * (1 - Z)",
        x=("elementwise.slope-at-input",),
    ),
    _one(
        "sigmoid-twice",
        OBJECTS,
        "Sigmoid",
        "return dout * self.a * (1 - self.a)",
        "s = 1 / (1 + np.exp(-self.a))\n        return dout * s * (1 - s)",
        x=("elementwise.applied-twice",),
    ),
    _one("tanh-square", OBJECTS, "Tanh", "1 - self.a**2", "1 - self.a", x=("elementwise.square-missing",)),
    _one("tanh-sign", UNROLLED, "tanh_backward", "1 - out * out", "1 + out * out", x=("elementwise.slope-sign",)),
    _one(
        "softmax-diagonal",
        OBJECTS,
        "Softmax",
        "dx[i] = jacobian @ g",
        "dx[i] = g * p * (1 - p)",
        x=("softmax.diagonal-only",),
    ),
    _one(
        "softmax-unshifted",
        OBJECTS,
        "softmax",
        "e = np.exp(x - x.max(axis=1, keepdims=True))",
        "e = np.exp(x)",
        y="located",
        x="located",
    ),
    _one(
        "softmax-batch",
        OBJECTS,
        "softmax",
        "self.p = e / e.sum(axis=1, keepdims=True)",
        "self.p = e / e.sum()",
        y=("softmax.over-the-batch",),
        x="right",
    ),
    _one("loss-sign", LOOPS, "softmax_loss", "dx /= N", "dx /= -N", x=("loss.sign",)),
    _one("loss-no-mean", LOOPS, "softmax_loss", "    dx /= N\n", "", x=("scale.times-batch",)),
    _one(
        "norm-mean-term",
        LOOPS,
        "batchnorm_backward_alt",
        "N * dout - dbeta - xhat * dgamma",
        "N * dout - xhat * dgamma",
        x=("normalisation.mean-term-missing",),
    ),
    _one(
        "norm-variance-term",
        LOOPS,
        "batchnorm_backward_alt",
        "N * dout - dbeta - xhat * dgamma",
        "N * dout - dbeta",
        x=("normalisation.variance-term-missing",),
    ),
    _one(
        "norm-constant",
        LOOPS,
        "batchnorm_backward_alt",
        "(N * dout - dbeta - xhat * dgamma)",
        "(N * dout)",
        x=("normalisation.statistics-constant",),
    ),
    _one(
        "norm-gamma",
        LOOPS,
        "batchnorm_backward_alt",
        "dx = gamma / (N * std)",
        "dx = 1 / (N * std)",
        x=("normalisation.gamma-missing",),
    ),
    _one(
        "norm-variance-divides",
        LOOPS,
        "batchnorm_backward_alt",
        "gamma / (N * std)",
        "gamma / (N * std**2)",
        x=("normalisation.divided-by-variance",),
    ),
    _one(
        "norm-dgamma-centred",
        LOOPS,
        NORM_B + ",",
        "dgamma = np.sum(dout * xhat, axis=0)",
        "dgamma = np.sum(dout * centred, axis=0)",
        gamma=("normalisation.gamma-by-centred",),
    ),
    _one(
        "norm-epsilon-outside",
        LOOPS,
        "batchnorm_backward_alt",
        "std = np.sqrt(var + eps)",
        "std = np.sqrt(var) + eps",
        y=("normalisation.epsilon-outside",),
        x="right",
        gamma="right",
    ),
    _one(
        "norm-exchanged",
        OBJECTS,
        "BatchNorm",
        "self.dgamma = (dout * self.xhat).sum(axis=0)\n        self.dbeta = dout.sum(axis=0)",
        "self.dbeta = (dout * self.xhat).sum(axis=0)\n        self.dgamma = dout.sum(axis=0)",
        gamma=("normalisation.gradients-exchanged",),
        beta=("normalisation.gradients-exchanged",),
    ),
    _one(
        "norm-unbiased",
        OBJECTS,
        "BatchNorm",
        "x.var(axis=0)",
        "x.var(axis=0, ddof=1)",
        y=("normalisation.variance-unbiased",),
        gamma="right",
        x="right",
    ),
    _one(
        "spatial-count",
        UNROLLED,
        "spatial_batchnorm_backward",
        "count = n * h * w",
        "count = n",
        x=("normalisation.count-of-examples",),
    ),
    _one(
        "unrolled-dw",
        UNROLLED,
        "convolve_backward",
        "dw = (rows.T @ im2col(x, fh, fw, stride, pad))",
        "dw = (rows.T @ im2col(x, fh, fw, stride, pad) / len(x))",
        W=("scale.divided-by-batch",),
    ),
    _one(
        "unrolled-overwrites",
        UNROLLED,
        "convolve_backward",
        "stride] += col[:, :, u, v]",
        "stride] = col[:, :, u, v]",
        x=("accumulating.repeated-indices",),
    ),
    _one("average-divisor", UNROLLED, "avg_pool_backward", "/ size**2", "/ size", x=("pooling.divisor-one-side",)),
    _one("average-sum", UNROLLED, "avg_pool_backward", " / size**2", "", x=("pooling.divisor-missing",)),
    _one(
        "last-conv-stride",
        LAST,
        "conv_backward",
        "vert_end = vert_start + fh\n                    horiz_start = w * stride",
        "vert_start = h\n                    vert_end = vert_start + fh\n                    horiz_start = w",
        x=("window.stride-missing",),
        W=("window.stride-missing",),
    ),
    _one(
        "last-conv-crop",
        LAST,
        "conv_backward",
        "        if pad:\n            dA_prev[i, :, :, :] = dA_prev_pad[i, pad:-pad, pad:-pad, :]\n        else:\n            dA_prev[i, :, :, :] = dA_prev_pad[i]\n",
        "        dA_prev[i, :, :, :] = dA_prev_pad[i, pad:-pad, pad:-pad, :]\n",
        x=("window.crop-of-nothing",),
    ),
    _one(
        "last-pool-ties",
        LAST,
        "max_pool",
        "return np.arange(x.size).reshape(x.shape) == np.argmax(x)",
        "return x == np.max(x)",
        x=("pooling.ties-multiplied",),
    ),
    _one("last-average-whole", LAST, "avg_pool", "average = dz / (n_H * n_W)", "average = dz / n_H**4", x="located"),
)
