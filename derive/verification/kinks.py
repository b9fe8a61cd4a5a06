"""Where a network is not smooth: at 0 before a relu, at a tie inside a max-pool window."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from derive.algebra.size import named
from derive.network.model import Layer, Model
from derive.verification.case import Array

Tensors = Mapping[str, Array]


def sides(model: Model, tensors: Tensors) -> tuple[Array, ...]:
    """Which side of each kink every entry is on; equal sides mean one smooth piece."""
    found = []
    for layer in model.layers:
        x = tensors[layer.input.name]
        if layer.kind.kind == "relu":
            found.append(x > 0)
        elif layer.kind.kind == "max_pool":
            found.append(_flat_windows(model, layer, x).argmax(axis=-1))
    return tuple(found)


def same_sides(one: tuple[Array, ...], other: tuple[Array, ...]) -> bool:
    """Whether no relu and no maximum changes side."""
    return all(bool(np.array_equal(a, b)) for a, b in zip(one, other, strict=True))


def first_places(model: Model, layer: Layer, x: Array) -> Array:
    """Where in x, counted entry by entry, the first maximum of every window stands: (m, c, i, j)."""
    number = np.arange(x.size, dtype=np.float64).reshape(x.shape)
    winners = _flat_windows(model, layer, x).argmax(axis=-1)[..., None]
    places = np.take_along_axis(_flat_windows(model, layer, number), winners, axis=-1)
    return places[..., 0].astype(np.int64)


def smallest_distance(model: Model, tensors: Tensors) -> float | None:
    """The smallest |z| before a relu, or gap between the best two of a window; None without either.

    Gaps of exactly 0 (equal numbers, as after a relu) are decided by the tie rule, not by rounding.
    """
    distances = [float(values.min()) for values in _distances(model, tensors) if values.size]
    return min(distances) if distances else None


def _distances(model: Model, tensors: Tensors) -> Iterator[Array]:
    for layer in model.layers:
        x = tensors[layer.input.name]
        if layer.kind.kind == "relu":
            yield np.abs(x)
        elif layer.kind.kind == "max_pool":
            windows = np.sort(_flat_windows(model, layer, x), axis=-1)
            if windows.shape[-1] > 1:
                gaps = windows[..., -1] - windows[..., -2]
                yield gaps[(gaps > 0) & np.isfinite(gaps)]


def _flat_windows(model: Model, layer: Layer, x: Array) -> Array:
    """The cells of every window, padding as -inf: (m, c, i, j, cells). Written apart from the kernels' runtime."""

    def number(letter: str, suffix: str) -> int:
        size = layer.sizes[named(f"{letter}_{suffix}", 0 if letter == "p" else 1)]
        return int(model.number(size))

    f, s, d, p, o = ([number(letter, suffix) for suffix in "hw"] for letter in "fsdpo")
    span = [d[axis] * (f[axis] - 1) + 1 for axis in (0, 1)]
    after = [max(0, (o[axis] - 1) * s[axis] + span[axis] - x.shape[2 + axis] - p[axis]) for axis in (0, 1)]
    edges = ((0, 0), (0, 0), (p[0], after[0]), (p[1], after[1]))
    padded = np.pad(x, edges, constant_values=-np.inf)
    views = sliding_window_view(padded, span, axis=(2, 3))[:, :, :: s[0], :: s[1], :: d[0], :: d[1]]
    return views[:, :, : o[0], : o[1]].reshape(*x.shape[:2], o[0], o[1], -1)
