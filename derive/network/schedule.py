"""The backward pass in order, from the loss to the input: whatever walks back through a network reads it here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeAlias, TypeVar

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Term, total
from derive.algebra.tensor import Entry, Tensor, cotangent, primal
from derive.calculus.vjp import Variable
from derive.layers.axes import layout_of
from derive.network.model import Layer, Loss, Model, Penalty, Placed


@dataclass(frozen=True, slots=True)
class Share:
    """What one use of a tensor gives to its cotangent: the layer or loss that reads it, as which of its variables.

    `bar` is the tensor's cotangent, or the part of it through this use where there are several.
    """

    placed: Placed
    variable: Variable
    bar: Tensor


@dataclass(frozen=True, slots=True)
class Total:
    """A cotangent that is the sum over the tensor's uses: `equation` adds the shares."""

    bar: Tensor
    equation: Equation


Schedule: TypeAlias = tuple[Share | Total, ...]
Use: TypeAlias = tuple[Placed, Variable]
PlacedKind = TypeVar("PlacedKind", bound=Placed)
GIVEN = "given"  # what a cotangent from outside is called among the uses


def schedule(model: Model) -> Schedule:
    """Every cotangent, each behind those that it is computed from; a sum right behind the last of its shares."""
    found: list[Share | Total] = []
    used, seeds = uses(model), seeded(model)
    waiting = {name: len(own) for name, own in used.items()}
    for placed in reversed(leading(model)):
        for variable in placed.declaration.backward_order:
            tensor = placed.named(variable.tensor)
            found.append(Share(placed, variable, placed.bar(variable.tensor.name)))
            waiting[tensor.name] -= 1
            if waiting[tensor.name] == 0 and len(used[tensor.name]) + (tensor.name in seeds) > 1:
                found.append(_total(tensor, used[tensor.name], seeds.get(tensor.name)))
    return tuple(found)


def from_output(model: Model) -> Schedule:
    """The same from given cotangents of the outputs, without the objective."""
    return schedule(without_objective(model))


def without_objective(model: Model) -> Model:
    """The network that ends in its outputs."""
    return by_uses(replace(model, terms=()))


def seeds(model: Model) -> Mapping[str, Tensor]:
    """The cotangents that are given where there is no objective, by output: the whole, or, of an output that layers
    read too, the part of it that is not through them."""
    return {tensor.name: cotangent(tensor) for tensor in model.outputs} | dict(seeded(model))


def seeded(model: Model) -> Mapping[str, Tensor]:
    """Those of them that are parts."""
    if model.terms:
        return {}
    read = {tensor.name for layer in model.layers for tensor in layer.inputs}
    taken = {layer.name for layer in model.layers}
    name = next(name for name in (f"{GIVEN}{'_' * more}" for more in count()) if name not in taken)
    return {tensor.name: cotangent(tensor, through=name) for tensor in model.outputs if tensor.name in read}


def leading(model: Model) -> tuple[Placed, ...]:
    """The terms of the objective and the layers that lead to one, though not by a target that is held; where there is
    no objective, all layers."""
    if not model.terms:
        return model.layers
    wanted = {tensor.name for term in model.terms for tensor in term.variables}
    found: list[Placed] = list(reversed(model.terms))
    for layer in reversed(model.layers):
        if layer.output.name in wanted:
            wanted |= {tensor.name for tensor in layer.inputs}
            found.append(layer)
    return tuple(reversed(found))


def uses(model: Model) -> Mapping[str, tuple[Use, ...]]:
    """Which layers and terms of the objective read a tensor, and as which variable, in backward order."""
    found: dict[str, tuple[Use, ...]] = {}
    for placed in reversed(leading(model)):
        for variable in placed.declaration.backward_order:
            name = placed.named(variable.tensor).name
            found[name] = (*found.get(name, ()), (placed, variable))
    return found


def reached(model: Model, tensors: Iterable[str]) -> tuple[Layer, ...]:
    """The layers that some tensors act on, in forward order; what the others compute does not depend on them."""
    moved, found = set(tensors), []
    for layer in model.layers:
        if moved & {each.name for each in (*layer.inputs, *layer.parameters)}:
            moved.add(layer.output.name)
            found.append(layer)
    return tuple(found)


def readers(model: Model, tensor: Tensor) -> tuple[Placed, ...]:
    """The layers and losses that have to do with a tensor and do not make it."""
    return tuple(
        placed for placed in model.placed if placed.output != tensor and tensor in tuple(placed.tensors.values())
    )


def loss_behind(model: Model, placed: Placed) -> Loss | None:
    """The loss that alone reads a layer's output, where the layer reads one tensor, so that the two may be
    differentiated as one; not one whose target has its size by another name."""
    if not isinstance(placed, Layer) or len(placed.inputs) > 1:
        return None
    read_by = readers(model, placed.output)
    return next(
        (loss for loss in model.losses if read_by == (loss,) and loss.target != placed.output and not loss.meets), None
    )


def by_uses(model: Model) -> Model:
    """The network whose layers and losses know which tensors they do not read alone."""
    parts = seeded(model)
    used = {name: every for name, every in uses(model).items() if len(every) + (name in parts) > 1}

    def parted(placed: PlacedKind) -> PlacedKind:
        letters = [each.tensor.name for each in placed.declaration.variables]
        shared = {own: used[placed.tensors[own].name] for own in letters if placed.tensors[own].name in used}
        return replace(placed, through={own: _use_name(placed, own, every) for own, every in shared.items()})

    return replace(model, layers=tuple(map(parted, model.layers)), terms=tuple(map(parted, model.terms)))


def _use_name(placed: Placed, own: str, every: tuple[Use, ...]) -> str:
    """The layer's name, with its letter behind it where it reads the tensor more than once; a regulariser's kind."""
    if isinstance(placed, Penalty):
        return placed.kind.kind
    alone = sum(other.name == placed.name for other, _ in every) == 1
    return placed.name if alone else f"{placed.name}.{own}"


def _total(tensor: Tensor, every: tuple[Use, ...], seed: Tensor | None) -> Total:
    """x_bar[r] = sum over the uses of x_bar through the use, and what is given; in the tensor's own sizes, of which
    layers may have met equal ones."""
    placed, variable = every[-1]
    at = placed.instantiate(Equation(variable.entry, variable.ranges, ()))
    sizes, places = dict(at.free), list(at.left.subscripts)
    for axis, (place, size) in enumerate(zip(places, tensor.shape, strict=True)):
        index = place.indices[0] if place.indices else layout_of(tensor).axes[axis - 1].index
        if not place.indices:
            places[axis] = affine(index)
        if places[axis] == affine(index):
            sizes[index] = size
    bars = (*(own.bar(each.tensor.name) for own, each in every), *((seed,) if seed else ()))
    shares = (Entry(bar, tuple(places)) for bar in bars)
    left = Entry(cotangent(tensor), tuple(places))
    return Total(left.tensor, total(left, tuple(sizes.items()), *(Term((), (), (), share) for share in shares)))


def names(steps: Schedule) -> tuple[str, ...]:
    """The tensors whose whole cotangents are given, in order."""
    return tuple(primal(step.bar).name for step in steps if is_whole(step.bar))


def is_whole(bar: Tensor) -> bool:
    """Whether a cotangent counts all uses of its tensor."""
    return bar.bar is not None and bar.bar.through is None
