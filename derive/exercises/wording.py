"""Words that exercises share: a layer with its options, a tensor, in words that a sentence can take."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sympy import Rational

from derive.algebra.tensor import Tensor, TensorRole
from derive.document.figures import exact
from derive.exercises.by_hand import Worked
from derive.grammar import an, counted
from derive.layers.options import Options, pair
from derive.network.model import Layer, Model

PHRASES: Mapping[str, Callable[[Any], str]] = {
    "filters": lambda value: _some(value, "filter"),
    "kernel": lambda value: f"kernel {_by(value)}",
    "window": lambda value: f"windows of {_by(value)}",
    "stride": lambda value: f"stride {_each(value)}",
    "padding": lambda value: _padded(value),
    "dilation": lambda value: "" if pair(value) == (1, 1) else f"dilation {_each(value)}",
    "groups": lambda value: "" if value == 1 else _some(value, "group"),
    "units": lambda value: _some(value, "unit"),
    "bias": lambda value: "with a bias" if value else "without a bias",
    "ceil_mode": lambda value: "sizes rounded up" if value else "",
    "count_include_pad": lambda value: "" if value else "padded cells do not count",
    "rate": lambda value: f"rate {value}",
    "epsilon": lambda value: f"epsilon {exact(Rational(str(value)))}",
}


def kind_in_words(kind: str) -> str:
    """A conv layer, a max pool layer."""
    return f"{kind.replace('_', ' ')} layer"


def options_in_words(options: Options) -> str:
    """28 filters, kernel 3 × 3, stride 1, no padding, with a bias; what has no phrase by its name, if it was chosen."""
    fields = type(options).model_fields
    given = {name: value for name, value in options if name in PHRASES or value != fields[name].default}
    if "window" in given and given.get("stride") is None:
        given["stride"] = given["window"]
    said = (PHRASES.get(name, partial(_plainly, name))(value) for name, value in given.items() if value is not None)
    return ", ".join(phrase for phrase in said if phrase)


def described(worked: Worked) -> str:
    """This small conv layer (1 filter, kernel 2 × 2, ...)."""
    item = worked.model.spec.layers[0]
    inside = options_in_words(item.options)
    return f"this small {kind_in_words(item.kind)}{f' ({inside})' if inside else ''}"


def with_options(model: Model, layer: Layer) -> str:
    """The layer conv1, a conv layer (28 filters, kernel 3 × 3, ...)."""
    item = next(item for item in model.spec.layers if item.name == layer.name)
    inside = options_in_words(item.options)
    return f"{layer.name}, {an(kind_in_words(item.kind))}{f' ({inside})' if inside else ''},"


def image_in_words(model: Model, whole: bool = False) -> str:
    """31 rows and 25 columns with 1 channel; `whole`: images of that, or examples of 12 features."""
    sizes = [int(model.number(size)) for size in model.input.shape[1:]]
    if len(sizes) == 1:
        return f"examples of {counted(sizes[0], 'feature')}"
    channels, height, width = sizes
    words = f"{counted(height, 'row')} and {counted(width, 'column')} with {counted(channels, 'channel')}"
    return f"images of {words}" if whole else words


def named(model: Model, tensor: Tensor) -> str:
    """The network's input; W of conv1; the output of conv1 (z); s of softmax1."""
    if tensor in model.inputs:
        which = "the network's input" if len(model.inputs) == 1 else f"the input {tensor.name}"
        return f"{which} ({tensor.letter})"
    for placed in model.placed:
        if tensor == placed.output:
            return f"the output of {placed.name} ({tensor.letter})"
        if tensor in placed.tensors.values():
            own = tensor.name.removeprefix(f"{placed.name}.")
            return f"{own} of {placed.name}"
    return tensor.name


def is_map(tensor: Tensor) -> bool:
    """Whether an array of two axes is a matrix of its own: a dense layer's weights, not a batch of vectors."""
    return len(tensor.shape) == 2 and tensor.role is TensorRole.PARAMETER


def _plainly(name: str, value: Any) -> str:
    """momentum 0.1, with affine, without affine; nothing of the layer's name."""
    words = name.replace("_", " ")
    if isinstance(value, bool):
        return f"with {words}" if value else f"without {words}"
    return "" if name == "name" else f"{words} {_by(value) if isinstance(value, tuple) else value}"


def _some(value: int | str, thing: str) -> str:
    return counted(value, thing) if isinstance(value, int) else f"{value} {thing}s"


def _by(value: Any) -> str:
    height, width = pair(value)
    return f"{height} × {width}"


def _each(value: Any) -> str:
    height, width = pair(value)
    return f"{height}" if height == width else f"{height} down and {width} across"


def _padded(value: Any) -> str:
    if isinstance(value, str):
        return "no padding" if value == "valid" else f"{value} padding" if value == "same" else f"padding {value}"
    return "no padding" if value in (0, (0, 0)) else f"padding {_each(value)}"
