"""The formulas of a network that kernels compute, by where they stand, and others in their places."""

from collections.abc import Mapping
from typing import TypeAlias

from derive.algebra.equation import Equation
from derive.algebra.tensor import cotangent, primal
from derive.errors import PlanError
from derive.layers.declaration import Declaration
from derive.network.backward import derive_declaration, gradient
from derive.network.model import Layer, Model
from derive.network.schedule import Total, ends_in_loss, schedule

Formulas: TypeAlias = Mapping[tuple[str, str], Equation]
TOTAL = "sum over the uses"


def formulas(model: Model) -> dict[tuple[str, str], Equation]:
    """Every equation that kernels compute, by its form's name (as in Model.forms) and its left tensor's.

    ("conv1", "z") and ("conv1", "W_bar"), ("batch_norm1", "running_mean"), ("batch_norm1 at inference", "y"),
    ("loss", "J"): in the declaration's own letters. In the network's are the loss's derivative by the last layer's
    input, where the two are one formula, ("loss", "softmax1.z_bar"), and the sums over several uses, (TOTAL, "conv1").
    """
    found: dict[tuple[str, str], Equation] = {}
    for form in model.forms:
        moves = form.moves if isinstance(form, Layer) else ()
        found |= {(form.name, own.left.tensor.name): own for own in computed(form.declaration, moves)}
    found |= {(TOTAL, primal(step.bar).name): step.equation for step in schedule(model) if isinstance(step, Total)}
    joined = _through_loss(model)
    return found if joined is None else {**found, joined[0]: joined[1]}


def chosen(model: Model, replaced: Formulas) -> dict[tuple[str, str], Equation]:
    """The network's formulas with others in their places; PlanError for a place that it does not have.

    Where the last layer's or the loss's derivative is another, the formula of both joined is left out, so that
    kernels compute what was given.
    """
    known = formulas(model)
    unknown = [f"{tensor} of {form}" for form, tensor in replaced if (form, tensor) not in known]
    if unknown:
        raise PlanError(f"{model.name} has no formula to replace for {', '.join(unknown)}")
    joined = _through_loss(model)
    if joined is not None and joined[0] not in replaced and any(place in replaced for place in _parts(model)):
        del known[joined[0]]
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


def _through_loss(model: Model) -> tuple[tuple[str, str], Equation] | None:
    if model.loss is None or not ends_in_loss(model):
        return None
    joined = gradient(model, model.layers[-1].input.name).through_loss
    if joined is None:
        return None
    return (model.loss.name, joined.equation.left.tensor.name), joined.equation


def _parts(model: Model) -> list[tuple[str, str]]:
    """The places of the derivatives that the joined formula is made of."""
    ends = (model.layers[-1], *((model.loss,) if model.loss else ()))
    return [(form.name, cotangent(own).name) for form in ends for own in form.declaration.inputs]
