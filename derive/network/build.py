"""From a spec to a network: shapes, names of tensors and sizes, and every check that needs a shape."""

from collections.abc import Mapping
from dataclasses import replace
from operator import index
from typing import Any

from derive.algebra.tensor import Tensor, TensorRole
from derive.errors import Problem, SizeError, SpecError
from derive.grammar import an
from derive.layers.catalogue import LAYERS, LOSSES
from derive.layers.declaration import BATCH
from derive.layers.options import LARGEST
from derive.network.fit import check_fit
from derive.network.given import check_values
from derive.network.model import Layer, Loss, Model, Placed
from derive.network.naming import Names, input_sizes, place
from derive.spec.spec import ImageInput, Spec

KINDS = {kind.kind: kind for kind in LAYERS}
LOSS_KINDS = {kind.kind: kind for kind in LOSSES}


def build(spec: Spec, numbers: Mapping[str, int] | None = None) -> Model:
    """The network of a spec, with numbers for some of its named sizes.

    Raises SpecError with every problem found: a layer that does not fit its input, a loss that does not
    fit the network, given values of another shape.
    """
    names = Names(_only_paddings(spec), numbers or {})
    source = _input(spec, names)
    problems: list[Problem] = []
    layers: list[Layer] = []
    incoming, level = source, 0
    for item in spec.layers:
        kind = KINDS[item.kind]
        level += kind.weighted
        try:
            declared = kind.declare(item.options, len(incoming.shape) - 1)
        except SizeError as error:
            raise SpecError((*problems, Problem(spec.where(*item.path), f"layer {item.name}: {error}"))) from None
        placed = place(item.name, declared, incoming, str(level) if level else "", names, weighted=kind.weighted)
        shown = str(level) if level else ""
        layer = Layer(**_fields(placed), kind=kind, level=shown, later=declared.inference)
        layer = replace(layer, moves=declared.updates, needs=declared.needs)
        found = check_fit(layer, names.values, lambda *path, item=item: spec.where(*item.path, *path), item.options)
        if found:
            raise SpecError((*problems, *found))
        layers.append(layer)
        incoming = layer.output
    loss = _loss(spec, incoming, layers, names, problems)
    model = Model(spec, source, tuple(layers), loss, dict(names.sizes), dict(names.values))
    problems += check_values(model)
    if problems:
        raise SpecError(tuple(problems))
    return model


def bind(model: Model, numbers: Mapping[str, int]) -> Model:
    """The same network with numbers for named sizes; SizeError for a name that it does not have."""
    known = {str(symbol) for symbol, definition in model.sizes.items() if definition is None}
    for name, value in numbers.items():
        if name not in known or "[" in name:
            have = ", ".join(sorted(name for name in known if "[" not in name)) or "none"
            raise SizeError(f"{model.name} has no named size {name}; it has: {have}")
        least = 1 if next(symbol for symbol in model.sizes if str(symbol) == name).is_positive else 0
        if isinstance(value, bool) or not hasattr(value, "__index__") or not least <= index(value) <= LARGEST:
            raise SizeError(f"size {name} = {value!r}: expected a whole number from {least} to {LARGEST}")
    earlier = {str(symbol): value for symbol, value in model.values.items()}
    return build(model.spec, {**earlier, **{name: index(value) for name, value in numbers.items()}})


def _only_paddings(spec: Spec) -> frozenset[str]:
    """Names that may be 0, because they are used for padding alone."""
    paddings: set[str] = set()
    others = {size for size in spec.input.shape if isinstance(size, str)}
    for item in spec.layers:
        for option, value in item.options:
            found = {v for v in (value if isinstance(value, tuple) else (value,)) if isinstance(v, str)}
            (paddings if option == "padding" else others).update(found)
    return frozenset(paddings - others)


def _input(spec: Spec, names: Names) -> Tensor:
    letters = ("C", "n_h", "n_w") if isinstance(spec.input, ImageInput) else ("n",)
    shape = [names.given(size, f"{letter}[0]", 1) for letter, size in zip(letters, spec.input.shape, strict=True)]
    return Tensor("input", (BATCH, *shape), TensorRole.INPUT, "x")


def _loss(spec: Spec, output: Tensor, layers: list[Layer], names: Names, problems: list[Problem]) -> Loss | None:
    if spec.loss is None:
        return None
    kind = LOSS_KINDS[spec.loss.kind]
    where = spec.where("loss", spec.loss.kind)
    if kind.after is not None and layers[-1].kind.kind != kind.after:
        what = f"loss {kind.kind} follows {layers[-1].name}, {an(layers[-1].kind.kind)} layer; it needs probabilities"
        problems.append(Problem(where, what, f"end the network with {kind.after}, or use mean_squared_error"))
        return None
    declared = kind.declare(spec.loss.options, len(output.shape) - 1)
    own = declared.declaration
    tensors = {
        own.input.name: output,
        "t": replace(own.target, name="target", shape=output.shape),
        own.output.name: replace(own.output, name="loss"),
    }
    placed = Placed("loss", own, tensors, input_sizes(output), (), declared.binding)
    return Loss(**_fields(placed), kind=kind, reduction=spec.loss.options.reduction)


def _fields(placed: Placed) -> dict[str, Any]:
    return {name: getattr(placed, name) for name in Placed.__dataclass_fields__}
