"""What a reader may choose about how formulas are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sympy import Symbol

from derive.algebra.size import Size, normal, with_numbers

CotangentNotation = Literal["partial", "d", "bar"]


@dataclass(frozen=True, slots=True)
class Style:
    """How formulas are written.

    `notation`: a cotangent as ∂J/∂z ("partial"), dz ("d") or z with a bar ("bar"); `numbers`: values put in
    for sizes, for display only; `loss`: the loss's letter; `every_step`: one line for each renaming of an
    index in a derivation, instead of one for all that follow each other; `ordinary`: derivatives with an
    upright d, those of a function of one variable.
    """

    notation: CotangentNotation = "partial"
    numbers: Mapping[Symbol, int] = field(default_factory=dict)
    loss: str = "J"
    every_step: bool = False
    ordinary: bool = False

    def shown(self, size: Size) -> Size:
        """The size with its known numbers put in and worked out."""
        if isinstance(size, int) or not self.numbers:
            return size
        return normal(with_numbers(size, self.numbers))


PLAIN = Style()
