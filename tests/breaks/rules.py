"""Breaks of the rules of derivation: uses, entries, factors, sums, folds, and one structure placed twice."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest import mock

import derive.calculus.compact
import derive.calculus.vjp
import derive.network.backward
from derive.algebra.equation import Equation
from tests.breaks.breaks import DENSE, PADDED, Break, each_term

SOFTMAX = "input: {features: 3}\nlayers:\n  - softmax\n"
NORMAL = "input: {features: 2}\nlayers:\n  - batch_norm\n"
TWICE = "input: {features: 2}\nlayers:\n  - dense: {units: 2}\n  - tanh\n  - dense: {units: 2}\n  - tanh\n"


def rule(name: str, broken: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Callable[[], Any]:
    """A patch of a rule of derive.calculus.vjp by what `broken` makes of the honest one."""
    honest = getattr(derive.calculus.vjp, name)
    return lambda: mock.patch.object(derive.calculus.vjp, name, broken(honest))


def compaction(name: str, broken: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Callable[[], Any]:
    """The same for a rule of derive.calculus.compact."""
    honest = getattr(derive.calculus.compact, name)
    return lambda: mock.patch.object(derive.calculus.compact, name, broken(honest))


def first_use_only(honest: Any) -> Any:
    """A tensor that two equations read: the sum over uses keeps one."""
    return lambda uses, target: honest(uses[:1], target)


def last_axis_free(honest: Any) -> Any:
    """d T[a, b] / d T[r, s] = [a = r], whatever b and s are."""

    def change(equation: Equation) -> tuple[Equation, str]:
        after, reason = honest(equation)
        return each_term(after, lambda term: replace(term, brackets=term.brackets[:-1])), reason

    return change


def powers_forgotten(honest: Any) -> Any:
    """d x^n / dx = x^(n - 1)."""
    return lambda body, entry: body / entry if body.has(entry) else honest(body, entry)


def summand_without_guard(honest: Any) -> Any:
    """The condition under which a window's cell exists is lost on the way into the sum."""

    def change(equation: Equation, uses: tuple[Equation, ...]) -> Equation:
        return each_term(honest(equation, uses), lambda term: replace(term, guards=()))

    return change


def fold_of_the_other_sign(honest: Any) -> Any:
    """σ(z) (1 - σ(z)) is taken for a (a - 1), and in batch norm (var + epsilon)^(-3/2) for -r^3."""
    return lambda body, definition: (found := honest(body, definition)) and -found


def placed_once(honest: Any) -> Any:
    """A structure that occurs twice is linked to the first of its places."""
    first: dict[int, Any] = {}
    return lambda placed, derivation: honest(first.setdefault(id(placed.declaration), placed), derivation)


RULES = {
    "only the first use summed": Break(SOFTMAX, rule("_chain", first_use_only)),
    "an axis left out of the entry rule": Break(DENSE, rule("_entry_rule", last_axis_free)),
    "powers forgotten": Break(DENSE, rule("slope_by", powers_forgotten)),
    "a summand's guard lost": Break(PADDED, rule("_differentiate", summand_without_guard)),
    "a fold of the other sign": Break(DENSE, rule("name_expression", fold_of_the_other_sign)),
    "a definition solved with the other sign": Break(NORMAL, rule("fold_definition", fold_of_the_other_sign)),
    "every sum taken for zero": Break(SOFTMAX, compaction("_vanishes", lambda honest: lambda *given: True)),
    "a bound index captured": Break(SOFTMAX, compaction("bound_apart", lambda honest: lambda term, taken: term)),
    "a structure placed once": Break(
        TWICE,
        lambda: mock.patch.object(
            derive.network.backward, "in_network", placed_once(derive.network.backward.in_network)
        ),
    ),
}
