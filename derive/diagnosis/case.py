"""A configuration with its arrays: seeded, so that every file is tried on the same numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np

from derive.diagnosis.subject import Configuration, Draw, Subject

SEED = 4071
Array = Any


@dataclass(frozen=True, eq=False)
class Case:
    """`arrays` by role in derive's order, "cotangent" the output's (none for a loss), "labels" of a loss."""

    subject: Subject
    place: int
    configuration: Configuration
    arrays: Mapping[str, Array]

    @property
    def batch(self) -> int:
        """The number of examples."""
        return self.configuration.shape[0]

    @cached_property
    def divides(self) -> bool:
        """Whether the windows cover the input without cells left over."""
        n = self.configuration.numbers
        if "stride" not in n:
            return True
        sides = zip(self.configuration.shape[2:], (n["height"], n["width"]), strict=True)
        return all((side + 2 * n["pad"] - size) % n["stride"] == 0 for side, size in sides)

    def __str__(self) -> str:
        """The case in a line: stride 2, padding 1, window 3x3, input 2x3x7x5."""
        n = self.configuration.numbers
        words = {"stride": "stride", "pad": "padding", "epsilon": "epsilon"}
        said = [f"{word} {n[role]}" for role, word in words.items() if role in n]
        said += [f"window {n['height']}x{n['width']}"] if "height" in n else []
        said += [f"{self.configuration.outputs} outputs"] if self.configuration.outputs else []
        said += [f"inputs {self.configuration.draw.value}"] if self.configuration.draw is not Draw.NORMAL else []
        return ", ".join([*said, f"input {'x'.join(map(str, self.configuration.shape))}"])


@cache
def cases(subject: Subject) -> tuple[Case, ...]:
    """Every case of a subject's grid."""
    return tuple(_case(subject, place, each) for place, each in enumerate(subject.grid))


def _case(subject: Subject, place: int, configuration: Configuration) -> Case:
    random = np.random.default_rng([SEED, place])
    arrays = {"x": _draw(configuration, random)}
    channels = configuration.shape[1]
    n = configuration.numbers
    taps = (int(n["height"]), int(n["width"])) if "W" in subject.tensors and "height" in n else ()
    for tensor in subject.tensors[1:]:
        shape = {"W": (configuration.outputs, channels, *taps), "b": (configuration.outputs,)}.get(tensor, (channels,))
        arrays[tensor] = random.standard_normal(shape)
    if subject.loss:
        arrays["labels"] = random.integers(0, channels, configuration.shape[0])
    return Case(subject, place, configuration, arrays)


def _draw(configuration: Configuration, random: np.random.Generator) -> Array:
    shape = configuration.shape
    match configuration.draw:
        case Draw.TIES:
            return random.integers(-2, 2, shape).astype(float)
        case Draw.LARGE:
            return 500 * random.standard_normal(shape)
        case Draw.NARROW:
            return 3 + 0.05 * random.standard_normal(shape)
        case Draw.ZEROS:
            drawn = random.standard_normal(shape)
            return np.where(random.uniform(size=shape) < 0.3, 0.0, drawn)
        case Draw.NORMAL:
            return random.standard_normal(shape)
