"""One layer as a section: sizes, parameters, the forward equation, every derivative, the update, conventions."""

from functools import partial

from derive.algebra.equation import Equation
from derive.calculus.derivation import Derivation
from derive.document.blocks import Block, Formula, Formulas, Kind, Note, Paragraph, Section, Steps
from derive.document.choice import Choice
from derive.document.settings import settings_section
from derive.document.shapes import counted, number_of, shape_of, size_rules
from derive.document.update_section import update_section
from derive.network.accounting import entries, parameters
from derive.network.backward import Gradient, derive_declaration, of_placed
from derive.network.model import Layer, Model
from derive.printing.compose import statement
from derive.printing.formula import Letter
from derive.printing.style import Style
from derive.printing.trace import lemma_name, lemma_trace, trace

SCATTER = "scatter form: every product is added where it belongs; the kernels compute this one"
GATHER = "gather form: for every entry, the sum of all that reaches it"
UNSOLVED = f"{GATHER}; no index of a bracket can be solved for where stride and dilation are both not 1"


def layer_section(model: Model, layer: Layer, choice: Choice, more: tuple[Section, ...] = ()) -> Section:
    """The layer's whole block; `more` are sections to put before its conventions."""
    parts = (
        size_section(model, layer, choice.style),
        settings_section(layer),
        forward_section(layer, choice.style),
        backward_section(model, layer, choice),
        inference_section(layer, choice.style),
        update_section(layer, choice.style, model.spec.train),
        *more,
        conventions_section(layer.declaration.conventions),
    )
    summary = Paragraph(sentence(layer.kind.summary))
    return Section(heading(layer), (summary,), tuple(part for part in parts if part is not None))


def heading(layer: Layer) -> str:
    """conv1: conv, layer [1]."""
    level = f", layer [{layer.level}]" if layer.level else ""
    return f"{layer.name}: {layer.kind.kind}{level}"


def sentence(text: str) -> str:
    """Words as a sentence: a capital letter where it does not change a symbol, a full stop."""
    first = text.split(" ", 1)[0]
    start = text[0].upper() + text[1:] if first.isalpha() else text
    return start if start.endswith(".") else f"{start}."


def size_section(model: Model, layer: Layer, style: Style) -> Section:
    """Output size, the shapes of all tensors, and how many parameters there are."""
    blocks: list[Block] = []
    rules = size_rules(model, layer, style)
    if rules:
        blocks.append(Formulas(rules, "output size"))
    blocks.append(Formulas(shapes(layer, style), "shapes"))
    if layer.own_parameters:
        blocks.append(Formulas(_counts(model, layer, style), "number of parameters"))
    elif not layer.parameters:
        blocks.append(Paragraph("No parameters."))
    for tensor in layer.borrowed:
        blocks.append(Paragraph(f"{tensor.name} is shared: it is counted, and moved by training, where it comes from."))
    return Section("Sizes", tuple(blocks))


def shapes(layer: Layer, style: Style) -> tuple[Formula, ...]:
    """shape(W) = (K, C, f, f) = (2, 1, 3, 3) for the input, every parameter and the output."""
    tensors = (*dict.fromkeys(layer.inputs), *layer.parameters, layer.output)
    return tuple(Formula(shape_of(tensor, style)) for tensor in tensors)


def _counts(model: Model, layer: Layer, style: Style) -> tuple[Formula, ...]:
    counts = [counted(number_of(tensor), entries(tensor), model, style) for tensor in layer.own_parameters]
    if len(counts) > 1:
        counts.append(counted(Letter("parameters"), parameters(layer), model, style))
    return tuple(counts)


def forward_section(layer: Layer, style: Style) -> Section:
    """The output's equation as textbooks print it, and the named tensors that its derivative needs."""
    stated = layer.stated
    blocks: list[Block] = [Formulas((formula(stated, style),))]
    before = tuple(equation for equation in layer.equations[:-1] if equation.left.tensor != stated.left.tensor)
    if layer.declaration.stated is not None:
        shown = (*before, layer.equations[-1])
        blocks.append(Formulas(tuple(formula(e, style) for e in shown), "the same by the winner of each window"))
    elif before:
        blocks.append(Formulas(tuple(formula(e, style) for e in before), "with"))
    return Section("Forward", tuple(blocks))


def formula(equation: Equation, style: Style) -> Formula:
    """An equation as a formula of a document."""
    return Formula(statement(equation, style), equation)


