"""Sizes at which one layer is looked at exactly: few enough symbols for SymPy, or sizes that differ from each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

from sympy import Add, Mul, Symbol

from derive.algebra.counted import Known
from derive.errors import SizeError
from derive.layers.declaration import Declaration
from derive.network.model import Model, Placed
from derive.network.purposes import Purpose, purposes
from derive.network.windows import pads_itself, window_reads
from derive.verification.sizing.constraints import constraints_of, with_remainder
from derive.verification.sizing.search import Constraint, SizeProblem, Unknown, at_least, at_most, different, solve

MOST_SYMBOLS = 40
MOST_STEP = 5  # a larger stride, dilation, padding or number of groups is replaced by this
MOST_TAPS, MOST_CELLS, MOST_COUNT = MOST_STEP + 1, 60, 15  # more taps than padding: a window reaches the input
STEPS = {
    Purpose.STRIDE: 2,
    Purpose.DILATION: 2,
    Purpose.PADDING: 1,
    Purpose.DIVISOR: 2,
}  # and the least that keep the structure
SHOWN = (
    Purpose.BATCH,
    Purpose.FEATURES,
    Purpose.COUNT,
    Purpose.DIVISOR,
    Purpose.EXTENT,
    Purpose.KERNEL,
    Purpose.STRIDE,
    Purpose.PADDING,
    Purpose.DILATION,
)
OFFSETS = (1, 3)  # where a run begins and ends
Sizes = dict[Symbol, int]


@dataclass(frozen=True, slots=True)
class Aim:
    """The numbers that are wished for, axis by axis; what stands first in `order` is given up last.

    `vectors` are the entries that a layer reads and gives where it reads vectors; `several` wishes 2 of everything, and
    the counts; `distinct` that no two axes of a tensor are equal, and a remainder behind the last window.
    """

    order: tuple[Purpose, ...]
    counts: tuple[int, ...]
    vectors: tuple[int, int]
    kernel: tuple[int, ...]
    positions: tuple[int, ...]
    most_symbols: int | None = MOST_SYMBOLS
    several: bool = False
    distinct: bool = False


WIDE = Aim(
    (Purpose.KERNEL, Purpose.EXTENT, Purpose.BATCH, Purpose.FEATURES, Purpose.COUNT), (2, 3), (4, 3), (2, 3), (2, 3)
)
DEEP = Aim(
    (Purpose.BATCH, Purpose.FEATURES, Purpose.COUNT, Purpose.KERNEL, Purpose.EXTENT),
    (2, 3),
    (3, 4),
    (1, 2),
    (3, 2),
    several=True,
)
DISTINCT = Aim(
    (Purpose.BATCH, Purpose.KERNEL, Purpose.FEATURES, Purpose.COUNT, Purpose.EXTENT),
    (3, 5),
    (7, 5),
    (3, 2),
    (4, 6),
    None,
    several=True,
    distinct=True,
)
LARGE = {  # over more axes than two, so that there are not more entries
    WIDE: replace(WIDE, counts=(1, 2), kernel=(2, 1, 2), positions=(2,)),
    DEEP: replace(DEEP, counts=(2, 1), kernel=(1, 2, 1), positions=(2,)),
    DISTINCT: replace(DISTINCT, counts=(2, 3), kernel=(2, 3, 1), positions=(2, 3, 4)),
}


def small_sizes(placed: Placed, model: Model) -> list[Sizes]:
    """Two sets of sizes at which the unrolled layer has at most 40 symbols.

    Both have two positions or more along every axis where any sizes have, and the layer's own strides, padding,
    dilation and groups (up to 5) where that leaves room; the first a rectangular kernel and many positions, the second
    several examples, channels and filters.
    """
    found = [_sizes(placed, model, aim) for aim in (WIDE, DEEP)]
    return found if found[0] != found[1] else found[:1]


def distinct_sizes(placed: Placed, model: Model) -> Sizes:
    """Sizes that differ from each other where they could be confused, with a remainder after the last window."""
    return _sizes(placed, model, DISTINCT)


def _sizes(placed: Placed, model: Model, aim: Aim) -> Sizes:
    kinds = purposes(placed.declaration)
    if sum(use is Purpose.EXTENT for use in kinds.values()) > 2:
        aim = LARGE[aim]
    kept = [own for own in placed.sizes if kinds.get(own) in STEPS or own in _fixed(placed.declaration)]
    numbers = ((own, model.number(placed.sizes[own])) for own in kept)
    try:
        return dict(sizes_for(placed.declaration, tuple((own, int(number)) for own, number in numbers), aim))
    except SizeError as error:
        raise SizeError(f"{placed.name}: {error}") from None


@cache
def sizes_for(declaration: Declaration, own: tuple[tuple[Symbol, int], ...], aim: Aim) -> Sizes:
    """The sizes of a declaration in its own letters, by its own numbers for what is no matter of choice."""
    numbers = dict(own)
    placed = Placed("the layer", declaration, {}, {}, (), {}, (), (), {})
    kinds = purposes(declaration)
    problem = SizeProblem(
        tuple(_unknowns(declaration, numbers, aim)),
        declaration.sizes,
        tuple({each.text: each for each in (*constraints_of(placed), *_few(declaration, aim))}.values()),
        {symbol: number for symbol, number in own if symbol in _fixed(declaration)},
    )
    found = _solved(problem, tuple(_wishes(placed, numbers, aim)))
    shown = [symbol for use in SHOWN for symbol in kinds if kinds[symbol] is use]
    return {symbol: found[symbol] for symbol in dict.fromkeys((*shown, *problem.known, *found))}


def _solved(problem: SizeProblem, wishes: tuple[Constraint, ...]) -> Sizes:
    """The best sizes; the smallest ones for a layer that has more symbols than wanted whatever its sizes."""
    try:
        return solve(problem, wishes)
    except SizeError:
        kept = tuple(each for each in problem.constraints if not each.rises)
        least = tuple(Unknown(each.symbol, tuple(sorted(each.candidates))) for each in problem.unknowns)
        return solve(SizeProblem(least, problem.rules, kept, problem.known))


@cache
def _fixed(declaration: Declaration) -> tuple[Symbol, ...]:
    """What the rules of sizes read and the equations do not, as a stride that is 1 by the form of the equations."""
    read = {symbol for rule in declaration.sizes for symbol in rule.definition.free_symbols}
    read -= purposes(declaration).keys() | {rule.symbol for rule in declaration.sizes}
    return tuple(sorted(read, key=str))


def _few(declaration: Declaration, aim: Aim) -> Iterator[Constraint]:
    """At most so many entries of all tensors that the layer is differentiated by."""
    if aim.most_symbols is not None:
        yield at_most(Add(*(Mul(*each.tensor.shape) for each in declaration.variables)), aim.most_symbols)


def _unknowns(declaration: Declaration, own: Sizes, aim: Aim) -> Iterator[Unknown]:
    kinds = purposes(declaration)
    windowed = {read.window.extent for read in window_reads(declaration)}
    for use in (*STEPS, Purpose.OFFSET, *aim.order):
        for place, symbol in enumerate(symbol for symbol in kinds if kinds[symbol] is use):
            match use:
                case Purpose.BATCH:
                    yield Unknown(symbol, (2, 1))
                case Purpose.KERNEL:
                    yield Unknown(symbol, _near(_on(aim.kernel, place), MOST_TAPS, up_first=True))
                case Purpose.EXTENT if symbol in windowed:
                    yield Unknown(symbol, tuple(range(1, MOST_CELLS + 1)))
                case Purpose.EXTENT:
                    yield Unknown(symbol, _near(_on(aim.positions, place), MOST_COUNT, up_first=aim.distinct))
                case Purpose.FEATURES:
                    yield Unknown(symbol, _near(aim.vectors[0], MOST_COUNT, up_first=aim.distinct))
                case Purpose.COUNT:
                    yield Unknown(symbol, _near(_count(kinds, aim, place), MOST_COUNT, up_first=aim.distinct))
                case Purpose.DIVISOR if symbol in declaration.output.shape:  # how many positions there are, and no step
                    yield Unknown(symbol, _near(_on(aim.positions, place), MOST_COUNT, up_first=aim.distinct))
                case Purpose.OFFSET:
                    yield Unknown(symbol, _near(_on(OFFSETS, place), MOST_COUNT, up_first=True))
                case _:
                    most = min(MOST_STEP, own[symbol])
                    yield Unknown(symbol, (most, *range(most - 1, STEPS[use] - 1, -1)))


def _count(kinds: Mapping[Symbol, Purpose], aim: Aim, place: int) -> int:
    return aim.vectors[1] if Purpose.FEATURES in kinds.values() else _on(aim.counts, place)


def _on(numbers: tuple[int, ...], place: int) -> int:
    """The number for an axis: they begin again where there are more axes."""
    return numbers[place % len(numbers)]


def _near(wanted: int, most: int, *, up_first: bool) -> tuple[int, ...]:
    """The numbers up to `most`, the wanted one first."""
    above, below = tuple(range(wanted + 1, most + 1)), tuple(range(wanted - 1, 0, -1))
    return (wanted, *above, *below) if up_first else (wanted, *below, *above)


def _wishes(placed: Placed, own: Sizes, aim: Aim) -> Iterator[Constraint]:
    """Two positions along each axis, more than one tap along some, the layer's own steps; then what the aim says."""
    declaration = placed.declaration
    reads, kinds = window_reads(declaration), purposes(declaration)
    windowed = {read.window.extent for read in reads}
    positions = [read.outputs for read in reads]
    positions += [s for s in kinds if kinds[s] is Purpose.EXTENT and s not in windowed]
    yield from (at_least(size, 2) for size in positions)
    kernel = tuple(symbol for symbol in kinds if kinds[symbol] is Purpose.KERNEL)
    taps = (*kernel, *(read.kernel for read in reads if read.kernel in {rule.symbol for rule in declaration.sizes}))
    if taps:
        yield Constraint("more than one tap", frozenset(taps), lambda known: _several(known, taps))
    steps = (symbol for symbol in kinds if kinds[symbol] in STEPS and symbol not in declaration.output.shape)
    yield from (at_least(symbol, min(MOST_STEP, own[symbol])) for symbol in steps)
    yield from (at_least(symbol, _on(aim.kernel, place)) for place, symbol in enumerate(kernel))
    if aim.several:
        axes = (size for each in declaration.variables for size in each.tensor.shape)
        yield from (at_least(size, 2) for size in dict.fromkeys(axes) if size not in kernel)
        counts = (symbol for symbol in kinds if kinds[symbol] is Purpose.COUNT)
        yield from (at_least(symbol, _count(kinds, aim, place)) for place, symbol in enumerate(counts))
    yield from (at_least(size, _on(aim.positions, place)) for place, size in enumerate(positions))
    if aim.distinct:
        yield from (with_remainder(placed, read) for read in reads if not pads_itself(declaration, read))
        tensors = (*(each.tensor for each in declaration.variables), declaration.output)
        pairs = dict.fromkeys(pair for tensor in tensors for pair in combinations(tensor.shape, 2))
    else:
        pairs = dict.fromkeys((*combinations(kernel, 2), *combinations(positions, 2)))
    yield from (different(one, other) for one, other in pairs if one != other)


def _several(known: Known, kernel: tuple[Symbol, ...]) -> bool:
    return any(known[symbol] > 1 for symbol in kernel)
