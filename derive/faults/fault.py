"""A known mistake as data: what it does to a right formula, and how to tell somebody about it."""

from collections.abc import Callable
from dataclasses import dataclass

from derive.algebra.equation import Equation
from derive.algebra.setting import settled
from derive.faults.formula import Formula

Change = Callable[[Formula], Equation | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake that people make.

    `change` gives the wrong formula, or None where the mistake has nothing to bite on; `explanation` says
    what is wrong, `hint` asks the question that leads to it; `example` is a smallest network (the text of a
    spec, fed with a batch of three) on which it gives other numbers: none of its sizes can be smaller.
    `convention` is empty for what is wrong everywhere; else it says as which convention, with which factor,
    the difference can be meant.
    """

    id: str
    name: str
    explanation: str
    hint: str
    example: str
    change: Change
    convention: str = ""

    @property
    def family(self) -> str:
        """The kind of mistake: the part of the id before the dot."""
        return self.id.partition(".")[0]

    def apply(self, formula: Formula) -> Equation | None:
        """The wrong formula for a right one; None where it does not apply, or changes nothing."""
        wrong = self.change(formula)
        return None if wrong is None or settled(wrong) == settled(formula.equation) else wrong


@dataclass(frozen=True, slots=True)
class Mistake:
    """A fault made in one formula: both can be printed by derive.printing.compose.statement."""

    fault: Fault
    formula: Formula
    wrong: Equation

    @property
    def right(self) -> Equation:
        """The formula as it should be."""
        return self.formula.equation