def backward_section(model: Model, layer: Layer, choice: Choice) -> Section:
    """The derivative of the loss by every parameter and by the layer's input."""
    blocks: list[Block] = []
    if not model.terms and layer.output in model.outputs:
        blocks.append(Paragraph(f"No loss follows: the derivative by the output {layer.output.name} is given."))
    found = of_placed(model, layer)
    if choice.steps and any(map(partial(_derived_before, choice), found)):
        blocks.append(Paragraph(f"Derived step by step as in {choice.like}, which has the same structure."))
    for each in found:
        blocks += derivative_blocks(each, choice)
    return Section("Backward", tuple(blocks))


def derivative_blocks(found: Gradient, choice: Choice) -> tuple[Block, ...]:
    """One derivative in all its forms, with its derivation if that is wanted."""
    style, best = choice.style, found.best
    label = f"by {found.tensor}{_what(found)}"
    if best.scatter is not None:
        forms = [
            Formulas((formula(best.scatter, style),), f"{label}, {SCATTER}"),
            Formulas((formula(best.equation, style),), f"{label}, {_gather(best.equation)}"),
        ]
    else:
        forms = [Formulas((formula(best.equation, style),), label)]
    if found.through_loss is not None:
        forms[0] = Formulas(forms[0].formulas, f"{label}, with the derivative of the loss inserted")
        long = f"the long form, linked to the derivative by {found.placed.output.name} in the loss's block"
        forms.append(Formulas((formula(found.derivation.equation, style),), long))
    if best.linked is not None:
        forms.append(Formulas((formula(best.linked, style),), "the long form, linked to the tensors in between"))
    blocks: list[Block] = list(forms)
    if choice.steps and best.steps and not _derived_before(choice, found):
        said = derivation_blocks(best, style, f"by {found.tensor}{_part(found)}")
        blocks += said[:1] if choice.like else said  # the earlier layer has shown what the steps rest on
    if found.tensor in choice.checked:
        blocks.append(Note(Kind.CHECK, choice.checked[found.tensor]))
    return tuple(blocks)


def derivation_blocks(derivation: Derivation, style: Style, what: str) -> tuple[Block, ...]:
    """A derivation step by step, and after it those that its steps rest on."""
    below = (Steps(lemma_trace(lemma, style), f"derivation {lemma_name(lemma, style)}") for lemma in derivation.lemmas)
    return (Steps(trace(derivation, style), f"derivation {what}"), *below)


def _derived_before(choice: Choice, found: Gradient) -> bool:
    """Whether an earlier layer shows these steps; those that go through the loss are the last layer's own."""
    return bool(choice.like) and found.through_loss is None


def _gather(equation: Equation) -> str:
    return UNSOLVED if any(term.brackets for term in equation.terms) else GATHER


def _what(found: Gradient) -> str:
    """What the tensor is to its layer, where its name does not say it, and which of its uses are counted."""
    if found.shares:
        uses = "use" if len(found.shares) == 1 else "uses"
        given = len(found.derivation.equation.terms) > len(found.shares)
        return f", the sum over its {len(found.shares)} {uses}{' and what is given' if given else ''}"
    return _role(found) + _part(found)


def _part(found: Gradient) -> str:
    """Which use is counted, where there are several."""
    bar = found.derivation.equation.left.tensor.bar
    return "" if bar is None or bar.through is None else f", the part through {bar.through}"


def _role(found: Gradient) -> str:
    if found.tensor == "input" or any(tensor.name == found.tensor for tensor in found.placed.parameters):
        return ""
    inputs = [tensor.name for tensor in found.placed.inputs]
    if found.tensor not in inputs:
        return ", in between"
    return ", the layer's input" if len(inputs) == 1 else ", an input"


def inference_section(layer: Layer, style: Style) -> Section | None:
    """The layer as it runs after training, where that differs, with its derivative by the input."""
    if layer.later is None:
        return None
    after = layer.at_inference
    equations = (after.stated, *after.equations[:-1])
    slope = after.instantiate(derive_declaration(after.declaration)[after.declaration.input.name].equation)
    return Section(
        "At inference",
        (
            Formulas(tuple(formula(equation, style) for equation in equations)),
            Formulas((formula(slope, style),), f"by {layer.input.name}, the layer's input"),
        ),
    )


def conventions_section(conventions: tuple[str, ...]) -> Section | None:
    """What is a matter of choice, and what was chosen."""
    if not conventions:
        return None
    return Section("Conventions", tuple(Note(Kind.CONVENTION, text) for text in conventions))
