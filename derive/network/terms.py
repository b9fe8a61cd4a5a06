"""The terms of the objective: the losses of a spec and their targets, and what regularisers add for weights."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sympy import Symbol

from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.errors import AxesError, Problem, SizeError, SpecError
from derive.grammar import an
from derive.layers.axes import layout_of
from derive.layers.catalogue import LOSSES, REGULARISERS
from derive.layers.declaration import RegulariserKind
from derive.layers.reduction import Target
from derive.network.fit import shape_in_words
from derive.network.model import OBJECTIVE_NAME, Ending, Layer, Loss, Model, Penalty
from derive.network.naming import input_sizes
from derive.network.schedule import leading
from derive.spec.spec import LossSpec, Regularise, Spec

LOSS_KINDS = {kind.kind: kind for kind in LOSSES}


def terms(
    spec: Spec, tensors: Mapping[str, Tensor], layers: Mapping[str, Layer], values: Mapping[Symbol, int]
) -> Iterator[Ending]:
    """The terms of the objective: the losses, and what is added for weights; a single one is J itself."""
    alone = len(spec.losses) == 1 and not spec.regularise.factors
    given = sum(item.target is None for item in spec.losses)
    for number, item in enumerate(spec.losses, 1):
        read = layers[item.source or tuple(layers)[-1]]
        name, letter = (OBJECTIVE_NAME, "J") if alone else (item.name, f"J_{number}")
        target = tensors[item.target] if item.target else read.output
        if item.target is None:
            own, single = (f"{item.name}.target", f"t_{number}"), ("target", "t")
            called, written = single if given == 1 else own
            target = replace(read.output, name=called, role=TensorRole.TARGET, letter=written, level="", facts=())
        yield _loss(spec, item, read, target, (name, letter), values)
    for kind in REGULARISERS:
        factor = spec.regularise.factors.get(kind.kind, 0)
        for layer in layers.values() if factor else ():
            for variable in _regularised(layer, spec.regularise):
                yield _penalty(kind, factor, layer, variable)


def _loss(
    spec: Spec, item: LossSpec, read: Layer, target: Tensor, called: tuple[str, str], values: Mapping[Symbol, int]
) -> Loss:
    """One loss, by its name and the letter of its value."""
    kind, where = LOSS_KINDS[item.kind], spec.where(*item.path)
    if kind.after is not None and read.kind.kind != kind.after:
        what = f"loss {kind.kind} follows {read.name}, {an(read.kind.kind)} layer; it needs probabilities"
        fix = f"let it read {an(kind.after)} layer, or use mean_squared_error"
        raise SpecError((Problem(where, what, fix),))
    if layout_of(target) != layout_of(read.output):
        what = f"loss {kind.kind}: {read.name} and its target {target.name} have different axes"
        raise SpecError((Problem(where, what, "give it a target of the same axes"),))
    computed = Target.HELD if item.held else Target.MOVING
    try:
        declared = kind.declare(item.options, layout_of(read.output), computed if item.target else Target.GIVEN)
    except AxesError as error:
        given = f"{read.name} gives {shape_in_words(read.output, values)}"
        raise SpecError((Problem(where, f"loss {error}; {given}", error.fix),)) from None
    except SizeError as error:
        raise SpecError((Problem(where, f"loss {kind.kind}: {error}"),)) from None
    own, (name, letter) = declared.declaration, called
    a, t = own.compared
    tensors = {
        a.name: read.output,
        t.name: replace(target, facts=t.facts) if item.target is None else target,
        own.output.name: replace(own.output, name=name, letter=letter),
    }
    sizes, meets = input_sizes(((a, read.output), (t, target)))
    return Loss(name, own, tensors, sizes, (), declared.binding, meets, (), {}, kind, item.options.reduction)


def _regularised(layer: Layer, said: Regularise) -> Iterator[Variable]:
    """The layer's own parameters that a regulariser reads: weights, which have two axes or more; if said, biases, and
    what a layer without a weight learns, as a normalisation does."""
    variables = [layer.declaration.variable(own.name) for own in layer.declaration.parameters]
    has_weight = any(len(each.tensor.shape) > 1 for each in variables)
    for each in variables:
        counts = len(each.tensor.shape) > 1 or (said.biases if has_weight else said.norms)
        if counts and layer.tensors[each.tensor.name] in layer.own_parameters:
            yield each


def _penalty(kind: RegulariserKind, factor: float, layer: Layer, variable: Variable) -> Penalty:
    own, weight = kind.declare(variable, factor), layer.tensors[variable.tensor.name]
    value = replace(own.output, name=f"{kind.kind}.{weight.name}", level=weight.level or layer.name)
    value = replace(value, letter=f"{value.letter}_{weight.letter}")
    tensors = {variable.tensor.name: weight, own.output.name: value}
    return Penalty(value.name, own, tensors, layer.sizes, (), {}, (), (), {}, kind)


def check_terms(model: Model) -> Iterator[Problem]:
    """A problem for every loss whose target has another shape, for what no loss depends on, and for a regulariser that
    finds nothing to add."""
    yield from _other_shapes(model)
    yield from _without_effect(model) if model.terms else ()
    if model.spec.regularise.factors and not model.penalties:
        what = f"regularise: {model.name} has nothing that {' and '.join(model.spec.regularise.factors)} counts"
        yield Problem(model.spec.where("regularise"), what, "add a layer with a weight, or leave regularise out")


def _other_shapes(model: Model) -> Iterator[Problem]:
    """A loss and a target of the network whose sizes differ."""
    for item, loss in zip(model.spec.losses, model.losses, strict=True):
        for meeting in loss.meets:
            first, second = map(model.number, (meeting.first, meeting.second))
            if isinstance(first, int) and isinstance(second, int) and first != second:
                shapes = (f"{each.name} is {shape_in_words(each, model.values)}" for each in (loss.input, loss.target))
                what = f"loss {item.kind}: {', '.join(shapes)}"
                yield Problem(model.spec.where(*item.path), what, "a target has the shape of what it is compared with")
                break


def _without_effect(model: Model) -> Iterator[Problem]:
    """Inputs and parameters on which nothing depends that is minimised."""
    moved = {tensor.name for placed in leading(model) for tensor in (*placed.inputs, *placed.parameters)}
    compared = {loss.target.name for loss in model.losses}
    for tensor in model.inputs:
        if tensor.name not in moved | compared:
            what, where = f"no loss depends on the input {tensor.name}", model.spec.where("inputs", tensor.name)
            yield Problem(where, what, "let a layer that leads to a loss read it, or remove it")
    for item, layer in zip(model.spec.layers, model.layers, strict=True):
        own = [tensor.name for tensor in layer.own_parameters if tensor.name not in moved]
        if own:
            what = f"layer {layer.name}: no loss depends on {' and '.join(own)}"
            yield Problem(model.spec.where(*item.path), what, "let it lead to a loss, or give a loss that reads it")
