"""What a layer is to the engine: the record that each layer's file fills in, and the values it exchanges."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from derive.engine.options import Options
from derive.errors import EngineError, Problem

Array: TypeAlias = npt.NDArray[Any]
Arrays: TypeAlias = Mapping[str, Array]
Shape: TypeAlias = tuple[int, ...]
Mode: TypeAlias = Literal["train", "inference"]

S = TypeVar("S")  # a layer's settled setup: its options and sizes
C = TypeVar("C")  # what its forward pass keeps for the backward pass


@dataclass(frozen=True, slots=True)
class Context:
    """What a forward pass knows besides input and parameters; `where` names the layer in messages.

    `mask` is None in inference, and for a layer that takes none; `keeps_state` says whether the caller gave a state,
    and so goes on with the new one.
    """

    where: str
    training: bool
    mask: Array | None
    state: Arrays
    keeps_state: bool = False


@dataclass(frozen=True, slots=True)
class Forward(Generic[C]):
    """A layer's output (M, ...), its cache, and its new state (empty for a layer without state)."""

    output: Array
    cache: C
    state: Arrays = field(default_factory=dict)


def nothing(setup: Any) -> dict[str, Shape]:
    """The parameters of a layer without parameters."""
    return {}


def nothing_drawn(setup: Any, generator: np.random.Generator) -> dict[str, Array]:
    """The initial parameters of a layer without parameters."""
    return {}


def no_state(setup: Any, dtype: npt.DTypeLike) -> dict[str, Array]:
    """The initial state of a layer without state."""
    return {}


def no_gradients(setup: Any, y_bar: Array, cache: Any) -> dict[str, Array]:
    """The parameter gradients of a layer without parameters."""
    return {}


@dataclass(frozen=True, slots=True)
class Kind(Generic[S, C]):
    """One kind of layer, as plain functions. Shapes in `read` and `output_shape` leave the batch out.

    `input_cotangent` and `parameter_gradients` are separate, so that training can skip the first layer's
    input. Parameter and state names are short here ("W"); the stack puts the layer's name before them.
    Of a kind with several inputs, `several` says how many; `read` takes a tuple of their shapes, `forward` a tuple of
    arrays, and `input_cotangent` gives one.
    """

    name: str
    options: tuple[str, ...]
    read: Callable[[Options, Any], S]
    output_shape: Callable[[S], Shape]
    forward: Callable[[S, Any, Arrays, Context], Forward[C]]
    input_cotangent: Callable[[S, Array, C, Arrays], Any]
    parameter_gradients: Callable[[S, Array, C], dict[str, Array]] = no_gradients
    parameters: Callable[[S], dict[str, Shape]] = nothing
    initialise: Callable[[S, np.random.Generator], dict[str, Array]] = nothing_drawn
    initial_state: Callable[[S, npt.DTypeLike], dict[str, Array]] = no_state
    draw_mask: Callable[[S, np.random.Generator, int], Array] | None = None
    several: range | None = None


@dataclass(frozen=True, slots=True)
class Elementwise:
    """The setup of a layer without options whose output has its input's shape."""

    shape: Shape


def read_elementwise(options: Options, shape: Shape) -> Elementwise:
    """Nothing to read: any input shape will do."""
    return Elementwise(shape)


def elementwise_shape(setup: Elementwise) -> Shape:
    """The output's shape is the input's."""
    return setup.shape


def engine_error(where: str, what: str, fix: str = "") -> EngineError:
    """An EngineError that says where, what was found and expected, and what to do."""
    return EngineError(str(Problem(where, what, fix)))
