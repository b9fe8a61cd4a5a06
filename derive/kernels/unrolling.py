"""Products with windows: they are unrolled into columns block by block, into memory that stays in cache.

The labels of a windowed array are those of its places (examples, window positions) and of its cells (channels,
taps). A block is a range of examples or of window rows: its columns are copied into a buffer that every block
reuses, multiplied as a matrix, and forgotten. Source: Chellapilla, Puri & Simard 2006, for the unrolling.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any

import numpy as np

from derive.kernels.matrices import arranged, as_matrix, groups_of, labels_of, lengths_of
from derive.kernels.windows import Array, Sizes, Windows, geometry

FEW, MANY = 512, 3072  # columns of a block; measured: matrix products with fewer or with more are slower
BLOCK_BYTES = 2**19  # of columns, where there are more than a few

Block = Mapping[str, slice]
WHOLE: Block = {}


@dataclass(frozen=True, slots=True)
class Form:
    """The groups of labels of a product with a windowed array: `others` are those of the plain array alone."""

    shared: str
    cells: str
    places: str
    others: str
    blocked: str


def window_product(inputs: Sequence[str], output: str, arrays: Sequence[Array], start: Array | None) -> Array | None:
    """The product of a windowed and a plain array, added to `start`; None for other forms."""
    own = 0 if isinstance(arrays[0], Windows) else 1
    windowed, other = arrays[own], arrays[1 - own]
    if not isinstance(windowed, Windows) or isinstance(other, Windows):
        return None
    form = form_of(inputs[own], inputs[1 - own], output, len(windowed.where.kernel))
    if form is None:
        return None
    run = _at_places if form.places[-1] in output else _over_places
    return run(form, windowed.view, inputs[own], other, inputs[1 - own], output, start)


@lru_cache(maxsize=1024)
def form_of(windowed: str, other: str, output: str, axes: int) -> Form | None:
    """The groups, where every position is a place and every tap a cell."""
    groups = groups_of(windowed, other, output)
    positions, taps = windowed[-2 * axes : -axes], windowed[-axes:]
    for places, cells in ((groups.rows, groups.summed), (groups.summed, groups.rows)):
        if set(positions) <= set(places) and set(taps) <= set(cells) and not groups.lonely:
            return Form(groups.shared, cells, places, groups.columns, "".join({places[0]: 0, positions[0]: 0}))
    return None


def _at_places(
    form: Form, view: Array, windowed: str, other: Array, labels: str, output: str, start: Array | None
) -> Array:
    """out[place] = start + sum over cells of other[cell] * windows[place, cell]."""
    lengths = lengths_of(windowed, view) | lengths_of(labels, other)
    weights = as_matrix(other, labels, form.shared, form.others, form.cells)
    out = np.empty([lengths[label] for label in output], dtype=view.dtype)
    added = None if start is None else np.broadcast_to(start, out.shape)
    made = form.shared + form.others + form.places
    for block, columns in _columns(form, view, windowed, lengths):
        found = np.matmul(weights, columns).reshape(_shape(made, lengths, block))
        part, target = arranged(found, made, output), _cut(out, output, block)
        if added is None:
            target[...] = part
        else:
            np.add(part, _cut(added, output, block), out=target)
    return out


def _over_places(
    form: Form, view: Array, windowed: str, other: Array, labels: str, output: str, start: Array | None
) -> Array:
    """out = start + sum over places of other[place] * windows[place, cell]."""
    lengths = lengths_of(windowed, view) | lengths_of(labels, other)
    made = form.shared + form.cells + form.others
    total = np.zeros([_count(group, lengths) for group in (form.shared, form.cells, form.others)], dtype=view.dtype)
    part = np.empty_like(total)
    for block, columns in _columns(form, view, windowed, lengths):
        weights = as_matrix(_cut(other, labels, block), labels, form.shared, form.others, form.places)
        total += np.matmul(columns, weights.swapaxes(1, 2), out=part)
    found = arranged(total.reshape(_shape(made, lengths, WHOLE)), made, output)
    return np.ascontiguousarray(found) if start is None else found + start


def scatter_product(
    formula: str,
    cotangent: Array,
    other: Array,
    shape: Sequence[int],
    kernel: Sequence[int],
    stride: Sequence[int] = (1, 1),
    dilation: Sequence[int] = (1, 1),
    padding: Sequence[int] = (0, 0),
) -> Array:
    """A product added into windows: out[..., s*i + d*u - p, s*j + d*v - p] += sum of cotangent * other.

    The formula's result has the labels [..., i, j, u, v]; the first array is read at places, the second at cells.
    `shape` is the size of the result's last axes; what would land outside is dropped.
    """
    labels, own, output = labels_of(formula)
    axes = len(kernel)
    lengths = lengths_of(labels, cotangent) | lengths_of(own, other)
    size = tuple(lengths[label] for label in output[-2 * axes : -axes])
    where = geometry(tuple(shape), tuple(kernel), tuple(stride), tuple(dilation), tuple(padding), size)
    form = _scattered_form(labels, own, output, axes)
    lead = output[: -2 * axes]
    padded: Array = np.zeros((*(lengths[label] for label in lead), *where.reach), dtype=cotangent.dtype)
    weights = as_matrix(other, own, form.shared, form.cells, form.others)
    made = form.shared + form.cells + form.places
    rows = output[-2 * axes]
    for block, buffer in _buffers(form, lengths, cotangent.dtype):
        read = as_matrix(_cut(cotangent, labels, block), labels, form.shared, form.others, form.places)
        found = np.matmul(weights, read, out=buffer).reshape(_shape(made, lengths, block))
        parts, target = arranged(found, made, output), _cut(padded, lead, block)
        for taps, cells in where.taps:
            landing = (Ellipsis, where.along(0, taps[0], block[rows]), *cells[1:])
            target[landing] += parts[(Ellipsis, *taps)]
    return padded[(Ellipsis, *where.inner)]


@lru_cache(maxsize=1024)
def _scattered_form(labels: str, own: str, output: str, axes: int) -> Form:
    groups = groups_of(labels, own, output)
    blocked = "".join({groups.rows[0]: 0, output[-2 * axes]: 0})
    return Form(groups.shared, groups.columns, groups.rows, groups.summed, blocked)


def _columns(form: Form, view: Array, labels: str, lengths: Mapping[str, int]) -> Iterator[tuple[Block, Array]]:
    """Blocks, each with its windows as columns (shared, cells, places)."""
    order = form.shared + form.cells + form.places
    for block, buffer in _buffers(form, lengths, view.dtype):
        unrolled = buffer.reshape(_shape(order, lengths, block))
        np.copyto(unrolled, arranged(_cut(view, labels, block), labels, order))
        yield block, buffer


def _buffers(form: Form, lengths: Mapping[str, int], dtype: Any) -> Iterator[tuple[Block, Array]]:
    """Blocks, each with one reused buffer (shared, cells, places) for its columns."""
    shared, cells = _count(form.shared, lengths), _count(form.cells, lengths)
    wanted = max(FEW, min(MANY, BLOCK_BYTES // max(1, shared * cells * dtype.itemsize)))
    blocks = _blocks(form.places, form.blocked, tuple(lengths[label] for label in form.places), wanted)
    memory = np.empty(shared * cells * max((count for _, count in blocks), default=0), dtype=dtype)
    for block, count in blocks:
        yield block, memory[: shared * cells * count].reshape(shared, cells, count)


@lru_cache(maxsize=1024)
def _blocks(places: str, blocked: str, sizes: Sizes, wanted: int) -> tuple[tuple[Block, int], ...]:
    """Ranges of the blocked labels with about the wanted number of columns: of examples, or of one example's rows."""
    lengths = dict(zip(places, sizes, strict=True))
    outer, inner = blocked[0], blocked[-1]
    example = prod(sizes) // max(1, lengths[outer])
    if example <= wanted or outer == inner:
        steps, rows = max(1, wanted // max(1, example)), lengths[inner]
    else:
        steps, rows = 1, -(-lengths[inner] // -(-example // wanted))
    corners = product(range(0, lengths[outer], steps), [0] if outer == inner else range(0, lengths[inner], rows))
    blocks: list[Block] = [
        {inner: slice(row, min(row + rows, lengths[inner])), outer: slice(first, min(first + steps, lengths[outer]))}
        for first, row in corners
    ]
    return tuple((block, _count(places, lengths, block)) for block in blocks)


def _cut(array: Array, labels: str, block: Block) -> Array:
    """The block's part of an array."""
    return array[tuple(block.get(label, slice(None)) for label in labels)]


def _shape(labels: str, lengths: Mapping[str, int], block: Block) -> list[int]:
    return [block[x].stop - block[x].start if x in block else lengths[x] for x in labels]


def _count(labels: str, lengths: Mapping[str, int], block: Block = WHOLE) -> int:
    return prod(_shape(labels, lengths, block))
