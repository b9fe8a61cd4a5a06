"""Shifts of the input: layers of windows follow them, a dense layer does not, max pooling tolerates small ones."""

from dataclasses import replace

from derive.algebra.equation import Equation, Reduction, entries
from derive.algebra.size import value_of
from derive.calculus.derivation import Derivation
from derive.calculus.translation import SUFFIX, Translation, translation
from derive.calculus.untranslatable import Untranslatable, dense_translation
from derive.document.blocks import Block, Formula, Formulas, Paragraph, Section, Steps
from derive.document.choice import Choice
from derive.document.shifted import Rerun, dense_example, pooling_example, window_example
from derive.document.view import Sections
from derive.document.worked_values import worked_values
from derive.kernels.network import kernels
from derive.network.backward import in_network
from derive.network.model import Layer, Model
from derive.printing.compose import statement
from derive.printing.sizes import size_formula
from derive.printing.style import Style
from derive.printing.trace import trace

WINDOWS = (
    "If the input is shifted by t strides, the output is shifted by t: the layer finds the same thing elsewhere. This "
    "holds away from the border, where no window reaches past the input and nothing was shifted out. "
)
MIRRORED = {
    1: "Shown for a shift to the right; to the left it is the same, mirrored.",
    2: "Shown for a shift down and right; up and left it is the same, mirrored.",
    3: "Shown for a shift back, down and right; to the front, up and left it is the same, mirrored.",
}
DENSE = (
    "A dense layer does not follow a shift: t units later stands another row of weights. Its output would be shifted, "
    "for every t, only if its weights depended on the distance of unit and entry alone, and that is what a convolution "
    "shares."
)
SINGLE = "one output, which cannot be shifted"
ENTRY_BY_ENTRY = "computed entry by entry, so the output is shifted as the input is"
SEVERAL = "several inputs, which are shifted each by itself"
NEITHER = "neither windows nor one weight for each pair of an output and an entry"
EMPTY = Paragraph("At these sizes the borders leave nothing between them: the statement is empty here.")
NUMBERS = Paragraph("Give the sizes numbers to see an example.")
POOLING = (
    "Shifts by less than the stride are not followed but partly tolerated: an output stays the same as long as its "
    "winner stays in its window and no larger entry comes in."
)


def translation_sections(model: Model, layers: tuple[Layer, ...], choice: Choice) -> Sections:
    """The derivation with an example in numbers; what a layer that neither has windows nor is dense has instead."""
    rerun = None if model.unbound else Rerun(worked_values(model), kernels(model))
    return tuple(SINGLE if _is_single(model, layer) else _section(layer, choice.style, rerun) for layer in layers)


def _is_single(model: Model, layer: Layer) -> bool:
    """Whether the layer has one output, which cannot be shifted."""
    return all(model.number(size) == 1 for size in layer.output.shape[1:])


def _section(layer: Layer, style: Style, rerun: Rerun | None) -> Section | str:
    own = layer.declaration
    if len(own.inputs) > 1:
        return SEVERAL
    stated, variable = own.stated or own.equations[-1], own.input_variable
    windows = translation(stated, variable, own.facts, own.equations)
    dense = None if windows else dense_translation(stated, variable)
    if windows is not None:
        blocks = (
            *_followed(layer, windows, style),
            *(window_example(layer, windows.strides[-1], rerun, style) if rerun else (NUMBERS,)),
            *((EMPTY,) if rerun and not _is_seen(layer, windows, rerun) else ()),
        )
        if rerun and stated.reduction is Reduction.MAXIMUM:
            blocks = (*blocks, Paragraph(POOLING), pooling_example(layer, rerun))
    elif dense is not None:
        blocks = (*_not_followed(layer, dense, style), *(dense_example(layer, rerun, style) if rerun else (NUMBERS,)))
    else:
        return ENTRY_BY_ENTRY if _is_entry_by_entry(layer) else NEITHER
    return Section(f"{layer.name}: shifted input", blocks)


def _is_entry_by_entry(layer: Layer) -> bool:
    """Whether every output depends on the entry of the input that stands in its place, and on nothing else, such as
    a mask that stays where it is."""
    own = layer.declaration
    inner = {equation.left.tensor for equation in own.equations} | {own.input}
    return own.input.shape == own.output.shape and all(
        entry.subscripts == equation.left.subscripts and entry.tensor in inner
        for equation in own.equations
        for term in equation.terms
        for entry in entries(term.body)
    )


def _is_seen(layer: Layer, found: Translation, rerun: Rerun) -> bool:
    """Whether the borders leave two outputs along some axis, of which one can come in the other's place."""
    sizes = {**rerun.values.sizes}
    sizes.update({edge: value_of(definition.xreplace(layer.sizes), sizes) for edge, definition in found.edges})
    left = [value_of(layer.size(size), sizes) for size in found.left]
    return min(left) >= 1 and max(left) >= 2


def _followed(layer: Layer, found: Translation, style: Style) -> tuple[Block, ...]:
    own = tuple((edge, definition.xreplace(layer.sizes)) for edge, definition in found.edges)
    edges = tuple(Formula(size_formula(edge, definition, style.numbers)) for edge, definition in own)
    left_out = (
        (Formulas(edges, "outputs left out at each border, whose windows reach past the input"),) if edges else ()
    )
    said = WINDOWS + MIRRORED[len(layer.layouts[0].positions)]
    return (Paragraph(said), *_derived(layer, found.shift, found.derivation, style), *left_out)


def _not_followed(layer: Layer, found: Untranslatable, style: Style) -> tuple[Block, ...]:
    conditions = tuple(_formula(_shifted(layer).instantiate(each), style) for each in found.conditions)
    needed = Formulas(conditions, "the output is shifted, for every input that ends in t zeros, only if")
    return (Paragraph(DENSE), *_derived(layer, found.shift, found.derivation, style), needed)


def _derived(layer: Layer, shift: Equation, derivation: Derivation, style: Style) -> tuple[Block, ...]:
    placed = _shifted(layer)
    found = in_network(placed, derivation)
    return (
        Formulas((_formula(placed.instantiate(shift), style),), "the shifted input; 0 is shifted in"),
        Steps(trace(found, style), "the layer on the shifted input, t outputs later"),
    )


def _formula(equation: Equation, style: Style) -> Formula:
    return Formula(statement(equation, style), equation)


def _shifted(layer: Layer) -> Layer:
    """The layer with names for the shifted input and the output that it gives."""
    own = layer.declaration
    pairs = ((own.input, layer.input), (own.output, layer.output))
    shifted = {
        f"{a.name}{SUFFIX}": replace(b, name=f"{b.name}{SUFFIX}", letter=f"{b.letter}{SUFFIX}") for a, b in pairs
    }
    return replace(layer, tensors={**layer.tensors, **shifted})
