"""Maxima: over windows, and over whole axes; the largest of the terms, and which of them is the first."""

from sympy import Expr

from derive.algebra.bounds import Facts
from derive.algebra.equation import Equation
from derive.algebra.index import Index
from derive.algebra.tensor import Entry
from derive.algebra.window import Window
from derive.errors import PlanError
from derive.kernels.lowering.calls import Operand, arranged, called, over_axes
from derive.kernels.lowering.limits import refuse_unguarded
from derive.kernels.lowering.reading import axes_of, matching
from derive.kernels.lowering.views import Views

Labels = tuple[Index, ...]


def maximum(equation: Equation, views: Views, facts: Facts, output: Labels) -> Expr:
    """The largest of the terms, with an axis for each of the labels."""
    view, windows = _candidates(equation, views, facts)
    bound = {index for index, _ in equation.terms[0].bound}
    if not bound <= set(view.labels):
        raise PlanError(f"{equation.left}: {equation.terms[0].body} does not have every index of the maximum")
    kept = tuple(label for label in view.labels if label not in bound)
    over_taps = view.windowed and bound == {window.tap for window in windows}
    text = str(called("largest", view.text)) if over_taps else _over(view, bound)
    return arranged(Operand(text, kept), output)


def first_maximum(equation: Equation, views: Views, facts: Facts, peak: Entry | None) -> Expr:
    """The number of the first of the largest terms; `peak` is the maximum, where an array has it."""
    view, windows = _candidates(equation, views, facts)
    (term,) = equation.terms
    free, bound = (tuple(index for index, _ in ranges) for ranges in (equation.free, term.bound))
    if not view.windowed and set(view.labels) == {*free, *bound}:
        return called("first_largest", arranged(view, (*free, *bound)), _peak(view, equation, views, facts, peak))
    if view.labels != (*free, *bound):
        raise PlanError(f"{equation.left}: the taps of {term.body} are not its last axes, in order")
    if not view.windowed or len(windows) != len(bound):
        raise PlanError(f"{equation.left}: a maximum over windows and whole axes together has no plan")
    return called("first_maximum", view.text, _peak(view, equation, views, facts, peak))


def _candidates(equation: Equation, views: Views, facts: Facts) -> tuple[Operand, tuple[Window, ...]]:
    """What the maximum is taken of: an array, or windows into it, around which stands -inf."""
    (term,) = equation.terms
    ranges = dict((*equation.free, *term.bound))
    if not isinstance(term.body, Entry):
        raise PlanError(f"{equation.left}: a maximum over {term.body} is not lowered")
    axes = axes_of(term.body, ranges, facts)
    windows = tuple(axis for axis in axes if isinstance(axis, Window))
    if any(matching(guard, windows) is None for guard in term.guards):
        raise PlanError(f"{equation.left}: a guard is met by no read of {term.body}")
    refuse_unguarded(term.guards, {term.body: windows})
    return views.view(term.body, axes, ranges, ("fill=-inf",) if term.guards else ()), windows


def _peak(view: Operand, equation: Equation, views: Views, facts: Facts, peak: Entry | None) -> str:
    """The maximum: the array that has it, with an axis for each free index, or the terms' own."""
    free = tuple(index for index, _ in equation.free)
    if peak is not None:
        known = views.view(peak, axes_of(peak, dict(equation.free), facts), dict(equation.free))
        return str(arranged(known, free))
    if view.windowed:
        return str(called("largest", view.text))
    bound = {index for index, _ in equation.terms[0].bound}
    kept = tuple(label for label in view.labels if label not in bound)
    return str(arranged(Operand(_over(view, bound), kept), free))


def _over(view: Operand, bound: set[Index]) -> str:
    """x.max(axis=(1,)) over the bound labels."""
    return over_axes(view.plain, "max", tuple(place for place, label in enumerate(view.labels) if label in bound))
