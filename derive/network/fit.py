"""Whether a layer's numbers fit its input: one clear problem with the numbers in it, never a negative size."""

from collections.abc import Callable, Mapping

from sympy import Symbol

from derive.algebra.size import named
from derive.errors import Problem
from derive.network.model import Layer
from derive.network.windows import WindowNumbers, WindowRead, number_in, window_numbers, window_reads

Where = Callable[..., str]
MOST_CHECKED = 1_000_000
AXES = {1: ("length",), 2: ("height", "width"), 3: ("depth", "height", "width")}


def check_fit(layer: Layer, values: Mapping[Symbol, int], where: Where) -> list[Problem]:
    """The layer's problems with the sizes that are known; unknown ones are checked when they are bound."""
    problems = [*_shares(layer, values, where)]
    for read in window_reads(layer.declaration):
        numbers = window_numbers(layer, read, values)
        problem = None if numbers is None else _unfit(layer, read, numbers, where)
        if problem is not None:
            problems.append(problem)
            break
    return problems


def _unfit(layer: Layer, read: WindowRead, numbers: WindowNumbers, where: Where) -> Problem | None:
    axis = _axis(layer, read)
    problem = _too_large(layer, read, numbers, axis, where)
    if problem is None and layer.declaration.covers:
        problem = _padding_only(layer, numbers, axis, where)
    return problem


def _axis(layer: Layer, read: WindowRead) -> str:
    """What an axis of the input is called, counted behind batch and channels."""
    names = AXES.get(len(layer.declaration.input.shape) - 2, ())
    return names[read.axis - 2] if 2 <= read.axis < len(names) + 2 else f"axis {read.axis}"


def _too_large(layer: Layer, read: WindowRead, window: WindowNumbers, axis: str, where: Where) -> Problem | None:
    counts = {"n": window.inputs, "f": window.kernel, "s": window.stride, "d": window.dilation}
    zero = next((letter for letter, count in counts.items() if count < 1), None)
    if zero is not None:
        return Problem(where(), f"layer {layer.name}: {zero} is {counts[zero]}", "use at least 1")
    if window.outputs >= 1 and (window.span <= window.padded or _pads_itself(layer, read)):
        return None
    word = "window" if "window" in layer.kind.options.model_fields else "kernel"
    fits = (window.padded - 1) // window.dilation + 1
    sizes = f"{axis}; padding {window.before}, dilation {window.dilation}, span {window.span}"
    return Problem(
        where(word),
        f"layer {layer.name}: {word} {window.kernel} does not fit its input of {window.inputs} ({sizes})",
        f"use a {word} of at most {fits}, or a padding of at least {-((window.inputs - window.span) // 2)}",
    )


def _pads_itself(layer: Layer, read: WindowRead) -> bool:
    """Whether the axis computes its padding (`same`), which then always suffices."""
    return any(rule.symbol == read.window.padding for rule in layer.declaration.sizes)


def _padding_only(layer: Layer, window: WindowNumbers, axis: str, where: Where) -> Problem | None:
    """A window whose every cell is padding has no maximum, and no mean over the cells of the input."""
    before, last = -(-window.before // window.stride), window.outputs - 1
    early = range(min(window.outputs, before, window.dilation + 1, MOST_CHECKED))
    empty = next((position for position in early if not window.covers(position)), None)
    if empty is None and window.cells(last).start >= window.inputs:
        empty = last
    if empty is None:
        return None
    covered = window.cells(empty)
    cells = f"{covered[0]} to {covered[-1]} in steps of {window.dilation}"
    return Problem(
        where("padding"),
        f"layer {layer.name}: window {empty} ({axis}) covers only padding: cells {cells} of an input of "
        f"{window.inputs}",
        "use a smaller padding or dilation, or a larger window",
    )


def _shares(layer: Layer, values: Mapping[Symbol, int], where: Where) -> list[Problem]:
    groups = named("G")
    if groups not in layer.sizes:
        return []
    problems = []
    for letter, word, key in (("C", "input channels", "groups"), ("K", "filters", "filters")):
        count, group = number_in(layer, named(letter), values), number_in(layer, groups, values)
        if count is not None and group is not None and count % group:
            what = f"layer {layer.name}: {group} groups do not divide {count} {word}"
            problems.append(Problem(where(key), what, f"use a number of groups that divides {count}"))
    return problems
