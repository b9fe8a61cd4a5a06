"""Whether a layer's numbers fit its input: one clear problem with the numbers in it, never a negative size."""

from collections.abc import Callable, Mapping

from sympy import Expr, Symbol

from derive.algebra.size import named, with_numbers
from derive.errors import Problem
from derive.network.model import Layer

Where = Callable[..., str]
MOST_CHECKED = 1_000_000


def check_fit(layer: Layer, values: Mapping[Symbol, int], where: Where) -> list[Problem]:
    """The layer's problems with the sizes that are known; unknown ones are checked when they are bound."""
    problems = [*_shares(layer, values, where)]
    for suffix, axis in (("h", "height"), ("w", "width")):
        numbers = _axis(layer, suffix, values)
        if numbers is None:
            continue
        problem = _too_large(layer, numbers, suffix, axis, where)
        if problem is None and layer.declaration.covers:
            problem = _padding_only(layer, numbers, axis, where)
        if problem is not None:
            problems.append(problem)
            break
    return problems


def _axis(layer: Layer, suffix: str, values: Mapping[Symbol, int]) -> dict[str, int] | None:
    """n, f, s, p, d, o on one axis, where the layer has windows and all are known; p on both sides in lo, hi."""
    numbers: dict[str, int] = {}
    for letter, least in (("n", 1), ("f", 1), ("s", 1), ("d", 1), ("p", 0), ("o", 1)):
        size = layer.sizes.get(named(f"{letter}_{suffix}", least))
        value = None if size is None else _number(size, values)
        if value is None:
            return None
        numbers[letter] = value
    return numbers


def _number(size: Expr, values: Mapping[Symbol, int]) -> int | None:
    number = with_numbers(size, values)
    return int(number) if number.is_Integer else None


def _too_large(layer: Layer, numbers: Mapping[str, int], suffix: str, axis: str, where: Where) -> Problem | None:
    n, f, s, d, p, o = (numbers[letter] for letter in "nfsdpo")
    if min(n, f, s, d) < 1:
        zero = next(letter for letter in "nfsd" if numbers[letter] < 1)
        return Problem(where(), f"layer {layer.name}: {zero} is {numbers[zero]}", "use at least 1")
    span = d * (f - 1) + 1
    if o >= 1 and (span <= n + 2 * p or _pads_itself(layer, suffix)):
        return None
    word = "window" if "window" in layer.kind.options.model_fields else "kernel"
    fits = (n + 2 * p - 1) // d + 1
    sizes = f"{axis}; padding {p}, dilation {d}, span {span}"
    return Problem(
        where(word),
        f"layer {layer.name}: {word} {f} does not fit its input of {n} ({sizes})",
        f"use a {word} of at most {fits}, or a padding of at least {-((n - span) // 2)}",
    )


def _pads_itself(layer: Layer, suffix: str) -> bool:
    """Whether the axis computes its padding (`same`), which then always suffices."""
    return any(rule.symbol == named(f"p_{suffix}", 0) for rule in layer.declaration.sizes)


def _padding_only(layer: Layer, numbers: Mapping[str, int], axis: str, where: Where) -> Problem | None:
    """A window whose every cell is padding has no maximum, and no mean over the cells of the input."""
    n, f, s, d, p, o = (numbers[letter] for letter in "nfsdpo")
    last = (o - 1) * s - p
    early = range(min(o, -(-p // s), d + 1, MOST_CHECKED))
    empty = next((i for i in early if not _hits(i * s - p, n, f, d)), None)
    if empty is None and last >= n:
        empty = o - 1
    if empty is None:
        return None
    cells = f"{empty * s - p} to {empty * s - p + d * (f - 1)} in steps of {d}"
    return Problem(
        where("padding"),
        f"layer {layer.name}: window {empty} ({axis}) covers only padding: cells {cells} of an input of {n}",
        "use a smaller padding or dilation, or a larger window",
    )


def _hits(start: int, n: int, f: int, d: int) -> bool:
    """Whether one of the cells start, start + d, ... (f of them) lies in 0 .. n-1."""
    tap = max(0, (d - 1 - start) // d)
    return tap < f and start + d * tap < n


def _shares(layer: Layer, values: Mapping[Symbol, int], where: Where) -> list[Problem]:
    groups = layer.sizes.get(named("G"))
    if groups is None:
        return []
    problems = []
    for letter, word, key in (("C", "input channels", "groups"), ("K", "filters", "filters")):
        count, group = _number(layer.sizes[named(letter)], values), _number(groups, values)
        if count is not None and group is not None and count % group:
            what = f"layer {layer.name}: {group} groups do not divide {count} {word}"
            problems.append(Problem(where(key), what, f"use a number of groups that divides {count}"))
    return problems
