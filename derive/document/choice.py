"""What a reader may choose about what a document holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Symbol

from derive.printing.style import PLAIN, Style

Array = Any


@dataclass(frozen=True, slots=True)
class WorkedValues:
    """The numbers of a worked example: every tensor and cotangent as an array by name.

    `made` are the tensors that the spec does not give; `loss` is None where there is none.
    """

    arrays: Mapping[str, Array]
    sizes: Mapping[Symbol, int]
    made: tuple[str, ...]
    loss: float | None

    @property
    def given(self) -> bool:
        """Whether the spec gives every number that is not computed."""
        return not self.made


@dataclass(frozen=True, slots=True)
class Choice:
    """What is shown.

    `style`: how formulas are written; `steps`: derivations in full; `unroll`: convolutions as dense layers;
    `values`: worked numbers, if any; `checked`: what the check of the steps said, by tensor; `once`: of layers of one
    structure only the first one's derivations; `like`: the layer whose derivations a layer's own would repeat.
    """

    style: Style = PLAIN
    steps: bool = False
    unroll: bool = False
    values: WorkedValues | None = None
    checked: Mapping[str, str] = field(default_factory=dict)
    once: bool = False
    like: str = ""
