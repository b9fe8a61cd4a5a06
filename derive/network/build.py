"""From a spec to a network: shapes, names of tensors and sizes, and every check that needs a shape."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from operator import index
from typing import Any

from sympy import Integer

from derive.algebra.size_text import names_in, parsed
from derive.algebra.tensor import Tensor, TensorRole
from derive.errors import AxesError, Problem, SizeError, SpecError
from derive.layers.axes import Layout, layout_of
from derive.layers.catalogue import LAYERS
from derive.layers.declaration import BATCH, Declared, LayerKind
from derive.layers.options import LARGEST
from derive.layers.transposed import transposed
from derive.network.fit import check_fit, shape_in_words
from derive.network.given import check_values
from derive.network.model import Layer, Loss, Model, Placed
from derive.network.naming import Mark, Names, place
from derive.network.schedule import by_uses
from derive.network.terms import check_terms, terms
from derive.spec.complaint import shown
from derive.spec.spec import LayerSpec, Spec
from derive.spec.wiring import SHARE

NUMBERED = re.compile(r"^x_?(?=[0-9]+$)")
KINDS = {kind.kind: kind for kind in LAYERS}


def build(spec: Spec, numbers: Mapping[str, int] | None = None) -> Model:
    """The network of a spec, with numbers for some of its named sizes.

    Raises SpecError with every problem found: a layer that does not fit its input, a loss that does not
    fit the network, given values of another shape.
    """
    names = Names(_may_be_zero(spec), numbers or {})
    inputs = tuple(_input(spec, name, names) for name in spec.inputs)
    written = _written_names(spec)
    problems: list[Problem] = []
    layers: dict[str, Layer] = {}
    tensors, level, chain = {tensor.name: tensor for tensor in inputs}, 0, spec.is_chain
    for item in spec.layers:
        kind = KINDS[item.kind]
        level += kind.weighted
        incoming = tuple(tensors[name] for name in item.sources)
        try:
            declared = kind.declare(item.options, *_layouts(kind, incoming, names))
        except AxesError as error:
            raise SpecError((*problems, _misfit(spec, item, incoming, names, error))) from None
        try:
            declared, borrowed, turned = _shared(item, declared, layers)
        except SizeError as error:
            where = spec.where(*item.path, SHARE)
            raise SpecError((*problems, Problem(where, f"layer {item.name}: {error}"))) from None
        numbered = str(level) if level and chain else ""
        mark = _mark(chain, written[item.name], kind, numbered)
        placed = place(item.name, declared, incoming, mark, names, borrowed)
        layer = Layer(**_fields(placed), kind=kind, level=numbered, turned=turned, later=declared.inference)
        layer = replace(layer, moves=declared.updates, needs=declared.needs)
        found = check_fit(layer, names.values, lambda *path, item=item: spec.where(*item.path, *path), item.options)
        if found:
            raise SpecError((*problems, *found))
        layers[layer.name] = layer
        tensors[layer.name] = layer.output
    ends = tuple(terms(spec, tensors, layers, names.values))
    read = [term.input for term in ends if isinstance(term, Loss)] or [layer.output]
    given = tuple(dict.fromkeys((*read, *(tensors[name] for name in spec.outputs))))
    sizes, values = dict(names.sizes), dict(names.values)
    model = by_uses(Model(spec, inputs, tuple(layers.values()), given, ends, sizes, values))
    problems += (*check_terms(model), *check_values(model))
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


def _may_be_zero(spec: Spec) -> frozenset[str]:
    """Names that stand only for sizes of which the layers' equations allow 0, as for a padding."""
    zero: set[str] = set()
    others = {name for given in spec.inputs.values() for size in given.shape for name in _names(size)}
    layouts = {name: given.layout for name, given in spec.inputs.items()}
    for item in spec.layers:
        try:
            declared = KINDS[item.kind].declare(item.options, *(layouts[name] for name in item.sources))
        except SizeError:
            break  # a problem of this layer, which building it tells
        layouts[item.name] = layout_of(declared.declaration.output)
        for symbol, size in declared.binding.items():
            alone = isinstance(size, str) and size.isidentifier()  # in a formula with others it is what they allow
            (zero if alone and not symbol.is_positive else others).update(_names(size))
    return frozenset(zero - others)


def _names(size: int | str) -> tuple[str, ...]:
    """The names that a size of a spec reads: of a name itself, of a formula all."""
    tree = parsed(size) if isinstance(size, str) else None
    return () if tree is None else names_in(tree)


