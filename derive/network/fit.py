"""Whether a layer's numbers fit its input: one clear problem with the numbers in it, never a negative size."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from sympy import Symbol

from derive.algebra.size import Size, with_numbers
from derive.algebra.size_text import is_formula
from derive.algebra.tensor import AxisRole, Tensor
from derive.errors import Problem
from derive.layers.axes import layout_of
from derive.layers.option_sizes import key_of
from derive.layers.options import Options
from derive.network.model import Layer
from derive.network.purposes import quotients
from derive.network.windows import WindowNumbers, WindowRead, number_in, pads_itself, window_numbers, window_reads

Where = Callable[..., str]


def check_fit(
    layer: Layer, values: Mapping[Symbol, int], where: Where, options: Options | None = None
) -> list[Problem]:
    """The layer's problems with the sizes that are known; unknown ones are checked when they are bound.

    `options` are what the spec says of the layer: a problem names the one that says the size.
    """
    problems = [*_apart(layer, values, where), *_too_small(layer, options, values, where)]
    problems += [*_shares(layer, options, values, where), *dict.fromkeys(_lacking(layer, options, values, where))]
    for read in window_reads(layer.declaration):
        numbers = window_numbers(layer, read, values)
        problem = None if numbers is None else _unfit(layer, options, read, numbers, where)
        if problem is not None:
            problems.append(problem)
            break
    return problems


def _apart(layer: Layer, values: Mapping[Symbol, int], where: Where) -> list[Problem]:
    """Inputs that must have one shape, and have different ones."""
    numbers = [(with_numbers(each.first, values), with_numbers(each.second, values)) for each in layer.meets]
    if all(first == second or not (first.is_Integer and second.is_Integer) for first, second in numbers):
        return []
    if layer.borrowed:
        return [_unequal_weights(layer, values, where)]
    shapes = " and ".join(f"{tensor.name} is {in_sizes(tensor, values)}" for tensor in dict.fromkeys(layer.inputs))
    what = f"layer {layer.name}: {shapes}; {layer.kind.kind} needs equal {_equal(layer)}"
    return [Problem(where(), what, "change a stride, a padding or a number of filters on the way to one of them")]


def _equal(layer: Layer) -> str:
    """What of the inputs must be equal: shapes, or height and width, where some axes may differ."""
    shapes = [tensor.shape[1:] for tensor in layer.declaration.inputs]
    same = [len(set(sizes)) == 1 for sizes in zip(*shapes, strict=True)]
    axes = layer.layouts[0].axes
    found = [axis.name for axis, equal in zip(axes, same, strict=True) if equal]
    return "shapes" if all(same) else " and ".join(found)


def _unequal_weights(layer: Layer, values: Mapping[Symbol, int], where: Where) -> Problem:
    """Weights of another layer that are too many or too few for this one."""
    said = {each.letter: each.second for each in layer.meets}
    wrong = next(
        (own, layer.tensors[own.name])
        for own in layer.declaration.parameters
        if layer.tensors[own.name] in layer.borrowed and said.keys() & set(own.shape)
    )
    own, theirs = wrong
    wanted = [with_numbers(said.get(size, layer.size(size)), values) for size in own.shape]
    have, need = (_product(theirs.shape, values), _product(wanted, values))
    what = f"layer {layer.name}: {theirs.name} is {have}, and here the weights would be {need}"
    return Problem(where("share"), what, "let both layers read and give as many features")


def _product(shape: Iterable[Size], values: Mapping[Symbol, int]) -> str:
    return "x".join(str(size if isinstance(size, int) else with_numbers(size, values)) for size in shape)


def _too_small(layer: Layer, options: Options | None, values: Mapping[Symbol, int], where: Where) -> Iterator[Problem]:
    """Formulas of sizes whose number is none."""
    for own, said in layer.binding.items():
        if not (isinstance(said, str) and is_formula(said)):
            continue
        number = with_numbers(layer.sizes[own], values)
        if number.is_Integer and number < int(bool(own.is_positive)):
            word = _key(layer, options, own)
            what = f"layer {layer.name}: {word or own}, {said}, is {number}"
            yield Problem(where(*filter(None, (word,))), what, "use other numbers for its names")


def in_sizes(tensor: Tensor, values: Mapping[Symbol, int]) -> str:
    """32x16x16, without the batch."""
    return "x".join(str(with_numbers(size, values)) for size in tensor.shape[1:])


def shape_in_words(tensor: Tensor, values: Mapping[Symbol, int]) -> str:
    """32x16x16 (channels, height and width), 10 features."""
    layout = layout_of(tensor)
    if len(layout.axes) == 1:
        return f"{in_sizes(tensor, values)} {layout.words}"
    return f"{in_sizes(tensor, values)} ({layout.words})"


def _unfit(
    layer: Layer, options: Options | None, read: WindowRead, numbers: WindowNumbers, where: Where
) -> Problem | None:
    axis = _axis(layer, read)
    problem = _too_large(layer, options, read, numbers, axis, where)
    if problem is None and layer.declaration.covers:
        problem = _padding_only(layer, options, read, numbers, axis, where)
    return problem


def _axis(layer: Layer, read: WindowRead) -> str:
    """What an axis of the input is called."""
    return layout_of(layer.declaration.inputs[0]).axes[read.axis - 1].name


def _too_large(
    layer: Layer, options: Options | None, read: WindowRead, window: WindowNumbers, axis: str, where: Where
) -> Problem | None:
    counts = {"n": window.inputs, "f": window.kernel, "s": window.stride, "d": window.dilation}
    zero = next((letter for letter, count in counts.items() if count < 1), None)
    if zero is not None:
        return Problem(where(), f"layer {layer.name}: {zero} is {counts[zero]}", "use at least 1")
    if window.fits(pads_itself=pads_itself(layer.declaration, read)):
        return None
    word = _key(layer, options, read.kernel) or "kernel"
    fits = (window.padded - 1) // window.dilation + 1
    padding = f"{window.before}" if window.behind is None else f"{window.before} and {window.behind}"
    sizes = f"{axis}; padding {padding}, dilation {window.dilation}, span {window.span}"
    return Problem(
        where(word),
        f"layer {layer.name}: {word} {window.kernel} does not fit its input of {window.inputs} ({sizes})",
        f"use a {word} of at most {fits}, or a padding of at least {-((window.inputs - window.span) // 2)}",
    )


def _key(layer: Layer, options: Options | None, size: Size) -> str | None:
    """The option that says a size of the layer's declaration."""
    if options is None or not isinstance(size, Symbol):
        return None
    return key_of(layer.kind, options, layer.layouts, size)


