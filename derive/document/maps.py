"""Arrays as matrices: a channel of a signal as a row, of an image as a map, of a volume as slices, a vector as a row or
a column; of large ones a corner."""

from collections.abc import Iterator
from itertools import islice, product
from typing import Any

from derive.algebra.tensor import AxisRole, Tensor
from derive.document.blocks import Cell, Matrix
from derive.document.figures import cell
from derive.printing.building import signed_number
from derive.printing.entries import cotangent_of, flat, tensor_letter
from derive.printing.formula import Letter, Node, Scripted
from derive.printing.style import Style

LARGEST, CORNER = 12, 8
Array = Any


def has_maps(tensor: Tensor) -> bool:
    """Whether a tensor has axes of space: it is a batch of signals, images or volumes, or a stack of filters."""
    return AxisRole.SPACE in tensor.axes


def leads(array: Array, first: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Where the maps of such an array begin: the subscripts before its rows and columns, the channel's among them."""
    return ((*first, *rest) for rest in product(*map(range, array.shape[len(first) : max(2, array.ndim - 2)])))


def maps_of(
    tensor: Tensor, array: Array, first: tuple[int, ...], style: Style, most: int | None = None, bar: bool = False
) -> tuple[Matrix, ...]:
    """The maps of such an array at the first subscripts: of a channel one, or one for each slice of a volume."""
    return tuple(map_of(tensor, array, lead, style, bar) for lead in islice(leads(array, first), most))


def map_of(tensor: Tensor, array: Array, lead: tuple[int, ...], style: Style, bar: bool = False) -> Matrix:
    """What an array has at the leading subscripts, rows and columns or one row, under the tensor's name."""
    own = array[*lead, ...]
    rows = own if own.ndim == 2 else own.reshape(1, -1)
    return Matrix(_grid(rows), caption(tensor, array.shape, lead, style, bar))


def row_of(tensor: Tensor, array: Array, lead: tuple[int, ...], style: Style, bar: bool = False) -> Matrix:
    """The last axis of an array as one row."""
    return Matrix(_grid(array[lead].reshape(1, -1)), caption(tensor, array.shape, lead, style, bar))


def column_of(tensor: Tensor, array: Array, lead: tuple[int, ...], style: Style, bar: bool = False) -> Matrix:
    """The last axis of an array as one column."""
    return Matrix(_grid(array[lead].reshape(-1, 1)), caption(tensor, array.shape, lead, style, bar))


def caption(tensor: Tensor, shape: tuple[int, ...], lead: tuple[int, ...], style: Style, bar: bool) -> Node:
    """W^[1], or W^[1][0, 1] where there is more than one map."""
    letter = tensor_letter(tensor)
    several = any(size > 1 for size, _ in zip(shape, lead, strict=False))
    subscripts = tuple(map(signed_number, lead)) if several else ()
    node: Node = Scripted(letter, tensor.level, "", subscripts) if tensor.level or subscripts else letter
    return flat(cotangent_of(node, style)) if bar else node


def is_cut(shape: tuple[int, ...]) -> bool:
    """Whether only a corner of the last two axes is shown."""
    return any(size > LARGEST for size in shape[-2:])


def _grid(array: Array) -> tuple[tuple[Cell, ...], ...]:
    rows, columns = array.shape
    shown = array[: _most(rows), : _most(columns)]
    cells: list[tuple[Cell, ...]] = []
    for row in shown:
        texts: tuple[Cell, ...] = tuple(cell(float(value)).replace("-", "−") for value in row)
        cells.append((*texts, Letter("…")) if columns > LARGEST else texts)
    if rows > LARGEST:
        cells.append(tuple(Letter("⋮") for _ in cells[0]))
    return tuple(cells)


def _most(size: int) -> int:
    return size if size <= LARGEST else CORNER
