"""Products with windows: they are unrolled into columns block by block, into memory that stays in cache.

The labels of a windowed array are those of its places (examples, window positions) and of its cells (channels,
taps). A block's columns are copied into a buffer that every block reuses, multiplied as matrices, and forgotten.

Along the windows' first axis the copy keeps the array's rows as they are: the rows of one window follow each other
there, and the next window's begin a stride further on. So each row is copied once, not once for each tap that reads it,
and each row of windows has a matrix of its own, which overlaps with the next.
Source: Chellapilla, Puri & Simard 2006, for the unrolling; Cho & Brand 2017 (MEC), for the rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from math import prod
from typing import TypeAlias

import numpy as np

from derive.kernels.runtime.blocks import SMALL_PRODUCT, Block, Form, Ranges, from_slowest, outer_of, slices, slices_of
from derive.kernels.runtime.matrices import arranged, groups_of, lengths_of, order_of, shape_of
from derive.kernels.runtime.memory import Array, Sizes
from derive.kernels.runtime.runs import over_runs
from derive.kernels.runtime.sliding_windows import Geometry, Layout, Read, Windows

SHORT = 200  # columns; measured: shorter rows of windows do not make up for a matrix each
LARGE = 2**16  # entries of a result without places; measured: larger ones cost more to add up than copies save
RESULTS = 2**20  # entries of such results of a block's rows, before they are added up

Run: TypeAlias = Callable[..., Array]


@dataclass(frozen=True, slots=True)
class Copied:
    """A block's columns: which cells are copied, in which shape, and the matrices (shared, rows, cells, columns) that
    the copy is read as."""

    block: Block
    read: tuple[slice, ...]
    shape: Sizes
    matrices: Sizes
    strides: Sizes

    def columns(self, array: Array, memory: Array) -> Array:
        """The block's columns of an array with windows, copied into the memory."""
        np.copyto(np.ndarray(self.shape, array.dtype, memory), array[self.read] if self.block.ranges else array)
        return np.ndarray(self.matrices, array.dtype, memory, 0, self.strides)


