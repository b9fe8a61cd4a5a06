"""Sizes for exact arithmetic: few enough symbols for SymPy, or sizes that differ for dual numbers."""

from collections.abc import Mapping

from sympy import Symbol

from derive.algebra.equation import Reduction
from derive.algebra.evaluate import World
from derive.algebra.size import Size, named, value_of
from derive.errors import EvaluationError
from derive.layers.declaration import BATCH, Declaration
from derive.network.model import Model, Placed
from derive.verification.exact_point import forward_values, positions, random_point

MOST_SYMBOLS = 40
MOST = {"s": 5, "d": 5, "p": 5}  # a larger stride, dilation or padding is replaced by this
Counts = tuple[int, int, int, int]  # examples, channels, filters, and extra positions or features
WIDE = (((2, 3), (2, 2), (1, 2)), ((2, 2, 3, 1), (2, 1, 2, 1), (2, 1, 1, 1), (1, 2, 1, 1), (1, 1, 2, 0), (1, 1, 1, 0)))
DEEP = (((1, 2), (2, 2), (2, 3)), ((2, 2, 3, 0), (2, 2, 2, 0), (1, 2, 2, 0), (1, 2, 1, 0), (1, 1, 1, 0)))
DISTINCT, DISTINCT_KERNEL, DISTINCT_POSITIONS = (2, 3, 5, 7), (3, 2), (4, 6)


def sizes_text(sizes: Mapping[Symbol, int]) -> str:
    """The sizes in short: M=2 C=1 n=3x5 f=2x3 s=1 p=0."""
    shown: dict[str, str] = {}
    for letter in ["M", "C", "K", "G", "n", "f", "s", "p", "d", "o"]:
        axes = [sizes.get(named(f"{letter}_{suffix}", least)) for suffix in "hw" for least in (0, 1)]
        values = [value for value in axes if value is not None]
        one = sizes.get(named(letter))
        if one is not None:
            shown[letter] = str(one)
        elif values:
            shown[letter] = str(values[0]) if len(set(values)) == 1 else "x".join(map(str, values))
    return " ".join(f"{letter}={value}" for letter, value in shown.items() if (letter, value) != ("d", "1"))


def small_sizes(placed: Placed, model: Model) -> list[dict[Symbol, int]]:
    """Two sets of sizes at which the unrolled layer has at most 40 symbols.

    Both have the layer's own strides, padding, dilation (up to 5) and groups; the first a rectangular kernel and many
    positions, the second several examples, channels and filters.
    """
    chosen = [_first_fit(placed, model, kernels, counts) for kernels, counts in (WIDE, DEEP)]
    found = [sizes for sizes in chosen if sizes is not None]
    if not found:
        raise EvaluationError(f"no small sizes fit the structure of {placed.name}")
    return found if len(found) == 1 or found[0] != found[1] else found[:1]


def _first_fit(
    placed: Placed, model: Model, kernels: tuple[tuple[int, int], ...], counts: tuple[Counts, ...]
) -> dict[Symbol, int] | None:
    last = None
    for kernel in kernels:
        for count in counts:
            *numbers, extra = count
            features = (numbers[0], numbers[1], numbers[2], 3 + extra)
            sizes = _sizes(placed, model, features, kernel, (2, 2 + extra))
            if sizes is not None:
                last = sizes
                if sum(len(positions(v.tensor, sizes)) for v in placed.declaration.variables) <= MOST_SYMBOLS:
                    return sizes
    return last


def distinct_sizes(placed: Placed, model: Model) -> dict[Symbol, int]:
    """Sizes that differ from each other where they could be confused, with a remainder after the last window."""
    for remainder in (True, False):
        sizes = _sizes(placed, model, DISTINCT, DISTINCT_KERNEL, DISTINCT_POSITIONS, remainder)
        if sizes is not None:
            return sizes
    return small_sizes(placed, model)[0]


def _sizes(
    placed: Placed,
    model: Model,
    counts: Counts,
    kernel: tuple[int, int],
    wanted: tuple[int, int],
    remainder: bool = False,
) -> dict[Symbol, int] | None:
    batch, channels, filters, features = counts
    own = {str(symbol): model.number(size) for symbol, size in placed.sizes.items()}
    sizes: dict[Symbol, int] = {BATCH: batch, named("C"): channels, named("K"): filters, named("n"): features}
    groups = int(own.get("G", 1))
    if groups > 1:
        each = 1 if channels == 1 else 2 if channels == 2 or groups == 3 else 3
        sizes |= {named("G"): groups, named("C"): groups * each, named("K"): groups * (filters if groups < 5 else 1)}
    for suffix, taps, positions_wanted in zip("hw", kernel, wanted, strict=True):
        window = {letter: min(MOST[letter], int(own.get(f"{letter}_{suffix}", 1))) for letter in "sd"}
        padding = min(MOST["p"], int(own.get(f"p_{suffix}", 0)))
        if own.get(f"f_{suffix}") is None:
            sizes[named(f"n_{suffix}")] = positions_wanted
            continue
        if not placed.parameters:  # a pooling window must reach out of the padding
            taps = max(taps, -(-padding // window["d"]) + 1)
        span = window["d"] * (taps - 1) + 1
        extent = max(1, (positions_wanted - 1) * window["s"] + span - 2 * padding + remainder * (window["s"] - 1))
        sizes |= {named(f"f_{suffix}"): taps, named(f"n_{suffix}"): extent, named(f"p_{suffix}", 0): padding}
        sizes |= {named(f"{letter}_{suffix}"): value for letter, value in window.items()}
    return _with_defined(placed.declaration, sizes)


def _with_defined(declaration: Declaration, sizes: dict[Symbol, int]) -> dict[Symbol, int] | None:
    """The sizes with the declaration's own, None where an output would be empty or a maximum over nothing."""
    defined = {rule.symbol for rule in declaration.sizes}
    known = {symbol: value for symbol, value in sizes.items() if symbol not in defined}
    for rule in declaration.sizes:
        known[rule.symbol] = value_of(rule.definition, known)
        if known[rule.symbol] < 1 and rule.symbol.is_positive:
            return None
    try:
        world = World(random_point(declaration, known, 0), known)
        if any(equation.reduction is not Reduction.SUM for equation in declaration.equations):
            forward_values(declaration, world)
    except EvaluationError:
        return None
    used = {symbol for variable in declaration.variables for size in variable.tensor.shape for symbol in _symbols(size)}
    used |= {symbol for rule in declaration.sizes for symbol in (rule.symbol, *rule.definition.free_symbols)}
    used |= {symbol for size in declaration.output.shape for symbol in _symbols(size)}
    return {symbol: value for symbol, value in known.items() if symbol in used}


def _symbols(size: Size) -> set[Symbol]:
    return set() if isinstance(size, int) else set(size.free_symbols)