def _padding_only(
    layer: Layer, options: Options | None, read: WindowRead, window: WindowNumbers, axis: str, where: Where
) -> Problem | None:
    """A window whose every cell is padding has no maximum, and no mean over the cells of the input."""
    empty = window.of_padding_alone
    if empty is None:
        return None
    covered = window.cells(empty)
    cells = f"{covered[0]} to {covered[-1]} in steps of {window.dilation}"
    return Problem(
        where(*filter(None, (_key(layer, options, read.window.padding),))),
        f"layer {layer.name}: window {empty} ({axis}) covers only padding: cells {cells} of an input of "
        f"{window.inputs}",
        "use a smaller padding or dilation, or a larger window",
    )


def _shares(layer: Layer, options: Options | None, values: Mapping[Symbol, int], where: Where) -> Iterator[Problem]:
    """Where a size that must come out even does not: channels and filters in groups."""
    for whole, part in quotients(layer.declaration):
        count, shares = number_in(layer, whole, values), number_in(layer, part, values)
        if count is not None and shares is not None and count % shares:
            own = _key(layer, options, part) or str(part)
            said = _key(layer, options, whole)
            word = said or _counted(layer, whole)
            what = f"layer {layer.name}: {shares} {own} do not divide {count} {word}"
            yield Problem(where(said or own), what, f"use a number of {own} that divides {count}")


def _counted(layer: Layer, whole: Size) -> str:
    """What a size of the input counts: input channels, rows of the height."""
    own = layer.declaration.inputs[0]
    role = next((role for role, size in zip(own.axes, own.shape, strict=True) if size == whole), None)
    return "input channels" if role is AxisRole.CHANNEL else "entries along the axis" if role else str(whole)


def _lacking(layer: Layer, options: Options | None, values: Mapping[Symbol, int], where: Where) -> Iterator[Problem]:
    """Where a limit that the layer declares is not kept."""
    numbers = {str(symbol): number_in(layer, symbol, values) for symbol in layer.sizes}
    for limit in layer.declaration.limits:
        found = number_in(layer, limit.size, values)
        if found is not None and found < limit.least:
            keys = (_key(layer, options, symbol) for symbol in sorted(limit.size.free_symbols, key=str))
            said = limit.lacking.format_map(numbers)
            yield Problem(where(*islice(filter(None, keys), 1)), f"layer {layer.name}: {said}", limit.remedy)
