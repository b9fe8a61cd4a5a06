"""The formulas of a network that kernels compute, by where they stand, and others in their places."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from derive.algebra.equation import Equation
from derive.algebra.tensor import cotangent, primal
from derive.errors import PlanError
from derive.layers.declaration import Declaration
from derive.network.backward import derive_declaration, derived
from derive.network.model import Layer, Loss, Model
from derive.network.schedule import Share, Total, loss_behind, schedule

Formulas: TypeAlias = Mapping[tuple[str, str], Equation]
TOTAL = "sum over the uses"
OBJECTIVE = "objective"


def formulas(model: Model) -> dict[tuple[str, str], Equation]:
    """Every equation that kernels compute, by its form's name (as in Model.forms) and its left tensor's.

    ("conv1", "z") and ("conv1", "W_bar"), ("batch_norm1", "running_mean"), ("batch_norm1 at inference", "y"),
    ("loss", "J"): in the declaration's own letters. In the network's are a loss's derivative by the input of the layer
    before it, where the two are one formula, ("loss", "softmax1.z_bar"), the sums over several uses, (TOTAL, "conv1"),
    and the sum of an objective's terms, (OBJECTIVE, "J").
    """
    found: dict[tuple[str, str], Equation] = {}
    for form in model.forms:
        moves = form.moves if isinstance(form, Layer) else ()
        found |= {(form.name, own.left.tensor.name): own for own in computed(form.declaration, moves)}
    if model.objective is not None:
        found[OBJECTIVE, model.objective.left.tensor.letter] = model.objective
    found |= {(TOTAL, primal(step.bar).name): step.equation for step in schedule(model) if isinstance(step, Total)}
    return found | {place_of(loss, formula): formula for loss, _, formula in joined(model)}


def chosen(model: Model, replaced: Formulas) -> dict[tuple[str, str], Equation]:
    """The network's formulas with others in their places; PlanError for a place that it does not have.

    Where a loss's derivative, or that of the layer before it, is another, the formula of both joined is left out, so
    that kernels compute what was given.
    """
    known = formulas(model)
    unknown = [f"{tensor} of {form}" for form, tensor in replaced if (form, tensor) not in known]
    if unknown:
        raise PlanError(f"{model.name} has no formula to replace for {', '.join(unknown)}")
    for loss, layer, formula in joined(model):
        place = place_of(loss, formula)
        if place not in replaced and not _parts(loss, layer).isdisjoint(replaced):
            del known[place]
    return {**known, **replaced}


def computed(declaration: Declaration, moves: tuple[Equation, ...] = ()) -> tuple[Equation, ...]:
    """A layer's equations: forward as a textbook states them, the derivatives that kernels need, the state's."""
    forward = (*declaration.equations[:-1], declaration.stated or declaration.equations[-1])
    derived = derive_declaration(declaration)
    return (*forward, *(derived[letter].lowered for letter in backward_order(declaration)), *moves)


def backward_order(declaration: Declaration) -> list[str]:
    """The tensors whose cotangents kernels compute, the input's last: it may read the others."""
    letters = (variable.tensor.name for variable in declaration.backward_order)
    return [letter for letter in letters if declaration.needs_cotangent(letter)]


def joined(model: Model) -> Iterator[tuple[Loss, Layer, Equation]]:
    """The losses whose derivative is one formula with that of the layer before them: by what this layer reads."""
    for layer in model.layers:
        loss = loss_behind(model, layer)
        if loss is None:
            continue
        through = derived(model, _share(model, layer)).through_loss
        if through is not None:
            yield loss, layer, through.equation


def _share(model: Model, layer: Layer) -> Share:
    """What a layer of one input gives to its cotangent."""
    of = layer.declaration.input
    steps = (step for step in schedule(model) if isinstance(step, Share))
    return next(step for step in steps if step.placed is layer and step.variable.tensor == of)


def place_of(loss: Loss, formula: Equation) -> tuple[str, str]:
    """Where a joined formula stands."""
    return loss.name, formula.left.tensor.name


def _parts(loss: Loss, layer: Layer) -> set[tuple[str, str]]:
    """The places of the derivatives that a joined formula is made of."""
    return {(form.name, cotangent(own).name) for form in (layer, loss) for own in form.declaration.inputs}
