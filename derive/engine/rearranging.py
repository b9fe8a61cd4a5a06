"""Axes split, exchanged and joined: a reshape, a transpose and a reshape."""

import math
import re
from dataclasses import dataclass

import numpy as np

from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape, engine_error
from derive.engine.options import Options, refuse, whole

SIZED = ("c", "d", "g", "h", "k", "l", "p", "r", "s", "t", "w", "p1", "p2", "p3", "r1", "r2", "r3")


@dataclass(frozen=True, slots=True)
class Rearranging:
    """The input's shape, that of its parts, the order of the parts in the output, and the output's shape."""

    shape: Shape
    parts: Shape
    order: tuple[int, ...]
    out: Shape


def _axes(side: str) -> list[list[str]]:
    """The names of each axis behind the batch's."""
    return [re.findall(r"\w+", axis) for axis in re.findall(r"\([^()]*\)|\w+", side)][1:]


def _read(options: Options, shape: Shape) -> Rearranging:
    text = options.values.get("pattern")
    if not isinstance(text, str) or text.count("->") != 1:
        raise refuse(options, "pattern", "axes before and after ->")
    before, after = map(_axes, text.split("->"))
    if len(before) != len(shape):
        raise engine_error(options.where, f"the pattern reads {len(before)} axes, the input has {len(shape)}")
    sizes: dict[str, int] = {}
    for names, n in zip(before, shape, strict=True):
        known = {name: whole(options, name, 1) for name in names if options.values.get(name) is not None}
        left = [name for name in names if name not in known]
        rest, over = divmod(n, math.prod(known.values()))
        if len(left) != 1 or over:
            raise engine_error(options.where, f"an axis of {n} cannot be split into {' and '.join(names)}")
        sizes |= {**known, left[0]: rest}
    names = [name for axis in before for name in axis]
    order = tuple(names.index(name) for axis in after for name in axis)
    out = tuple(math.prod(sizes[name] for name in axis) for axis in after)
    return Rearranging(shape, tuple(sizes[name] for name in names), order, out)


def _moved(x: Array, parts: Shape, order: tuple[int, ...], out: Shape) -> Array:
    split = x.reshape(len(x), *parts).transpose(0, *(place + 1 for place in order))
    return split.reshape(len(x), *out)


def _forward(layer: Rearranging, x: Array, params: Arrays, context: Context) -> Forward[None]:
    return Forward(_moved(x, layer.parts, layer.order, layer.out), None)


def _cotangent(layer: Rearranging, y_bar: Array, cache: None, params: Arrays) -> Array:
    """The way back: the parts as they stand in the output, in the input's order."""
    parts = tuple(layer.parts[place] for place in layer.order)
    return _moved(y_bar, parts, tuple(int(place) for place in np.argsort(layer.order)), layer.shape)


REARRANGE: Kind[Rearranging, None] = Kind(
    "rearrange", ("pattern", *SIZED), _read, lambda layer: layer.out, _forward, _cotangent
)