@dataclass(frozen=True)
class Product:
    """A product of a windowed and a plain array of certain shapes, with the labels of both and of the result.

    `by_rows`: whether the copy keeps the array's rows; the first of the form's cells is then the tap along them.
    """

    form: Form
    where: Geometry
    windowed: str
    labels: str
    output: str
    itemsize: int
    by_rows: bool

    @property
    def keeps_places(self) -> bool:
        """Whether the result has the places, and the cells are summed; else it is the other way round."""
        return self.form.places[-1] in self.output

    @property
    def position(self) -> str:
        """The label of the windows' position along the first axis."""
        return self.windowed[-2 * len(self.where.kernel)]

    @property
    def profits_from_rows(self) -> bool:
        """Whether rows can be kept, and windows share them, and are enough in each row to be worth a matrix."""
        form, where = self.form, self.where
        row, line = form.places[len(form.outer)], form.places[len(form.outer) + 1 :]
        possible = row == self.position and where.dilation[0] == 1 and where.stride[0] < where.kernel[0]
        few = self.keeps_places or form.count(form.shared + form.cells + form.others) <= LARGE
        return possible and few and form.count(line) >= SHORT and form.count(form.places) > 0

    @property
    def with_rows(self) -> "Product":
        """The same product, the array's rows kept."""
        tap = self.windowed[-len(self.where.kernel)]
        cells = tap + self.form.cells.replace(tap, "")
        return replace(self, form=replace(self.form, cells=cells), by_rows=True)

    @cached_property
    def columns(self) -> str:
        """The labels of the copy in order; the position stands for the array's rows where those are kept."""
        shared, cells, places, outer = self.form.shared, self.form.cells, self.form.places, self.form.outer
        if not self.by_rows:
            return shared + cells + places
        return f"{shared}{outer}{self.position}{cells[1:]}{places[len(outer) + 1 :]}"

    @cached_property
    def reads(self) -> tuple[Read, ...]:
        """How the array is read for the copy."""
        found = dict(zip(self.windowed, self.where.reads(len(self.windowed) - len(self.where.kernel)), strict=True))
        if self.by_rows:
            axis, _ = found[self.position]
            found[self.position] = (axis, 1)
        return tuple(found[label] for label in self.columns)

    @cached_property
    def read_shape(self) -> Sizes:
        """The shape of all that is copied."""
        reach = {self.position: self.where.reach[0]} if self.by_rows else {}
        return shape_of(self.columns, {**self.form.lengths, **reach})

    @cached_property
    def copies(self) -> tuple[Copied, ...]:
        """The blocks of places; each of one example, where examples lie apart and are not summed."""
        form, taps, stride = self.form, self.where.kernel[0], self.where.stride[0]
        if self.by_rows:
            result = form.count(form.shared + form.cells + form.others)
            most = form.lengths[self.position] if self.keeps_places else max(1, RESULTS // result)
            blocks = form.blocks_of_rows(self.itemsize, taps, stride, most)
            return tuple(self._rows(block, taps, stride) for block in blocks)
        blocks = form.blocks(self.itemsize, form.outer if self.keeps_places else "")
        return tuple(self._copied(block, block.ranges, block.lengths, 1, 1) for block in blocks)

    def _rows(self, block: Block, taps: int, stride: int) -> Copied:
        """A block of rows of windows: the array's rows that they read."""
        windows, rows = block.ranges[self.position], block.lengths[self.position]
        first, height = stride * windows.start, (rows - 1) * stride + taps
        ranges = {**block.ranges, self.position: slice(first, first + height)}
        return self._copied(block, ranges, {**block.lengths, self.position: height}, rows, taps)

    def _copied(self, block: Block, ranges: Ranges, lengths: Mapping[str, int], rows: int, taps: int) -> Copied:
        (shared, cells), count = self.form.rows, block.count // rows
        shape = shape_of(self.columns, lengths)
        row = cells // taps * count * self.itemsize
        step = self.where.stride[0] * row
        strides = (prod(shape) // shared * self.itemsize, step, count * self.itemsize, self.itemsize)
        return Copied(block, slices_of(self.columns, ranges), shape, (shared, rows, cells, count), strides)

    @cached_property
    def most(self) -> int:
        """The entries of the largest copy."""
        return max(prod(copied.shape) for copied in self.copies)

    @cached_property
    def pieces(self) -> tuple[slice, ...]:
        """The columns of a row in pieces whose products are small."""
        small = SMALL_PRODUCT // self.form.count(self.form.cells + self.form.others)
        if not self.by_rows or small < SHORT:
            return (slice(None),)
        return tuple(slices(max(copied.matrices[-1] for copied in self.copies), small))

    @cached_property
    def plain_order(self) -> Sizes:
        """The axes of the plain array in the order of matrices (others, what is summed) for each shared label."""
        summed = self.form.cells if self.keeps_places else self.form.places
        return order_of(self.labels, self.form.shared + self.form.others + summed)

    def weights(self, plain: Array) -> Array:
        """The plain array at cells, as matrices (shared, 1, others, cells)."""
        shared, cells = self.form.rows
        return plain.transpose(self.plain_order).reshape(shared, 1, self.form.count_others, cells)

    def at_places(self, plain: Array, copied: Copied) -> Array:
        """The plain array's part at a block's places, as matrices (shared, rows, columns, others)."""
        shared, rows, _, count = copied.matrices
        read = copied.block.of(plain, self.labels).transpose(self.plain_order)
        return read.reshape(shared, self.form.count_others, rows, count).transpose(0, 2, 3, 1)

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
            asked = Product(form, layout.where, windowed, labels, output, layout.itemsize, by_rows=False)
            return asked.with_rows if asked.profits_from_rows else asked
    return None


def _at_places(asked: Product, windows: Windows, plain: Array, start: Array | None) -> Array:
    """out[place] = start + sum over cells of plain[cell] * windows[place, cell]."""
    weights, memory = asked.weights(plain), asked.memory
    out: Array = np.empty(asked.shape, dtype=plain.dtype)
    result = arranged(out, memory, asked.output)
    added = None
    if start is not None and len(asked.copies) > 1:
        added = arranged(np.broadcast_to(start, result.shape), asked.output, memory)
    read = windows.read(asked.reads, asked.read_shape)
    buffer = np.empty(asked.most, dtype=read.dtype)
    for copied in asked.copies:
        columns = copied.columns(read, buffer)
        shared, rows, _, count = copied.matrices
        target = copied.block.of(out, memory)
        matrices = target.reshape((shared, weights.shape[2], rows, count), copy=False).swapaxes(1, 2)
        for piece in asked.pieces:
            np.matmul(weights, columns[..., piece], out=matrices[..., piece])
        if added is not None:
            target += copied.block.of(added, memory)
    if start is not None and added is None:
        result += start
    return result


def _over_places(asked: Product, windows: Windows, plain: Array, start: Array | None) -> Array:
    """out = start + sum over places of plain[place] * windows[place, cell]."""
    own = _tap_by_tap(asked, windows, plain)
    if own is not None:
        return own if start is None else own + start
    total: Array = None
    read = windows.read(asked.reads, asked.read_shape)
    buffer = np.empty(asked.most, dtype=read.dtype)
    for copied in asked.copies:
        columns, factors = copied.columns(read, buffer), asked.at_places(plain, copied)
        for piece in asked.pieces:
            found = np.matmul(columns[..., piece], factors[..., piece, :])
            found = found[:, 0] if len(found[0]) == 1 else np.add.reduce(found, axis=1, dtype=found.dtype)
            total = found if total is None else np.add(total, found, out=total)
    made = asked.form.shared + asked.form.cells + asked.form.others
    found = arranged(total.reshape(shape_of(made, asked.form.lengths)), made, asked.output)
    return np.ascontiguousarray(found) if start is None else found + start


def _tap_by_tap(asked: Product, windows: Windows, plain: Array) -> Array | None:
    """The same where each channel has one number for each tap; None where it has more, or the arrays are no runs."""
    form, axes = asked.form, len(asked.where.kernel)
    if form.count_others != 1 or form.count(form.cells) != prod(asked.where.kernel) or not form.shared:
        return None
    positions, taps = asked.windowed[-2 * axes : -axes], asked.windowed[-axes:]
    behind = "".join(label for label in form.places if label not in positions)
    single = form.cells.replace(taps, "")
    order = form.shared + single + positions + behind
    if sorted(order) != sorted(asked.windowed[:-axes]) or sorted(form.cells) != sorted(single + taps):
        return None
    padded = arranged(windows.padded, asked.windowed[:-axes], order)
    channels, examples = form.count(form.shared), form.count(behind)
    read = padded.reshape(channels, *windows.where.reach, examples)
    other = arranged(plain, asked.labels, form.shared + form.others + positions + behind)
    found = over_runs(read, other.reshape(channels, *windows.where.size, examples), windows.where)
    if found is None:
        return None
    made = form.shared + single + form.others + taps
    return arranged(found.reshape(shape_of(made, form.lengths)), made, asked.output)
