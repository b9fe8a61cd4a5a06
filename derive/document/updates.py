"""One step of gradient descent as a sum over the examples of a batch, as lectures write it."""

from derive.calculus.derivation import Derivation
from derive.calculus.examples import OverExamples, over_examples
from derive.document.blocks import Block, Formula, Formulas, Paragraph, Section, Steps
from derive.document.choice import Choice
from derive.network.backward import gradient, update
from derive.network.model import Layer, Model
from derive.network.update_rule import is_plain, method
from derive.printing.chains import update as update_statement
from derive.printing.compose import statement
from derive.printing.style import Style
from derive.printing.trace import trace

EXPLAINED = (
    "J_m is the loss of example m alone, g[m] its derivative, M the number of examples. The step goes against the "
    "gradient, hence the minus; α, the learning rate, says how far. Without the minus the loss would grow, and without "
    "α the step would be as long as the gradient. A loss that averages divides by M, once; it is in the loss, not in "
    "each layer."
)
OTHER_RULE = (
    "The spec trains with {}; plain gradient descent is shown here, and in the other rule the same sum over the "
    "examples stands for the derivative."
)
MIXED = "This network mixes the examples of a batch: a gradient is not the sum of what the examples give on their own."


def updates_section(model: Model, layer: Layer, choice: Choice) -> Section | str:
    """The updates of a layer's parameters; what is missing where it has none."""
    if not layer.own_parameters:
        return "no parameters"
    title = f"{layer.name}: update over the examples"
    if any(each.mixes_examples for each in model.layers):
        return Section(title, (Paragraph(MIXED),))
    train = model.spec.train
    blocks: list[Block] = [Paragraph(EXPLAINED)]
    if train is not None and not is_plain(train.optimiser):
        blocks.append(Paragraph(OTHER_RULE.format(method(train.optimiser).name)))
    for tensor in layer.own_parameters:
        found = over_examples(update(layer, tensor.name), gradient(model, tensor.name).derivation.equation)
        if found is not None:
            blocks += _blocks(found, tensor.name, choice)
    return Section(title, tuple(blocks))


def _blocks(found: OverExamples, name: str, choice: Choice) -> list[Block]:
    style = choice.style
    blocks: list[Block] = [
        Formulas((Formula(statement(found.share, style), found.share),), f"{name}: what example m adds"),
        Formulas((_update(found, style, averaged=False),), "a loss that sums, J = sum over m of J_m"),
        Formulas((_update(found, style, averaged=True),), "a loss that averages, J = 1/M of that sum"),
    ]
    if choice.steps:
        blocks += [Steps(trace(each, style), f"derivation for {name}, {how}") for each, how in _ways(found)]
    return blocks


def _ways(found: OverExamples) -> tuple[tuple[Derivation, str], ...]:
    return (found.summed, "summed"), (found.averaged, "averaged")


def _update(found: OverExamples, style: Style, *, averaged: bool) -> Formula:
    equation = (found.averaged if averaged else found.summed).equation
    return Formula(update_statement(equation, style), equation)
