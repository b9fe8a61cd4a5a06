"""What a layer looks like in other people's code: names, arguments, how its arrays may lie, where it is tried."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

Number = int | float
Numbers = Mapping[str, Number]


class Draw(Enum):
    """How inputs are drawn: NORMAL, standard normal; TIES, small whole numbers; ZEROS, some entries exactly 0; LARGE,
    of size 500; NARROW, about 3 with a deviation of 0.05."""

    NORMAL = "normal"
    TIES = "ties"
    ZEROS = "zeros"
    LARGE = "large"
    NARROW = "narrow"


@dataclass(frozen=True, slots=True)
class Configuration:
    """One case: the input's shape with the batch, the number of outputs (0 where the layer has none of its own), the
    layer's numbers by role: stride, pad, height, width, epsilon."""

    shape: tuple[int, ...]
    outputs: int = 0
    numbers: Numbers = field(default_factory=dict)
    draw: Draw = Draw.NORMAL


@dataclass(frozen=True, slots=True)
class Order:
    """How arrays lie: permutations of derive's axes by tensor, shapes of vectors (-1: their entries).

    `name` says it in words, empty for derive's own; `slope` of what a slope of one argument is written, the input "x"
    or the output "y".
    """

    name: str
    axes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    shapes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    slope: str = "x"


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One kind of layer, as people write it.

    `words`: what a function's name says besides its direction, in words, in any order; `tensors`: what it is
    differentiated by, the input first, in the usual order of a backward function's results; `spec` gives the text of
    the network whose kernels are right, with sizes as names, and `sizes` their numbers; `loss`: it is a loss behind
    its layer; `plain`: the values that numbers have
    where code does not take them; `fixed`: what every case says besides.
    """

    kind: str
    title: str
    words: tuple[str, ...]
    tensors: tuple[str, ...]
    output: str
    spec: Callable[[Configuration], str]
    grid: tuple[Configuration, ...]
    orders: tuple[Order, ...] = (Order(""),)
    fixed: Mapping[str, str] = field(default_factory=dict)
    loss: bool = False
    plain: Callable[[Configuration], Numbers] = lambda configuration: {}
    sizes: Callable[[Configuration], Mapping[str, int]] = lambda configuration: {}
