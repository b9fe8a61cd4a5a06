"""Words that exercises share: a layer with its options, a tensor, in words that a sentence can take."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sympy import Rational

from derive.algebra.tensor import Tensor, TensorRole
from derive.document.figures import exact
from derive.exercises.by_hand import Worked
from derive.grammar import an, counted
from derive.layers.options import Options
from derive.network.model import Layer, Model

PHRASES: Mapping[str, Callable[[Any, int], str]] = {
    "filters": lambda value, axes: _some(value, "filter"),
    "kernel": lambda value, axes: f"kernel {_by(value, axes)}",
    "window": lambda value, axes: f"windows of {_by(value, axes)}",
    "stride": lambda value, axes: f"stride {_each(value, axes)}",
    "padding": lambda value, axes: _padded(value, axes),
    "dilation": lambda value, axes: "" if set(_along(value, axes)) == {1} else f"dilation {_each(value, axes)}",
    "groups": lambda value, axes: "" if value == 1 else _some(value, "group"),
    "units": lambda value, axes: _some(value, "unit"),
    "bias": lambda value, axes: "with a bias" if value else "without a bias",
    "ceil_mode": lambda value, axes: "sizes rounded up" if value else "",
    "count_include_pad": lambda value, axes: "" if value else "padded cells do not count",
    "rate": lambda value, axes: f"rate {value}",
    "epsilon": lambda value, axes: f"epsilon {exact(Rational(str(value)))}",
}
THINGS = {
    1: ("signals", ("place",)),
    2: ("images", ("row", "column")),
    3: ("volumes", ("slice", "row", "column")),
}
PADDINGS = {"valid": "no padding", "same": "same padding", "causal": "causal padding"}
DIRECTIONS = (" deep", " down", " across")


def kind_in_words(kind: str) -> str:
    """A conv layer, a max pool layer."""
    return f"{kind.replace('_', ' ')} layer"


def axes_of(layer: Layer) -> int:
    """How many axes of space or time a layer's input has."""
    return len(layer.layouts[0].positions)


def options_in_words(options: Options, axes: int = 2) -> str:
    """28 filters, kernel 3 × 3, stride 1, no padding, with a bias; what has no phrase by its name, if it was chosen.

    `axes`: over how many of them a window slides.
    """
    fields = type(options).model_fields
    given = {name: value for name, value in options if name in PHRASES or value != fields[name].default}
    if "window" in given and given.get("stride") is None:
        given["stride"] = given["window"]
    chosen = ((name, value) for name, value in given.items() if value is not None)
    said = (PHRASES.get(name, partial(_plainly, name))(value, axes) for name, value in chosen)
    return ", ".join(phrase for phrase in said if phrase)


def described(worked: Worked) -> str:
    """This small conv layer (1 filter, kernel 2 × 2, ...)."""
    item = worked.model.spec.layers[0]
    inside = options_in_words(item.options, axes_of(worked.model.layers[0]))
    return f"this small {kind_in_words(item.kind)}{f' ({inside})' if inside else ''}"


def with_options(model: Model, layer: Layer) -> str:
    """The layer conv1, a conv layer (28 filters, kernel 3 × 3, ...)."""
    item = next(item for item in model.spec.layers if item.name == layer.name)
    inside = options_in_words(item.options, axes_of(layer))
    return f"{layer.name}, {an(kind_in_words(item.kind))}{f' ({inside})' if inside else ''},"


def examples_in_words(model: Model) -> str:
    """images of 31 rows and 25 columns with 1 channel, signals of 9 places with 3 channels, examples of 12 features."""
    sizes = [int(model.number(size)) for size in model.input.shape[1:]]
    if len(sizes) == 1:
        return f"examples of {counted(sizes[0], 'feature')}"
    channels, *sides = sizes
    things, words = THINGS[len(sides)]
    *first, last = (counted(side, word) for side, word in zip(sides, words, strict=True))
    read = f"{', '.join(first)} and {last}" if first else last
    return f"{things} of {read} with {counted(channels, 'channel')}"


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


def _plainly(name: str, value: Any, axes: int) -> str:
    """momentum 0.1, with affine, without affine; nothing of the layer's name."""
    words = name.replace("_", " ")
    if isinstance(value, bool):
        return f"with {words}" if value else f"without {words}"
    return "" if name == "name" else f"{words} {_by(value, axes) if isinstance(value, tuple) else value}"


def _some(value: int | str, thing: str) -> str:
    return counted(value, thing) if isinstance(value, int) else f"{value} {thing}s"


def _along(value: Any, axes: int) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, tuple) else (value,) * axes


def _by(value: Any, axes: int) -> str:
    return " × ".join(map(str, _along(value, axes)))


def _each(value: Any, axes: int) -> str:
    sides = _along(value, axes)
    if len(set(sides)) == 1:
        return f"{sides[0]}"
    *first, last = (f"{side}{word}" for side, word in zip(sides, DIRECTIONS[-axes:], strict=True))
    return f"{', '.join(first)} and {last}"


def _padded(value: Any, axes: int) -> str:
    if isinstance(value, str):
        return {"valid": "no padding", "same": "same padding", "causal": "causal padding"}.get(
            value, f"padding {value}"
        )
    sides = _along(value, axes)
    if any(isinstance(side, tuple) for side in sides):
        pairs = (side if isinstance(side, tuple) else (side, side) for side in sides)
        return f"padding {_each(tuple(f'{before} before and {after} behind' for before, after in pairs), axes)}"
    return "no padding" if set(sides) == {0} else f"padding {_each(value, axes)}"
