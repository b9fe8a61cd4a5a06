"""Products that are added into windows: the transpose of a product with windows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from derive.kernels.runtime.blocks import Block, Form, from_slowest, outer_of, slices_of
from derive.kernels.runtime.contraction import contract
from derive.kernels.runtime.matrices import arranged, groups_of, labels_of, lengths_of, order_of, shape_of
from derive.kernels.runtime.memory import Array, Sizes
from derive.kernels.runtime.sliding_windows import Geometry, Layout, by_axis, further_on, geometry, layout_of, windows


@dataclass(frozen=True)
class Scatter:
    """A product that is added into windows, for arrays of certain shapes; its labels are [..., i, j, u, v]."""

    form: Form
    where: Geometry
    read: str
    own: str
    output: str
    itemsize: int

    @property
    def positions(self) -> str:
        """The labels of the windows' positions."""
        axes = len(self.where.kernel)
        return self.output[-2 * axes : -axes]

    @property
    def taps(self) -> str:
        """The labels of the windows' taps."""
        return self.output[-len(self.where.kernel) :]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of places."""
        return self.form.blocks(self.itemsize)

    @cached_property
    def memory(self) -> str:
        """The order in memory of the result; a position's label stands for the axis that it moves along."""
        return self.form.memory("".join(label for label in self.form.cells if label not in self.taps))

    @cached_property
    def read_order(self) -> Sizes:
        """The axes of what is read at places, as a matrix (others, places) for each shared label."""
        return order_of(self.read, self.form.shared + self.form.others + self.form.places)

    @cached_property
    def own_order(self) -> Sizes:
        """The axes of the other array, as a matrix (cells, others) for each shared label."""
        return order_of(self.own, self.form.shared + self.form.cells + self.form.others)

    @cached_property
    def landings(self) -> tuple[tuple[tuple[Sizes, tuple[slice, ...]], ...], ...]:
        """For each block every tap with the padded cells that it reaches, in the order of memory."""
        return tuple(tuple((tap, self._cells(block, tap)) for tap, _ in self.where.taps) for block in self.blocks)

    def _cells(self, block: Block, tap: Sizes) -> tuple[slice, ...]:
        reached = {
            label: self.where.along(axis, tap[axis], block.ranges.get(label))
            for axis, label in enumerate(self.positions)
        }
        return slices_of(self.memory, {**block.ranges, **reached})


def scatter_product(
    formula: str,
    cotangent: Array,
    other: Array,
    shape: Sequence[int],
    kernel: Sequence[int],
    stride: Sequence[int] = (),
    dilation: Sequence[int] = (),
    padding: Sequence[int] = (),
) -> Array:
    """A product added into windows: out[..., s*i + d*u - p, s*j + d*v - p] += sum of cotangent * other.

    The formula's result has the labels [..., i, j, u, v]; the first array is read at places, the second at cells.
    `shape` is the size of the result's last axes; what would land outside is dropped.
    """
    if min(padding, default=0) < 0:
        return further_on(
            lambda n, p: scatter_product(formula, cotangent, other, n, kernel, stride, dilation, p),
            cotangent,
            shape,
            padding,
        )
    spatial = (tuple(shape), tuple(kernel), *by_axis(kernel, stride, dilation, padding))
    if max(spatial[2]) == 1 and _sums_nothing(formula, cotangent.shape, other.shape, len(kernel)):
        return _gathered(formula, cotangent, other, spatial)
    return _scattered(prepared(formula, layout_of(cotangent), other.shape, spatial), cotangent, other)


@lru_cache(maxsize=4096)
def prepared(formula: str, given: tuple[Any, ...], other: Sizes, spatial: tuple[Sizes, ...]) -> Scatter:
    """The scatter of an array of this layout and another of this shape."""
    layout = Layout(*given)
    read, own, output = labels_of(formula)
    groups, axes = groups_of(read, own, output), len(spatial[1])
    lengths = lengths_of(read, layout.shape) | lengths_of(own, other)
    positions = output[-2 * axes : -axes]
    places = from_slowest(groups.rows, read, layout)
    form = Form(groups.shared, groups.columns, places, groups.summed, outer_of(places, positions), lengths)
    return Scatter(form, geometry(*spatial, shape_of(positions, lengths)), read, own, output, layout.itemsize)


def _scattered(asked: Scatter, cotangent: Array, other: Array) -> Array:
    """out[..., s*i + d*u - p, s*j + d*v - p] += sum of cotangent * other, block by block."""
    form, where, memory, taps = asked.form, asked.where, asked.memory, asked.taps
    reach = {**form.lengths, **dict(zip(asked.positions, where.reach, strict=True))}
    padded: Array = np.zeros(shape_of(memory, reach), dtype=cotangent.dtype)
    (shared, cells), others = form.rows, form.count_others
    weights = other.transpose(asked.own_order).reshape(shared, cells, others)
    made = form.shared + form.cells + form.places
    for (block, buffer), landings in zip(form.buffers(asked.blocks, cotangent.dtype), asked.landings, strict=True):
        read = block.of(cotangent, asked.read).transpose(asked.read_order).reshape(shared, others, block.count)
        parts = arranged(np.matmul(weights, read, out=buffer).reshape(block.shape(made)), made, taps + memory)
        for tap, reached in landings:
            target = padded[reached]
            target += parts[tap]
    return arranged(padded, memory, asked.output[: -2 * len(taps)] + asked.positions)[where.inner]


@lru_cache(maxsize=4096)
def _sums_nothing(formula: str, first: Sizes, second: Sizes, axes: int) -> bool:
    """Whether each place and tap has one product, as where every channel has a filter of its own."""
    read, own, output = labels_of(formula)
    lengths = lengths_of(read, first) | lengths_of(own, second)
    taps = output[-axes:]
    return all(lengths[label] == 1 for label in own if label not in taps and not (label in read and label in output))


def _gathered(formula: str, cotangent: Array, other: Array, spatial: tuple[Sizes, ...]) -> Array:
    """out[r] = sum over u of cotangent[r + p - d*u] * other[u], for steps of 1: windows, and a filter turned round.
    Faster where nothing is summed but taps: then no product of matrices pays."""
    shape, kernel, stride, dilation, padding = spatial
    read, own, output = labels_of(formula)
    taps = output[-len(kernel) :]
    turned = np.ascontiguousarray(other[tuple(slice(None, None, -1 if label in taps else 1) for label in own)])
    around = [d * (f - 1) - p for d, f, p in zip(dilation, kernel, padding, strict=True)]
    whole = windows(cotangent, kernel, stride, dilation, around, shape)
    return contract(f"{own}, {read}{taps} -> {output[: -len(kernel)]}", turned, whole)
