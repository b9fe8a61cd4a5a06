"""One layer of a network alone, at small sizes: the same options, few channels, a few windows and a remainder."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from math import prod

from pydantic import BaseModel
from sympy import Expr, Symbol

from derive.algebra.tensor import Tensor
from derive.layers.axes import layout_of
from derive.layers.options import LossOptions
from derive.network.backward import maker
from derive.network.build import build
from derive.network.model import Layer, Loss, Model
from derive.network.purposes import Purpose, purposes, purposes_in, quotients
from derive.network.resize import followers, in_numbers, resized
from derive.network.windows import pads_itself, window_reads
from derive.spec.spec import NOTHING_ADDED, InputSpec, LossSpec, input_of
from derive.spec.wiring import INPUT
from derive.verification.case import BATCH
from derive.verification.sizing.constraints import with_remainder
from derive.verification.sizing.network import LARGEST_SIDE, built, problem_of
from derive.verification.sizing.search import Unknown, at_least

SUM_OF_SQUARES = LossSpec("mean_squared_error", LossOptions(reduction="sum"))
LARGEST_KERNEL = 5
CUT = 4  # entries of an axis of which a run is kept


@dataclass(frozen=True, slots=True)
class Counts:
    """How many channels, or features, come in, how many go out, and how many positions a window has; where windows are
    `square`, as many taps along each axis as along the longest."""

    inputs: int
    features: int
    outputs: int
    positions: tuple[int, int]
    square: bool = False


TARGET = "x_target"  # an input in place of the layer that is a loss's target
DISTINCT = Counts(2, 7, 5, (4, 3))
# as many examples as channels and filters, and as many rows of a filter as columns: what is transposed still runs
EQUAL = Counts(BATCH, BATCH, BATCH, (3, 3), square=True)


def alone(model: Model, layer: Layer | Loss, counts: Counts) -> Model:
    """The layer by itself before a sum of squares, so that it can be trained; a loss with the layer before it.

    Its own options, and weights of its own, with windows of at most 5, on the smallest input with the wanted positions,
    and with cells left over after the last window where there can be. SizeError where no small input fits.
    """
    spec = in_numbers(model)
    own = maker(model, layer.input) if isinstance(layer, Loss) else layer
    item = next(item for item in spec.layers if item.name == own.name)
    names = tuple(f"x{place}" for place in range(1, len(item.sources) + 1)) if len(item.sources) > 1 else (INPUT,)
    item = replace(item, sources=names, shares=(), options=item.options.model_copy(update={"name": None}))
    inputs = {name: _input(model, tensor) for name, tensor in zip(names, own.inputs, strict=True)}
    loss = SUM_OF_SQUARES
    if isinstance(layer, Loss):
        said = next(said for said, each in zip(spec.losses, model.losses, strict=True) if each.name == layer.name)
        loss = replace(said, name="loss", source=None)
        if said.target is not None:
            inputs = {**inputs, TARGET: _input(model, layer.target)}
            loss = replace(loss, target=TARGET)
            item = replace(item, sources=tuple(inputs)[:1])
    bare = replace(spec, title="", values={}, regularise=NOTHING_ADDED, outputs=())
    large = build(replace(bare, inputs=inputs, layers=(item,), losses=(loss,)))
    (one,) = large.layers
    reads = window_reads(one.declaration)
    wishes = [at_least(one.size(read.outputs), wanted) for read, wanted in zip(reads, _along(counts), strict=False)]
    defined = {rule.symbol for rule in one.declaration.sizes}
    given = [read for read in reads if read.kernel not in defined]
    wishes += [with_remainder(one, read) for read in given if not pads_itself(one.declaration, read)]
    wishes += [at_least(one.size(read.kernel), 2) for read in reads if read.kernel in defined]
    return built(problem_of(large, tuple(_unknowns(large, counts))), wishes, lambda sizes: resized(large, sizes))


def _along(counts: Counts) -> Iterator[int]:
    """The wanted positions, axis by axis."""
    return cycle(counts.positions)


def _input(model: Model, tensor: Tensor) -> InputSpec:
    return input_of(layout_of(tensor), [int(size) for size in model.shape(tensor)[1:]])


def _unknowns(large: Model, counts: Counts) -> Iterator[Unknown]:
    (one,) = large.layers
    kinds = purposes_in(large)
    windowed = {one.size(read.window.extent) for read in window_reads(one.declaration)}
    following = {rule.symbol for rule in followers(large)}
    cut = {one.size(symbol) for limit in one.declaration.limits for symbol in limit.size.free_symbols}
    wanted, together = _along(counts), {own.second: own.first for placed in large.placed for own in placed.meets}
    extents: dict[Expr, int] = {}
    longest = max((large.values[symbol] for symbol in kinds if kinds[symbol] is Purpose.KERNEL), default=1)
    for symbol in (symbol for symbol in sorted(kinds, key=lambda symbol: kinds[symbol]) if symbol not in following):
        own = large.values[symbol]
        match kinds[symbol]:
            case Purpose.KERNEL if counts.square:
                yield Unknown(symbol, tuple(range(min(longest, LARGEST_KERNEL), longest + 1)))
            case Purpose.KERNEL:
                yield Unknown(symbol, tuple(range(min(own, LARGEST_KERNEL), own + 1)))
            case Purpose.EXTENT if symbol in windowed:
                yield Unknown(symbol, tuple(range(1, LARGEST_SIDE)))
            case Purpose.EXTENT if symbol in cut:
                yield Unknown(symbol, tuple(range(min(own, CUT), own + 1)))
            case Purpose.EXTENT:
                first = together.get(symbol, symbol)
                extents[first] = extents[first] if first in extents else next(wanted) * _parts(large, symbol)
                yield Unknown(symbol, (extents[first],))
            case Purpose.COUNT | Purpose.FEATURES if symbol in cut:
                yield Unknown(symbol, tuple(range(min(own, CUT), own + 1)))
            case Purpose.COUNT | Purpose.FEATURES:
                first = together.get(symbol, symbol)
                yield Unknown(symbol, (_count(large, first if isinstance(first, Symbol) else symbol, counts),))
            case Purpose.OFFSET:
                yield Unknown(symbol, tuple(range(min(own, 1), own + 1)))


def _count(large: Model, symbol: Symbol, counts: Counts) -> int:
    """How many channels, features or outputs; as many in every group."""
    (one,) = large.layers
    each = counts.outputs
    if any(symbol in tensor.shape for tensor in large.inputs):
        each = counts.features if Purpose.FEATURES in purposes(one.declaration).values() else counts.inputs
    return each * _parts(large, symbol)


def _parts(large: Model, symbol: Symbol) -> int:
    """How many equal parts an axis of this size must have."""
    (one,) = large.layers
    parts = (part for whole, part in quotients(one.declaration) if one.size(whole) == symbol)
    return prod(int(large.number(one.size(part))) for part in parts)


def described(model: Model) -> str:
    """The small network in a line: conv(filters 5, kernel 3x2, stride 2) on 2x9x7, batch 3."""
    layers = " then ".join(_with_options(item.kind, item.options) for item in model.spec.layers)
    loss = next(iter(model.spec.losses), None)
    after = "" if loss is None or loss == SUM_OF_SQUARES else f" and {_with_options(loss.kind, loss.options)}"
    shapes = " and ".join(_text(given.shape) for given in model.spec.inputs.values())
    return f"{layers}{after} on {shapes}, batch {BATCH}"


def _with_options(kind: str, options: BaseModel) -> str:
    """A kind with what was chosen: all options but the defaults."""
    defaults = {name: field.default for name, field in type(options).model_fields.items()}
    shown = [(name, value) for name, value in options if name != "name" and value != defaults[name]]
    inside = ", ".join(f"{name} {_text(value)}" for name, value in shown)
    return f"{kind}({inside})" if inside else kind


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return str(value[0]) if len(value) == 2 and value[0] == value[1] else "x".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
