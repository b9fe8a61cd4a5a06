"""Places in blocks: how much of a product with windows is computed at a time.

A product with windows has places (examples, window positions) and cells (channels, taps). A block is a range of
places, few enough for their columns to stay in cache. Places run in the order that they have in memory, so that copies
and products read runs.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from math import prod
from typing import Any

import numpy as np

from derive.kernels.runtime.matrices import shape_of
from derive.kernels.runtime.memory import Array, Sizes
from derive.kernels.runtime.sliding_windows import Layout

FEW, MANY = 1024, 12288  # columns of a block; measured: with fewer, calls cost more than products; with more, memory
BLOCK_BYTES = 2**21  # of columns, where there are more than a few
SMALL_PRODUCT = 10**6  # multiplications up to which OpenBLAS does not copy first; measured: up to four times as fast
FEWEST = 512  # columns of a block that is kept to a small product
ROW_BYTES = 2**23  # of a copy of rows; measured: with fewer, more rows are copied again for the next block
FEW_ROWS = 4  # of windows in a block, about, where rows are cut to fit

Ranges = Mapping[str, slice]


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

    def blocks_of_rows(self, itemsize: int, taps: int, stride: int, most: int) -> tuple[Block, ...]:
        """The places in blocks of at most so many rows of windows, with so many taps and this stride from row to row,
        whose copies are of a good size; the examples that lie apart one by one.

        Where a few rows are too much for one copy, they are cut: a block of one row copies it for each of its taps.
        """
        row, line = self.places[len(self.outer)], self.places[len(self.outer) + 1 :]
        columns = ROW_BYTES * taps // (self.count(self.shared + self.cells) * itemsize)
        few = min(FEW_ROWS, self.lengths[row])
        parts = ranges_of(line, shape_of(line, self.lengths), max(1, columns // (taps + (few - 1) * stride)))
        width = prod(shape_of(line, _cut(self.lengths, parts[0])))
        rows = max(1, min(most, (columns // width - taps) // stride + 1))
        whole = {**dict.fromkeys(self.outer, 1), row: rows}
        corners = product(*(slices(self.lengths[label], size) for label, size in whole.items()))
        ranges = (dict(zip(whole, corner, strict=True)) for corner in corners)
        return tuple(self._block({**each, **part}) for each in ranges for part in parts)

    def _block(self, ranges: Ranges) -> Block:
        lengths = _cut(self.lengths, ranges)
        return Block(ranges, prod(shape_of(self.places, lengths)), lengths, {})

    def buffers(self, blocks: tuple[Block, ...], dtype: Any) -> Iterator[tuple[Block, Array]]:
        """Blocks, each with one reused buffer (shared, cells, places) for its columns."""
        shared, cells = self.rows
        memory = np.empty(shared * cells * max([block.count for block in blocks]), dtype=dtype)
        for block in blocks:
            yield block, memory[: shared * cells * block.count].reshape(shared, cells, block.count)

    @cached_property
    def count_others(self) -> int:
        """How many `others` there are."""
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


@lru_cache(maxsize=1024)
def ranges_of(places: str, sizes: Sizes, wanted: int, apart: str = "") -> tuple[Ranges, ...]:
    """Ranges of the slowest places with about the wanted number of columns, those of the label `apart` one by one;
    one without bounds where that is all, or nothing."""
    tail, cut = prod(sizes), {}
    for label, size in zip(places, sizes, strict=True):
        tail //= max(1, size)
        cut[label] = slices(size, 1 if label == apart else max(1, min(size, wanted // max(1, tail))))
        if tail <= wanted:
            break
    found = [dict(zip(cut, corner, strict=True)) for corner in product(*cut.values())]
    return tuple(found) if len(found) > 1 else ({},)


def _cut(lengths: Mapping[str, int], ranges: Ranges) -> Mapping[str, int]:
    """The lengths that are left in ranges."""
    return {**lengths, **{label: each.stop - each.start for label, each in ranges.items()}}


def slices(size: int, most: int) -> list[slice]:
    """As few slices as can be of at most this length, about equally long."""
    step = -(-size // max(1, -(-size // most))) or 1
    return [slice(first, min(first + step, size)) for first in range(0, size, step)]


def slices_of(labels: str, ranges: Ranges) -> tuple[slice, ...]:
    """The part of an array with these labels that lies in the ranges."""
    return tuple([ranges.get(label, slice(None)) for label in labels])
