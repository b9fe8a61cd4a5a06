"""Derivations: each step as the rule's name, its reason, what indices became, and the formula after it."""

from collections.abc import Iterable
from itertools import groupby

from derive.algebra.equation import Equation
from derive.algebra.tensor import Partial
from derive.calculus.derivation import Derivation, Step
from derive.calculus.vjp import CHAIN
from derive.printing.compose import statement
from derive.printing.formula import Explained, Note, Statement, Trace
from derive.printing.notes import without_known
from derive.printing.style import PLAIN, Style
from derive.printing.subscripts import solution

PRODUCTS = "each output that depends on it contributes one product"
GIVEN = "the formula"


def trace(derivation: Derivation, style: Style = PLAIN) -> Trace:
    """The whole derivation. A range is stated where it is first needed; conditions are stated each time."""
    if not derivation.steps:
        return Trace((_start(derivation.equation, style),))
    rows = [_start(derivation.steps[0].before, style)]
    rows += [explained(run, style) for run in _runs(derivation.steps, style)]
    known: list[Note] = []
    short = []
    for row in rows:
        notes = without_known(row.statement.notes, known)
        known += row.statement.notes
        shorter = Statement(row.statement.relation, notes)
        short.append(Explained(row.rule, row.reason, row.solved, shorter))
    return Trace(tuple(short))


def explained(run: tuple[Step, ...], style: Style = PLAIN) -> Explained:
    """Steps of one rule for one reason, which follow each other, as one: the formula after the last of them."""
    solved = tuple(solution(step.solved, style) for step in run if step.solved is not None)
    return Explained(run[0].rule.name, run[0].reason, solved, statement(run[-1].after, style))


def _start(equation: Equation, style: Style) -> Explained:
    chained = any(term.body.has(Partial) for term in equation.terms)
    rule, reason = (CHAIN.name, PRODUCTS) if chained else (GIVEN, "")
    return Explained(rule, reason, (), statement(equation, style))


def _runs(steps: tuple[Step, ...], style: Style) -> Iterable[tuple[Step, ...]]:
    """Renamings of one index each are told together, unless the style asks for every step."""
    numbered = enumerate(steps)
    for _, run in groupby(numbered, lambda item: item[0] if style.every_step else _kind(*item)):
        yield tuple(step for _, step in run)


def _kind(place: int, step: Step) -> object:
    if step.solved is None or not _is_renaming(step):
        return place
    return (step.rule.name, step.reason)


def _is_renaming(step: Step) -> bool:
    """Whether the index only became another index."""
    if step.solved is None:
        return False
    became = step.solved[1]
    return became.const == 0 and len(became.terms) == 1 and became.terms[0][1] == 1
