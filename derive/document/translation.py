"""Shifts of the input: layers of windows follow them, a dense layer does not, max pooling tolerates small ones."""

from dataclasses import replace

from derive.algebra.equation import Equation, Reduction
from derive.calculus.derivation import Derivation
from derive.calculus.translation import SUFFIX, Translation, translation
from derive.calculus.untranslatable import Untranslatable, dense_translation
from derive.document.blocks import Block, Formula, Formulas, Paragraph, Section, Steps
from derive.document.choice import Choice
from derive.document.shifted import Rerun, dense_example, pooling_example, window_example
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
    "holds away from the border, where no window reaches into the padding and nothing was shifted out. Shown for a "
    "shift down and right; up and left it is the same, mirrored."
)
DENSE = (
    "A dense layer does not follow a shift: t units later stands another row of weights. Its output would be shifted, "
    "for every t, only if its weights depended on the distance of unit and entry alone, and that is what a convolution "
    "shares."
)
NUMBERS = Paragraph("Give the sizes numbers to see an example.")
POOLING = (
    "Shifts by less than the stride are not followed but partly tolerated: an output stays the same as long as its "
    "winner stays in its window and no larger entry comes in."
)


def translation_sections(model: Model, layers: tuple[Layer, ...], choice: Choice) -> tuple[Section | None, ...]:
    """The derivation with an example in numbers; None for a layer that neither has windows nor is dense."""
    rerun = None if model.unbound else Rerun(worked_values(model), kernels(model))
    return tuple(None if _is_single(model, layer) else _section(layer, choice.style, rerun) for layer in layers)


def _is_single(model: Model, layer: Layer) -> bool:
    """Whether the layer has one output, which cannot be shifted."""
    return all(model.number(size) == 1 for size in layer.output.shape[1:])


def _section(layer: Layer, style: Style, rerun: Rerun | None) -> Section | None:
    stated, variable = layer.declaration.stated or layer.declaration.equations[-1], layer.declaration.input_variable
    windows = translation(stated, variable, layer.declaration.facts)
    dense = None if windows else dense_translation(stated, variable)
    if windows is not None:
        blocks = (
            *_followed(layer, windows, style),
            *(window_example(layer, windows.strides[-1], rerun, style) if rerun else (NUMBERS,)),
        )
        if rerun and stated.reduction is Reduction.MAXIMUM:
            blocks = (*blocks, Paragraph(POOLING), pooling_example(layer, rerun))
    elif dense is not None:
        blocks = (*_not_followed(layer, dense, style), *(dense_example(layer, rerun, style) if rerun else (NUMBERS,)))
    else:
        return None
    return Section(f"{layer.name}: shifted input", blocks)


def _followed(layer: Layer, found: Translation, style: Style) -> tuple[Block, ...]:
    edges = tuple(Formula(size_formula(edge, definition.xreplace(layer.sizes))) for edge, definition in found.edges)
    left_out = (Formulas(edges, "outputs at each border whose windows reach into the padding"),) if edges else ()
    return (Paragraph(WINDOWS), *_derived(layer, found.shift, found.derivation, style), *left_out)


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
