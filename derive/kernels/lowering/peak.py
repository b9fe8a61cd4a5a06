"""The maximum that a selector may read: where a formula gives it, its windows need not be searched for it again."""

from collections.abc import Iterable
from dataclasses import replace

from derive.algebra.affine import affine
from derive.algebra.canonical import same_form
from derive.algebra.equation import Equation, Reduction, reads
from derive.algebra.tensor import Entry


def peak_of(selection: Equation, formulas: Iterable[Equation]) -> Entry | None:
    """The left side of the formula that is the maximum of the terms whose first maximum is selected, None without one.

    A formula that another was put in place of, a known mistake, is none: what is wrong there does not reach the
    selector. None, too, where a formula reads the selector, which may then be needed before the maximum is known.
    """
    known = tuple(formulas)
    if selection.reduction is not Reduction.FIRST or any(reads(each, selection.left.tensor.name) for each in known):
        return None
    return next((formula.left for formula in known if _is_maximum(formula, selection)), None)


def _is_maximum(formula: Equation, selection: Equation) -> bool:
    """Whether a formula is the maximum over the very terms, and its left side has the free indices in their order,
    perhaps with axes of one entry between them."""
    plain = tuple(affine(index) for index, _ in selection.free)
    given = tuple(subscript for subscript in formula.left.subscripts if subscript.terms)
    if formula.free != selection.free or given != plain:
        return False
    return same_form(formula, replace(selection, left=formula.left, reduction=Reduction.MAXIMUM))
