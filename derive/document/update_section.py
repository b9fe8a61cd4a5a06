"""The update of a layer's parameters by the rule that the spec trains with, and of its state."""

from collections.abc import Iterable
from dataclasses import replace

from sympy import Rational, Symbol

from derive.algebra.equation import Equation
from derive.document.blocks import Block, Formula, Formulas, Section
from derive.document.figures import exact
from derive.network.model import Layer
from derive.network.update_rule import DECAY, STEP, counts_steps, is_plain, letters, method, settings, update_rule
from derive.printing.chains import update as update_statement
from derive.printing.formula import Statement
from derive.printing.names import size_letter
from derive.printing.style import Style
from derive.printing.unicode import spoken
from derive.spec.train_options import AdamOptions, MomentumOptions, OptimiserOptions, SgdOptions, TrainSpec

START: dict[type, str] = {
    MomentumOptions: "the velocity V is 0 at first",
    AdamOptions: "G and Q, the means of gradients and of their squares (m and v in the paper), are 0 at first",
}
BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
AGAINST = "one step of gradient descent, against the gradient; α is the learning rate"


def update_section(layer: Layer, style: Style, train: TrainSpec | None = None) -> Section | None:
    """One step of the spec's optimiser for every parameter, by default of plain gradient descent."""
    if not layer.own_parameters:
        return None
    options = train.optimiser if train else SgdOptions()
    label = rule_label(options, train is not None and train.schedule is not None)
    formulas = (formula for t in layer.own_parameters for formula in rule_formulas(layer, t.name, options, style))
    blocks: list[Block] = [Formulas(tuple(formulas), label)]
    if layer.updates:
        blocks.append(Formulas(_formulas(layer.updates, style), "state, moved by every batch of training"))
    return Section("Update", tuple(blocks))


def rule_formulas(layer: Layer, parameter: str, options: OptimiserOptions, style: Style) -> tuple[Formula, ...]:
    """The equations of an optimiser's rule for a parameter, in the order in which they are worked out."""
    *before, last = _formulas(update_rule(layer, parameter, options).equations, style)
    return (*(_without_ranges(formula) for formula in before), last)


def _without_ranges(formula: Formula) -> Formula:
    """A row whose indices run as in the last row of its rule."""
    return replace(formula, tree=formula.tree.relation) if isinstance(formula.tree, Statement) else formula


def rule_label(options: OptimiserOptions, scheduled: bool) -> str:
    """What the rule is called, and what its letters stand for."""
    if is_plain(options):
        return AGAINST
    rate = f"α = {_number(options.learning_rate)} (the {'first ' * scheduled}learning rate)"
    said = [f"{_letter(symbol)} = {_number(value)} ({meaning})" for symbol, value, meaning in letters(options)]
    count = [f"{_letter(STEP)} the number of the step, from 1"] if counts_steps(options) else []
    kept = f"; {START[type(options)]}" if type(options) in START and settings(options).keys() - {DECAY} else ""
    return f"one step of {method(options).name}, row after row, with {', '.join([rate, *said, *count])}{kept}"


def _letter(symbol: Symbol) -> str:
    base, _, label = spoken(size_letter(symbol.name)).partition("_")
    return base + label.translate(BELOW)


def _number(value: float) -> str:
    return exact(Rational(str(value)))


def _formulas(equations: Iterable[Equation], style: Style) -> tuple[Formula, ...]:
    return tuple(Formula(update_statement(equation, style), equation) for equation in equations)
