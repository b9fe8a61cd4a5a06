"""Small layers that can be worked by hand, with the options that a network's own layer has where the hand allows.

What an option is for, the taps of a window or a number of outputs, is read off the layer's equations.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import cycle
from random import Random
from typing import Any

import sympy
from sympy import Symbol

from derive.algebra.size import Size, value_of
from derive.layers.declaration import Declaration
from derive.layers.option_sizes import lettered, option_sizes
from derive.layers.options import Options
from derive.network.model import Layer, Model
from derive.network.purposes import Purpose, purposes
from derive.network.windows import pads_itself, window_reads

POSITIONS = {1: (2, 2), 2: (2, 3), 3: (2, 2)}  # of the window, at each level
FITS = {
    Purpose.KERNEL: (1, 2, 3),
    Purpose.STRIDE: (1, 2),
    Purpose.DILATION: (1, 2),
    Purpose.PADDING: (0, 1),
    Purpose.DIVISOR: (1, 2),
}
INSTEAD = FITS | {Purpose.KERNEL: (2,), Purpose.DILATION: (1,), Purpose.DIVISOR: (2,)}
AVERAGED = (1, 2)  # sides of a window whose mean is a short decimal
Spec = Mapping[str, Any]
Said = dict[str, Any]


def windowed(layer: Layer) -> bool:
    """Whether a layer slides a window over its one input."""
    return len(layer.inputs) == 1 and bool(window_reads(layer.declaration))


def convolves(layer: Layer) -> bool:
    """Whether its windows have weights."""
    return windowed(layer) and bool(layer.parameters)


def pools(layer: Layer) -> bool:
    """Whether its windows have none."""
    return windowed(layer) and not layer.parameters


def weighs_features(layer: Layer) -> bool:
    """Whether one formula weighs the entries of a vector."""
    reads = len(layer.inputs) == 1 and Purpose.FEATURES in purposes(layer.declaration).values()
    return reads and bool(layer.parameters) and len(layer.declaration.equations) == 1


def small_layers(model: Model, level: int, random: Random, wanted: Callable[[Layer], bool]) -> list[Spec]:
    """For each layer that is wanted a spec of a small one like it, without repetition."""
    layers = zip(model.layers, model.spec.layers, strict=True)
    found = [_small(layer, item.options, level, random) for layer, item in layers if wanted(layer)]
    return [spec for place, spec in enumerate(found) if spec not in found[:place]]


def _small(layer: Layer, options: Options, level: int, random: Random) -> Spec:
    """A network of one small layer of the same kind.

    A window has a few positions, on one channel; with weights on two, at level 3 and where channels are in groups.
    """
    said: Said = options.model_dump(mode="json", exclude={"name"}, exclude_none=True)
    keys = [(use, key) for use, key in _used(layer, options) if key in said]
    for use, key in keys:
        if use in FITS:
            said[key] = _drawn(layer, use, said[key], random)
    grouped = any(use is Purpose.DIVISOR and said[key] > 1 for use, key in keys)
    mixes = convolves(layer) and (level == 3 or grouped)
    outputs = 1 + int(mixes) if windowed(layer) else 1 + level
    said |= {key: outputs for use, key in keys if use is Purpose.COUNT}
    if not windowed(layer):
        return _network(layer, said, 2 + level)
    if pools(layer) and any(1 in _sides(said[key]) for use, key in keys if use is Purpose.KERNEL):
        said |= {key: 0 for use, key in keys if use is Purpose.PADDING}  # a window of one cell is never in the padding
    return _network(layer, said, outputs, *_extents(layer, type(options).model_validate_json(json.dumps(said)), level))


def _used(layer: Layer, options: Options) -> list[tuple[Purpose, str]]:
    """What each option that says sizes is for, found by giving it a letter; in the order of the uses."""
    found = []
    for each in option_sizes(layer.kind, options, layer.layouts):
        symbols = frozenset(each.symbols)
        declaration = lettered(layer.kind, options, layer.layouts, "letter", partial(_any_of, symbols))
        known = {} if declaration is None else purposes(declaration)
        found += [(min(known[symbol] for symbol in symbols), each.key)] if symbols <= set(known) else []
    return sorted(found)


def _any_of(symbols: frozenset[Symbol], _: Declaration) -> frozenset[Symbol]:
    return symbols


def _drawn(layer: Layer, use: Purpose, value: Any, random: Random) -> Any:
    """The layer's own number for each axis where it is small, else one that is; a word as it is."""
    if isinstance(value, str) and value not in layer.binding.values():
        return value
    means = use is Purpose.KERNEL and _divides(layer)
    if all(side in (AVERAGED if means else FITS[use]) for side in _sides(value)):
        return value
    return random.choice(INSTEAD[use])


def _sides(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _divides(layer: Layer) -> bool:
    bodies = (term.body for equation in layer.declaration.equations for term in equation.terms)
    return any(power.exp.is_negative for body in bodies for power in body.atoms(sympy.Pow))


def _extents(layer: Layer, options: Options, level: int) -> Iterator[int]:
    """As many cells along each axis as give the wanted positions; with padding one position more.

    Without weights and from level 2 on a row is left over, where windows do not touch each cell.
    """
    declared = layer.kind.declare(options, *layer.layouts)
    reads = window_reads(declared.declaration)

    said = {symbol: int(value) for symbol, value in declared.binding.items()}

    def number(size: Size) -> int:
        return value_of(size, said)

    if reads[0].kernel in {rule.symbol for rule in declared.declaration.sizes}:  # windows as large as the input takes
        yield from (number(read.outputs) * max(AVERAGED) for read in reads)
        return
    same = [pads_itself(declared.declaration, read) for read in reads]
    padding = [0 if own else number(read.window.padding) for own, read in zip(same, reads, strict=True)]
    steps = [number(read.window.stride) for read in reads]
    over = int(pools(layer) and level > 1 and max(steps) > 1)
    positions = cycle(POSITIONS[level])
    for own, p, s, read in zip(same, padding, steps, reads, strict=True):
        count, span = next(positions) + int(any(padding)), number(read.window.dilation) * (number(read.kernel) - 1) + 1
        yield over + max(2, count * s if own else (count - 1) * s + span - 2 * p)
        over = 0


def _network(layer: Layer, said: Said, *shape: int) -> Spec:
    names = (axis.name for axis in layer.layouts[0].axes)
    return {"input": dict(zip(names, shape, strict=True)), "layers": [{layer.kind.kind: said}]}
