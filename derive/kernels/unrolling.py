"""Products with windows: they are unrolled into columns block by block, into memory that stays in cache.

The labels of a windowed array are those of its places (examples, window positions) and of its cells (channels,
taps). A block's columns are copied into a buffer that every block reuses, multiplied as a matrix, and forgotten.
Source: Chellapilla, Puri & Simard 2006, for the unrolling.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeAlias

import numpy as np

from derive.kernels.blocks import Block, Form, from_slowest, outer_of
from derive.kernels.matrices import arranged, groups_of, lengths_of, order_of, shape_of
from derive.kernels.memory import Array, Sizes
from derive.kernels.windows import Geometry, Layout, Read, Windows

Run: TypeAlias = Callable[..., Array]


@dataclass(frozen=True)
class Product:
    """A product of a windowed and a plain array of certain shapes, with the labels of both and of the result."""

    form: Form
    where: Geometry
    windowed: str
    labels: str
    output: str
    itemsize: int

    @property
    def keeps_places(self) -> bool:
        """Whether the result has the places, and the cells are summed; else it is the other way round."""
        return self.form.places[-1] in self.output

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of places; each of one example, where examples lie apart and are not summed."""
        return self.form.blocks(self.itemsize, self.form.outer if self.keeps_places else "")

    @cached_property
    def columns(self) -> str:
        """The labels of all columns, in order."""
        return self.form.shared + self.form.cells + self.form.places

    @cached_property
    def reads(self) -> tuple[Read, ...]:
        """How windows are read as columns."""
        reads = self.where.reads(len(self.windowed) - len(self.where.kernel))
        return tuple(reads[self.windowed.index(label)] for label in self.columns)

    @cached_property
    def read_shape(self) -> Sizes:
        """The shape of all columns, an axis for each label."""
        return shape_of(self.columns, self.form.lengths)

    @cached_property
    def plain_order(self) -> Sizes:
        """The axes of the plain array in the order of a matrix (others, columns) for each shared label."""
        summed = self.form.cells if self.keeps_places else self.form.places
        return order_of(self.labels, self.form.shared + self.form.others + summed)

    def matrix(self, plain: Array, block: Block | None = None) -> Array:
        """The plain array, or its part in a block, as a matrix (others, what is summed) for each shared label."""
        read = plain if block is None else block.of(plain, self.labels)
        form = self.form
        return read.transpose(self.plain_order).reshape(form.rows[0], form.count_others, -1)

    @cached_property
    def shape(self) -> Sizes:
        """The shape of a result with places, in the order of memory."""
        return shape_of(self.memory, self.form.lengths)

    @cached_property
    def memory(self) -> str:
        """The order in memory of a result with places."""
        return self.form.memory(self.form.others)


def window_product(windowed: str, labels: str, output: str, layout: Layout, plain: Sizes) -> Run | None:
    """The product of a windowed and a plain array, (windows, plain, start) -> array; None for other forms."""
    asked = product_of(windowed, labels, output, layout, plain)
    return None if asked is None else partial(_at_places if asked.keeps_places else _over_places, asked)


def product_of(windowed: str, labels: str, output: str, layout: Layout, plain: Sizes) -> Product | None:
    """The product of an array of this layout and a plain one, where every position is a place and every tap a cell;
    else None."""
    if layout.where is None:
        return None
    groups, axes = groups_of(windowed, labels, output), len(layout.where.kernel)
    positions, taps = windowed[-2 * axes : -axes], windowed[-axes:]
    lengths = lengths_of(windowed, layout.read) | lengths_of(labels, plain)
    for places, cells in ((groups.rows, groups.summed), (groups.summed, groups.rows)):
        if set(positions) <= set(places) and set(taps) <= set(cells) and not groups.lonely:
            ordered = from_slowest(places, windowed, layout)
            form = Form(groups.shared, cells, ordered, groups.columns, outer_of(ordered, positions), lengths)
            return Product(form, layout.where, windowed, labels, output, layout.itemsize)
    return None


def _at_places(asked: Product, windows: Windows, plain: Array, start: Array | None) -> Array:
    """out[place] = start + sum over cells of plain[cell] * windows[place, cell]."""
    weights, memory = asked.matrix(plain), asked.memory
    out: Array = np.empty(asked.shape, dtype=plain.dtype)
    result = arranged(out, memory, asked.output)
    added = None
    if start is not None and len(asked.blocks) > 1:
        added = arranged(np.broadcast_to(start, result.shape), asked.output, memory)
    for block, columns in _columns(asked, windows):
        target = block.of(out, memory)
        np.matmul(weights, columns, out=target.reshape((*weights.shape[:2], block.count), copy=False))
        if added is not None:
            target += block.of(added, memory)
    if start is not None and added is None:
        result += start
    return result


def _over_places(asked: Product, windows: Windows, plain: Array, start: Array | None) -> Array:
    """out = start + sum over places of plain[place] * windows[place, cell]."""
    total: Array = None
    for block, columns in _columns(asked, windows):
        read = asked.matrix(plain, block).swapaxes(1, 2)
        total = np.matmul(columns, read) if total is None else np.add(total, np.matmul(columns, read), out=total)
    made = asked.form.shared + asked.form.cells + asked.form.others
    found = arranged(total.reshape(shape_of(made, asked.form.lengths)), made, asked.output)
    return np.ascontiguousarray(found) if start is None else found + start


def _columns(asked: Product, windows: Windows) -> Iterator[tuple[Block, Array]]:
    """Blocks, each with its windows as columns (shared, cells, places)."""
    order = asked.columns
    ordered = windows.read(asked.reads, asked.read_shape)
    for block, buffer in asked.form.buffers(asked.blocks, ordered.dtype):
        np.copyto(buffer.reshape(block.shape(order)), block.of(ordered, order))
        yield block, buffer