def _input(spec: Spec, name: str, names: Names) -> Tensor:
    """x, or one of several inputs: x_1 for x1, x_left for left."""
    given, several = spec.inputs[name], len(spec.inputs) > 1
    mark = name if several else "0"
    axes = zip(given.layout.axes, given.shape, strict=True)
    shape = [names.given(size, f"{axis.extent}[{mark}]", 1) for axis, size in axes]
    path = ("inputs", name) if several else ("input",)
    for axis, said, size in zip(given.layout.axes, given.shape, shape, strict=True):
        number = names.number(size)
        if isinstance(number, int | Integer) and number < 1:
            what = f"{name}: {axis.name}, {said}, is {number}"
            raise SpecError((Problem(spec.where(*path, axis.name), what, "use other numbers for its names"),))
    letter = f"x_{NUMBERED.sub('', name)}" if several else "x"
    return Tensor(name, (BATCH, *shape), TensorRole.INPUT, letter, axes=given.layout.roles)


def _layouts(kind: LayerKind, incoming: tuple[Tensor, ...], names: Names) -> tuple[Layout, ...]:
    """The axes of what a layer reads; of a kind that broadcasts with those of one entry that meet longer ones."""
    found = tuple(map(layout_of, incoming))
    if not kind.broadcasts or len({layout.axes for layout in found}) > 1:
        return found
    numbers = [[names.number(size) for size in tensor.shape[1:]] for tensor in incoming]
    longer = [any(own[place] != 1 for own in numbers) for place in range(len(found[0].axes))]
    single = (
        [axis.name for axis, size, more in zip(layout.axes, own, longer, strict=True) if size == 1 and more]
        for layout, own in zip(found, numbers, strict=True)
    )
    return tuple(replace(layout, single=frozenset(names)) for layout, names in zip(found, single, strict=True))


def _misfit(spec: Spec, item: LayerSpec, incoming: tuple[Tensor, ...], names: Names, error: AxesError) -> Problem:
    """dense reads features; conv1 gives 16x30 (channels and length): put flatten between."""
    if error.option is not None:
        return Problem(spec.where(*item.path, error.option), f"layer {item.name}: {error}", error.fix)
    given = (
        f"{tensor.name} {'is' if tensor.role is TensorRole.INPUT else 'gives'} {shape_in_words(tensor, names.values)}"
        for tensor in dict.fromkeys(incoming)
    )
    return Problem(spec.where(*item.path), f"layer {item.name}: {error}; {' and '.join(given)}", error.fix)


def _shared(
    item: LayerSpec, declared: Declared, layers: Mapping[str, Layer]
) -> tuple[Declared, dict[str, Tensor], frozenset[str]]:
    """The declaration, the parameters of earlier layers that it reads in place of its own, by its letters, and the
    letters of those that it reads transposed: as their owner says, and once more where the share says so."""
    borrowed: dict[str, Tensor] = {}
    turned: set[str] = set()
    for share in item.shares:
        owner = layers[share.of]
        letters = [tensor.name for tensor in declared.declaration.parameters]
        theirs = [tensor.name for tensor in owner.declaration.parameters]
        if not letters:
            raise SizeError("share: it has no weights")
        for mine in letters if share.letter is None else [share.letter]:
            its = share.its or mine
            if mine not in letters or its not in theirs:
                whose, known = (f"{owner.name}", theirs) if mine in letters else ("it", letters)
                raise SizeError(f"share: {whose} has no {shown(its if mine in letters else mine)}; {_has(known)}")
            if share.transpose != (its in owner.turned):
                turned.add(mine)
                declared = replace(declared, declaration=transposed(declared.declaration, mine))
            tensor, own = owner.tensors[its], declared.declaration.variable(mine).tensor
            if len(tensor.shape) != len(own.shape):
                raise SizeError(f"share: {tensor.name} has {len(tensor.shape)} axes, expected {len(own.shape)}")
            if tensor in borrowed.values():
                raise SizeError(f"share: {tensor.name} is taken twice; a layer reads a parameter once")
            borrowed[mine] = tensor
    return declared, borrowed, frozenset(turned)


def _has(letters: list[str]) -> str:
    return f"it has {', '.join(letters)}" if letters else "it has no weights"


def _mark(chain: bool, name: str, kind: LayerKind, level: str) -> Mark:
    """What tells a layer's letters from those of others: on a chain the lecture's [l], else the layer's name."""
    if not chain:
        return Mark(name, name, name)
    return Mark(level, level if kind.weighted else name, name)


def _written_names(spec: Spec) -> Mapping[str, str]:
    """What a formula calls each layer: pool1 for avg_pool1, where no other layer may be meant; a person's own name as
    it is."""
    short = {item.name: _shortened(item) for item in spec.layers}
    counts = Counter(name for own, other in short.items() for name in {own, other})
    return {name: own if counts[own] == 1 else name for name, own in short.items()}


def _shortened(item: LayerSpec) -> str:
    block, dot, name = item.name.rpartition(".")
    number = name.removeprefix(item.kind)
    own = item.options.name is None and KINDS[item.kind].short
    return f"{block}{dot}{own}{number}" if own and number.isdigit() else item.name


def _fields(placed: Placed) -> dict[str, Any]:
    return {name: getattr(placed, name) for name in Placed.__dataclass_fields__}
