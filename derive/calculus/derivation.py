"""A derivation: the list of its steps, each one rule with what it changed and why."""

from dataclasses import dataclass

from derive.algebra.affine import Affine
from derive.algebra.equation import Equation, Range
from derive.algebra.index import Index
from derive.algebra.tensor import Entry


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule and the law that it applies."""

    name: str
    law: str


@dataclass(frozen=True, slots=True)
class Step:
    """One application of one rule: `before` and `after` have the same values wherever both are defined.

    `solved` is the index that the step removed and what it became, if it removed one; `because` is the
    derivation that the step rests on, if it rests on one of its own.
    """

    rule: Rule
    before: Equation
    after: Equation
    reason: str
    solved: tuple[Index, Affine] | None = None
    because: "Lemma | None" = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """How the cotangent of one tensor was found.

    `equation` is the result as a formula for each entry (a gather); `scatter` is the same as additions
    into a strided target, where the tensor was read through a window; `linked` is the form over the
    cotangents of a layer's sub-equations, before it was compacted; `several` has a bracket in each of several
    summands, where the tensor is read through more than one window. `steps` lead to all of them.
    """

    steps: tuple[Step, ...]
    equation: Equation
    scatter: Equation | None = None
    linked: Equation | None = None
    several: Equation | None = None

    @property
    def forms(self) -> tuple[Equation, ...]:
        """Every form of the result; all have the same values."""
        found = (self.equation, self.scatter, self.linked, self.several)
        return tuple(dict.fromkeys(form for form in found if form is not None))

    @property
    def lowered(self) -> Equation:
        """The form that kernels compute."""
        return self.scatter or self.several or self.equation

    @property
    def lemmas(self) -> "tuple[Lemma, ...]":
        """The derivations that steps rest on, each once."""
        return tuple(dict.fromkeys(step.because for step in self.steps if step.because is not None))


@dataclass(frozen=True, slots=True)
class Lemma:
    """A derivation of its own, by an entry: of the slope of the scalar function called `function`, or, where that
    is empty, of a derivative of the loss that a step needs the value of."""

    wrt: Entry
    ranges: tuple[Range, ...]
    derivation: Derivation
    function: str = ""
