"""A kit passes right implementations, of every convention of ties, and kills known mistakes, in under a second."""

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from derive.diagnosis.direct import subject_of
from derive.diagnosis.kit import kit_text, make_kit
from tests.diagnosis.corpus import channels_last, loops, unrolled

Layer = Callable[..., Sequence[Any]]


def _failures(text: str, layer: Layer) -> int:
    """How many of a kit's tests an implementation fails."""
    space: dict[str, Any] = {}
    exec(compile(text, "kit.py", "exec"), space)
    space["layer"] = layer
    failed = 0
    for name, test in list(space.items()):
        if name.startswith("test_"):
            try:
                test()
            except (AssertionError, ValueError):
                failed += 1
    return failed


def conv(x: Any, W: Any, b: Any, cotangent: Any, stride: int, pad: int, **more: Any) -> Sequence[Any]:
    return unrolled.convolve_forward(x, W, b, stride, pad), *unrolled.convolve_backward(cotangent, x, W, stride, pad)


def conv_without_stride(x: Any, W: Any, b: Any, cotangent: Any, stride: int, pad: int, **more: Any) -> Sequence[Any]:
    y, dx, _, db = conv(x, W, b, cotangent, stride, pad)
    spread = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dw = np.zeros_like(W)
    for i, j in np.ndindex(*cotangent.shape[2:]):
        dw += np.einsum("mk,mcuv->kcuv", cotangent[:, :, i, j], spread[:, :, i : i + W.shape[2], j : j + W.shape[3]])
    return y, dx, dw, db


def conv_cropped(x: Any, W: Any, b: Any, cotangent: Any, stride: int, pad: int, **more: Any) -> Sequence[Any]:
    y, dx, dw, db = conv(x, W, b, cotangent, stride, pad)
    return y, dx if pad else dx[:, :, 0:-0, 0:-0], dw, db


def max_pool(x: Any, cotangent: Any, stride: int, height: int, width: int, **more: Any) -> Sequence[Any]:
    y, cache = loops.max_pool_forward_naive(x, {"pool_height": height, "pool_width": width, "stride": stride})
    return y, loops.max_pool_backward_naive(cotangent, cache)


def max_pool_of_all(x: Any, cotangent: Any, stride: int, height: int, width: int, **more: Any) -> Sequence[Any]:
    y, _ = max_pool(x, cotangent, stride, height, width)
    dx = np.zeros_like(x)
    for i, j in np.ndindex(*y.shape[2:]):
        rows, columns = slice(i * stride, i * stride + height), slice(j * stride, j * stride + width)
        best = x[:, :, rows, columns] == y[:, :, i, j, None, None]
        dx[:, :, rows, columns] += best * cotangent[:, :, i, j, None, None]
    return y, dx


def max_pool_split(x: Any, cotangent: Any, stride: int, height: int, width: int, **more: Any) -> Sequence[Any]:
    y, _ = max_pool(x, cotangent, stride, height, width)
    dx = np.zeros_like(x)
    for i, j in np.ndindex(*y.shape[2:]):
        rows, columns = slice(i * stride, i * stride + height), slice(j * stride, j * stride + width)
        best = x[:, :, rows, columns] == y[:, :, i, j, None, None]
        dx[:, :, rows, columns] += best / best.sum((2, 3), keepdims=True) * cotangent[:, :, i, j, None, None]
    return y, dx


def dense(x: Any, W: Any, b: Any, cotangent: Any) -> Sequence[Any]:
    y, cache = channels_last.linear_forward(x.T, W, b[:, None])
    dx, dw, db = channels_last.linear_backward(cotangent.T, cache)
    return y.T, dx.T, dw * len(x), db.ravel() * len(x)


RIGHT: dict[str, Sequence[Layer]] = {"conv": (conv,), "max_pool": (max_pool, max_pool_split), "dense": (dense,)}
WRONG = {"conv": (conv_without_stride, conv_cropped), "max_pool": (max_pool_of_all,)}


@pytest.mark.parametrize("kind", RIGHT)
def test_a_kit_passes_right_code_and_fails_wrong_code(kind: str) -> None:
    text = kit_text(make_kit(subject_of(kind)))
    for right in RIGHT[kind]:
        start = time.perf_counter()
        assert _failures(text, right) == 0, right
        assert time.perf_counter() - start < 1
    for wrong in WRONG.get(kind, ()):
        assert _failures(text, wrong) > 0, wrong


@pytest.mark.parametrize("kind", ["conv", "max_pool", "avg_pool", "dense", "relu", "softmax", "batch_norm"])
def test_a_kit_kills_every_mistake_that_shows(kind: str) -> None:
    kit = make_kit(subject_of(kind))
    assert not kit.survivors
    assert 1 <= len(kit.chosen) <= 4
    assert kit.killed >= 5
