"""Products with windows: they are unrolled into columns block by block, into memory that stays in cache.

The labels of a windowed array are those of its places (examples, window positions) and of its cells (channels,
taps). A block is a range of places: its columns are copied into a buffer that every block reuses, multiplied as a
matrix, and forgotten. Places run in the order that they have in memory, so that copies and products read runs.
Source: Chellapilla, Puri & Simard 2006, for the unrolling.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import product
from math import prod
from typing import Any

import numpy as np

from derive.kernels.matrices import arranged, groups_of, lengths_of, order_of, shape_of
from derive.kernels.windows import Array, Geometry, Layout, Read, Sizes, Windows

FEW, MANY = 1024, 12288  # columns of a block; measured: with fewer, calls cost more than products; with more, memory
BLOCK_BYTES = 2**21  # of columns, where there are more than a few
SMALL_PRODUCT = 10**6  # multiplications up to which OpenBLAS does not copy first; measured: up to four times as fast
FEWEST = 512  # columns of a block that is kept to a small product

Ranges = Mapping[str, slice]
Run = Callable[..., Array]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of all places: the ranges of some labels, none for the whole; how many places, and each label's length."""

    ranges: Ranges
    count: int
    lengths: Mapping[str, int]
    known: dict[str, Any]

    def of(self, array: Array, labels: str) -> Array:
        """The block's part of an array."""
        if not self.ranges:
            return array
        return array[self._once(f"of {labels}", lambda: slices_of(labels, self.ranges))]

    def shape(self, labels: str) -> Sizes:
        """The lengths of labels in the block."""
        shape: Sizes = self._once(labels, lambda: shape_of(labels, self.lengths))
        return shape

    def _once(self, name: str, compute: Callable[[], Any]) -> Any:
        if name not in self.known:
            self.known[name] = compute()
        return self.known[name]


@dataclass(frozen=True)
class Form:
    """A product of an array that is read at places and a plain one: the groups of their labels, and all lengths.

    `shared` labels are in both and in the result, `cells` are summed or made, `others` are those of the plain array
    alone. `places` run in the order of memory; `outer` is the slowest of them where that is no window's position: an
    example, or nothing where examples lie side by side.
    """

    shared: str
    cells: str
    places: str
    others: str
    outer: str
    lengths: Mapping[str, int]

    def memory(self, rows: str) -> str:
        """The order in memory of an array with these labels and the places."""
        return f"{self.outer}{self.shared}{rows}{self.places[len(self.outer) :]}"

    def count(self, labels: str) -> int:
        """The product of the labels' lengths."""
        return prod(shape_of(labels, self.lengths))

    def blocks(self, itemsize: int, apart: str = "") -> tuple[Block, ...]:
        """The places in blocks of a good size; the examples `apart` one by one."""
        wanted = max(FEW, min(MANY, BLOCK_BYTES // (self.count(self.shared + self.cells) * itemsize)))
        small = SMALL_PRODUCT // self.count(self.cells + self.others)
        wanted = min(wanted, small) if small >= FEWEST else wanted
        ranges = ranges_of(self.places, shape_of(self.places, self.lengths), wanted, apart)
        return tuple(self._block(each) for each in ranges)

    def _block(self, ranges: Ranges) -> Block:
        lengths = {**self.lengths, **{label: each.stop - each.start for label, each in ranges.items()}}
        return Block(ranges, prod(shape_of(self.places, lengths)), lengths, {})

    def buffers(self, blocks: tuple[Block, ...], dtype: Any) -> Iterator[tuple[Block, Array]]:
        """Blocks, each with one reused buffer (shared, cells, places) for its columns."""
        shared, cells = self.rows
        memory = np.empty(shared * cells * max([block.count for block in blocks]), dtype=dtype)
        for block in blocks:
            yield block, memory[: shared * cells * block.count].reshape(shared, cells, block.count)

    @cached_property
    def count_others(self) -> int:
        """How many places or cells the plain array has alone."""
        return self.count(self.others)

    @cached_property
    def rows(self) -> tuple[int, int]:
        """How many shared labels and cells there are."""
        return self.count(self.shared), self.count(self.cells)


def from_slowest(places: str, labels: str, layout: Layout) -> str:
    """The places of an array with these labels in the order of memory."""
    return "".join(sorted(places, key=lambda label: -abs(layout.strides[labels.index(label)])))


def outer_of(ordered: str, positions: str) -> str:
    """The slowest place, where that is no window's position."""
    return "" if ordered[0] in positions else ordered[0]


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


@lru_cache(maxsize=1024)
def ranges_of(places: str, sizes: Sizes, wanted: int, apart: str = "") -> tuple[Ranges, ...]:
    """Ranges of the slowest places with about the wanted number of columns, those of the label `apart` one by one;
    one without bounds where that is all."""
    tail, steps = prod(sizes), {}
    for label, size in zip(places, sizes, strict=True):
        tail //= max(1, size)
        most = 1 if label == apart else max(1, min(size, wanted // max(1, tail)))
        steps[label] = range(0, size, -(-size // max(1, -(-size // most))) or 1)
        if tail <= wanted:
            break
    found = [dict(zip(steps, corner, strict=True)) for corner in product(*map(_ranges, steps.values()))]
    return tuple(found) if len(found) > 1 else ({},) * len(found)


def _ranges(steps: range) -> list[slice]:
    return [slice(first, min(first + steps.step, steps.stop)) for first in steps]


def slices_of(labels: str, ranges: Ranges) -> tuple[slice, ...]:
    """The part of an array with these labels that lies in the ranges."""
    return tuple([ranges.get(label, slice(None)) for label in labels])
