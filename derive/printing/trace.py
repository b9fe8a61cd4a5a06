"""Derivations: each step as the rule's name, its reason, what indices became, and the formula after it."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from derive.algebra.equation import Equation
from derive.algebra.tensor import Entry, Partial
from derive.calculus.derivation import Derivation, Lemma, Step
from derive.calculus.vjp import CHAIN
from derive.printing.bodies import body
from derive.printing.compose import statement
from derive.printing.formula import Derivative, Explained, Note, Statement, Trace
from derive.printing.names import size_letter
from derive.printing.notes import without_known
from derive.printing.style import PLAIN, Style
from derive.printing.subscripts import solution
from derive.printing.unicode import spoken

PRODUCTS = "each output that depends on it contributes one product"
GIVEN = "the formula"
DEFINITION = "definition of the function"


def trace(derivation: Derivation, style: Style = PLAIN) -> Trace:
    """The whole derivation. A range is stated where it is first needed; conditions are stated each time."""
    if not derivation.steps:
        return Trace((_start(derivation.equation, style),))
    start = derivation.steps[0].before
    rows = [] if _says_nothing(start) else [_start(start, style)]
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


def lemma_trace(lemma: Lemma, style: Style = PLAIN) -> Trace:
    """A derivation that a step rests on; that of a function's slope over d/dz."""
    own = replace(style, loss=lemma.function, notation="partial", ordinary=True) if lemma.function else style
    first, *others = trace(lemma.derivation, own).steps
    return Trace((replace(first, rule=DEFINITION) if lemma.function else first, *others))


def lemma_name(lemma: Lemma, style: Style = PLAIN) -> str:
    """of dσ/dz; by peak, for a derivative of the loss."""
    if not lemma.function:
        return f"by {lemma.wrt.tensor.letter}"
    return "of " + spoken(Derivative(size_letter(lemma.function), body(lemma.wrt, style), ordinary=True))


def _says_nothing(start: Equation) -> bool:
    """Whether it is dJ/da = dJ/da: the loss is what is differentiated, so that no chain leads to it."""
    return any(isinstance(term.body, Partial) and isinstance(term.body.of, Entry) for term in start.terms)


def _start(equation: Equation, style: Style) -> Explained:
    chained = any(isinstance(p.of, Entry) for term in equation.terms for p in term.body.atoms(Partial))
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
