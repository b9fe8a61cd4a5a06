"""One layer of a network alone, at small sizes: the same options, few channels, a few windows and a remainder."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from derive.errors import SpecError
from derive.layers.options import LossOptions, pair
from derive.network.build import build
from derive.network.model import Layer, Loss, Model
from derive.spec.spec import ImageInput, LayerSpec, LossSpec, Spec, VectorInput
from derive.verification.case import BATCH
from derive.verification.shrink import with_numbers

SUM_OF_SQUARES = LossSpec("mean_squared_error", LossOptions(reduction="sum"))
LARGEST_KERNEL = 5
TRIES = 12


@dataclass(frozen=True, slots=True)
class Counts:
    """How many channels, or features, come in, how many go out, and how many positions a window has."""

    inputs: int
    features: int
    outputs: int
    positions: tuple[int, int]


DISTINCT = Counts(2, 7, 5, (4, 3))
EQUAL = Counts(BATCH, BATCH, BATCH, (3, 3))  # as many examples as channels and filters: what is transposed still runs


def alone(model: Model, layer: Layer | Loss, counts: Counts) -> Model:
    """The layer by itself before a sum of squares, so that it can be trained; a loss with the layer before it.

    Raises SpecError where no small input fits.
    """
    spec = with_numbers(model)
    own = model.layers[-1] if isinstance(layer, Loss) else layer
    item = _few(next(item for item in spec.layers if item.name == own.name), counts)
    loss = spec.loss if isinstance(layer, Loss) else SUM_OF_SQUARES
    small = replace(spec, title="", layers=(item,), loss=loss, values={})
    if len(own.input.shape) == 2:
        return build(replace(small, input=VectorInput(features=counts.features)))
    return _first_that_fits(small, item, counts)


def _first_that_fits(small: Spec, item: LayerSpec, counts: Counts) -> Model:
    groups = dict(item.options).get("groups", 1)
    for height, width in _extents(item, counts):
        try:
            return build(replace(small, input=ImageInput(channels=counts.inputs * groups, height=height, width=width)))
        except SpecError as error:
            last = error
    raise last


def _few(item: LayerSpec, counts: Counts) -> LayerSpec:
    """The item with few filters or units, and windows of at most 5."""
    options = dict(item.options)
    changes: dict[str, Any] = {"name": None}
    if "filters" in options:
        changes["filters"] = counts.outputs * options["groups"]
    if "units" in options:
        changes["units"] = counts.outputs
    for key in ("kernel", "window"):
        if key in options:
            height, width = pair(options[key])
            changes[key] = (min(height, LARGEST_KERNEL), min(width, LARGEST_KERNEL))
    return replace(item, options=item.options.model_copy(update=changes))


def _extents(item: LayerSpec, counts: Counts) -> Iterator[tuple[int, int]]:
    """Heights and widths from the wanted number of positions upward, with cells left over after the last window."""
    options = dict(item.options)
    taps = options.get("kernel", options.get("window"))
    if taps is None:
        yield counts.positions
        return
    stride = options["stride"] if options.get("stride") is not None else taps
    padding = options.get("padding", 0)
    sizes = (taps, stride, 0 if isinstance(padding, str) else padding, options.get("dilation", 1))
    axes = list(zip(*map(pair, sizes), counts.positions, strict=True))
    for more in range(TRIES):
        height, width = (max(1, (o + more) * s - 1 + d * (f - 1) + 1 - 2 * p) for f, s, p, d, o in axes)
        yield height, width


def described(model: Model) -> str:
    """The small network in a line: conv(filters 5, kernel 3x2, stride 2) on 2x9x7, batch 3."""
    (item,) = model.spec.layers
    loss = model.spec.loss
    after = "" if loss is None or loss == SUM_OF_SQUARES else f" and {_with_options(loss.kind, loss.options)}"
    return f"{_with_options(item.kind, item.options)}{after} on {_text(model.spec.input.shape)}, batch {BATCH}"


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
