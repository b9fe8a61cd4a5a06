"""Numbers that somebody published of a course's own example: which mistake, or pair of them, gives these means."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, product
from typing import Any

import numpy as np

from derive.algebra.tensor import TensorRole
from derive.diagnosis.reference import Hypothesis, Made, faults_at, model_of, places_of, wrong_formulas
from derive.errors import DataError, DeriveError, NameNotFoundError
from derive.kernels.network import Kernels, kernels

Array = Any
SLACK = 1.0  # of the last printed digit, which some round and some cut off


@dataclass(frozen=True, slots=True)
class Example:
    """A course's example: its network, its sizes, its arrays in derive's order. The output is its own cotangent, as
    the course has it; `names` are the printed means, by tensor."""

    name: str
    source: str
    text: str
    sizes: Mapping[str, int]
    names: Mapping[str, str]

    def arrays(self) -> dict[str, Array]:
        """The seeded draws of the course, in the order in which they are made there."""
        random = np.random.RandomState(1)
        x, weights, bias = (random.randn(*shape) for shape in ((10, 4, 4, 3), (2, 2, 3, 8), (1, 1, 1, 8)))
        return {"input": x.transpose(0, 3, 1, 2), "layer.W": weights.transpose(3, 2, 0, 1), "layer.b": bias.ravel()}


EXAMPLES = (
    Example(
        "coursera-conv-backward",
        "deeplearning.ai, course 4, week 1, Convolution model - Step by Step",
        "input: {channels: C, height: h, width: w}\n"
        "layers: [conv: {name: layer, filters: K, kernel: [f1, f2], stride: [s1, s2], padding: [p1, p2]}]\n",
        {"s1": 2, "s2": 2, "p1": 2, "p2": 2},
        {"dA": "input", "dW": "layer.W", "db": "layer.b"},
    ),
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed mean: its value, and a unit of its last digit."""

    value: float
    within: float


def parse(text: str) -> dict[str, Printed]:
    """dA=0.6347,dW=1.5573 as numbers. Raises DataError for anything else."""
    found = {}
    for part in text.split(","):
        name, _, number = part.partition("=")
        try:
            value = float(number)
        except ValueError:
            raise DataError(f"{part!r}: expected a name and a number, such as dA=0.6347") from None
        decimals = len(number.strip().partition(".")[2]) if "e" not in number.lower() else 6
        found[name.strip()] = Printed(value, max(SLACK * 10.0**-decimals, 1e-9 * abs(value)))
    return found


def example(name: str) -> Example:
    """The example of this name."""
    found = next((each for each in EXAMPLES if each.name == name), None)
    if found is None:
        raise NameNotFoundError(
            f"no published example {name!r}; there are: {', '.join(each.name for each in EXAMPLES)}"
        )
    return found


def explanations(own: Example, printed: Mapping[str, Printed]) -> tuple[Hypothesis, ...]:
    """The hypotheses with the fewest mistakes whose means are the printed ones; () among them: all is right.

    Raises NameNotFoundError for a mean that the example does not print.
    """
    unknown = [name for name in printed if name not in own.names]
    if unknown:
        raise NameNotFoundError(f"{own.name} prints no mean of {unknown[0]}; it has: {', '.join(own.names)}")
    front, back = _mistakes(own.text)
    tried = _Tried(own, own.arrays(), {}, {})
    for group in (product([()], [()]), chain(product(front, [()]), product([()], back)), product(front, back)):
        found = [(*one, *two) for one, two in group if tried.fits(one, two, printed)]
        if found:
            return tuple(found)
    return ()


def _mistakes(text: str) -> tuple[list[Hypothesis], list[Hypothesis]]:
    """One in a forward formula; and one in a backward formula, or the same in all that it can be made in."""
    places = places_of(text)
    backward = [place for place, f in places.items() if f.equation.left.tensor.role is TensorRole.COTANGENT]
    forward = [place for place in places if place not in backward]
    front: list[Hypothesis] = [(Made(fault, place),) for place in forward for fault in faults_at(text, place)]
    back: dict[Hypothesis, None] = {}
    for fault in dict.fromkeys(fault for place in backward for fault in faults_at(text, place)):
        where = [place for place in backward if fault in faults_at(text, place)]
        back[tuple(Made(fault, place) for place in where)] = None
        back.update({(Made(fault, place),): None for place in where})
    return front, list(back)


@dataclass(frozen=True)
class _Tried:
    """Each mistake's kernels, made once. A backward formula of such an example reads inputs, parameters and the
    cotangent, never the output, so that what the forward pass gives enters as cotangent alone."""

    own: Example
    arrays: Mapping[str, Array]
    outputs: dict[Hypothesis, Array | None]
    backward: dict[Hypothesis, Kernels | None]

    def fits(self, front: Hypothesis, back: Hypothesis, printed: Mapping[str, Printed]) -> bool:
        """Whether the means are the printed ones, with one mistake forward and one backward."""
        y, made = self._output(front), self._backward(back)
        if y is None or made is None:
            return False
        bars = made.vjp(self.arrays["input"], self._params, y, self.own.sizes)
        means = {name: float(bars[self.own.names[name]].mean()) for name in printed}
        return all(abs(means[name] - each.value) <= each.within for name, each in printed.items())

    @property
    def _params(self) -> dict[str, Array]:
        return {name: array for name, array in self.arrays.items() if name != "input"}

    def _output(self, front: Hypothesis) -> Array | None:
        if front not in self.outputs:
            made = _made(self.own.text, front)
            y = None if made is None else made.forward(self.arrays["input"], self._params, self.own.sizes)
            self.outputs[front] = y
        return self.outputs[front]

    def _backward(self, back: Hypothesis) -> Kernels | None:
        if back not in self.backward:
            self.backward[back] = _made(self.own.text, back)
        return self.backward[back]


def _made(text: str, hypothesis: Hypothesis) -> Kernels | None:
    wrong = wrong_formulas(text, hypothesis)
    try:
        return None if wrong is None else kernels(model_of(text), replaced=wrong)
    except DeriveError:
        return None
