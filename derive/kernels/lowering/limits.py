"""What no plan serves, said before one is made: whatever is not refused here or at its read is lowered as it stands."""

from collections.abc import Mapping

from derive.algebra.equation import LANDING, Equation, Guard, Reduction
from derive.algebra.tensor import Entry
from derive.algebra.window import Window
from derive.errors import PlanError
from derive.kernels.lowering.reading import AxisRun, Fixed, axes_of, matching


def refuse(equation: Equation) -> None:
    """PlanError for a form that has no plan.

    Only a sum has several terms, and brackets; its left side is whole axes. A scatter's windows are the last axes.
    """
    left = equation.left
    ranges = dict((*equation.free, *(item for term in equation.terms for item in term.bound)))
    windowed = [isinstance(axis, Window) for axis in axes_of(left, ranges)]
    word = equation.reduction.name.lower()
    if equation.reduction is not Reduction.SUM and (len(equation.terms) != 1 or has_brackets(equation)):
        raise PlanError(f"{left}: a {word} of several terms, or with a bracket, is not lowered; name its parts")
    pairs = zip(axes_of(left, ranges), left.tensor.shape, strict=True)
    if any(isinstance(axis, AxisRun) or (isinstance(axis, Fixed) and size != 1) for axis, size in pairs):
        raise PlanError(f"{left}: the left side is a part of an axis; write one equation for the whole axis")
    if equation.reduction not in LANDING and any(windowed):
        raise PlanError(f"{left}: a {word} into a window is not lowered; write it as a scatter")
    if windowed != sorted(windowed):
        raise PlanError(f"{left}: only the last axes can be added into through a window")


def refuse_unguarded(guards: tuple[Guard, ...], reads: Mapping[Entry, tuple[Window, ...]]) -> None:
    """PlanError for a padded window that no guard watches."""
    for entry, windows in reads.items():
        for window in windows:
            if window.padding != 0 and not any(matching(guard, (window,)) for guard in guards):
                raise PlanError(f"{entry} can be read out of range and has no guard")


def has_brackets(equation: Equation) -> bool:
    """Whether any term has a bracket."""
    return any(term.brackets for term in equation.terms)
