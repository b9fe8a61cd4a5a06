"""The same network at the smallest sizes at which its layers fit, for exact arithmetic."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from sympy import Mul

from derive.algebra.counted import Known
from derive.errors import DeriveError, SizeError
from derive.layers.declaration import SizeRule
from derive.network.model import Model
from derive.network.purposes import Purpose, purposes_in
from derive.network.resize import followers, resized
from derive.network.windows import window_reads
from derive.verification.sizing.constraints import constraints
from derive.verification.sizing.search import Constraint, SizeProblem, Unknown, at_least, at_most, different, solve

LARGE_SIDE, LARGEST_SIDE = 17, 400  # beyond the first, kernels and windows shrink too
FEW_TAPS = 2
MOST_PIXELS = 10 * 11  # of an input that grows for the sake of a second position
POSITIONS = 2
CHOSEN = (Purpose.KERNEL, Purpose.EXTENT, Purpose.DIVISOR, Purpose.FEATURES, Purpose.COUNT, Purpose.OFFSET)


def smallest(model: Model) -> Model:
    """Few channels, filters, groups and units, and the smallest input that every layer fits; all else as in the spec.

    Every window has two positions along each axis where an input of at most 110 pixels and 17 a side gives them; the
    input's sides differ. Where it would be wider than 17, kernels and windows become 2. Equal names stay equal.
    SizeError where no sizes fit.
    """
    inputs = [symbol for symbol, use in purposes_in(model).items() if use is Purpose.EXTENT]
    two = (*two_positions(model), *(at_least(each, POSITIONS) for each in inputs), at_most(Mul(*inputs), MOST_PIXELS))
    wishes = tuple(different(one, other) for one, other in combinations(inputs, 2))
    for most_taps, most, more in ((None, LARGE_SIDE, two), (None, LARGE_SIDE, ()), (FEW_TAPS, LARGE_SIDE, two)):
        try:
            return _found(model, most_taps, most, more, wishes)
        except SizeError:
            continue
    return _found(model, FEW_TAPS, LARGEST_SIDE, (), wishes)


def _found(
    model: Model, most_taps: int | None, most: int, more: Iterable[Constraint], wishes: tuple[Constraint, ...]
) -> Model:
    unknowns = tuple(_unknowns(model, most_taps, most))
    return built(problem_of(model, unknowns, more), wishes, lambda sizes: resized(model, sizes))


def problem_of(model: Model, unknowns: tuple[Unknown, ...], more: Iterable[Constraint] = ()) -> SizeProblem:
    """What must hold of a network's sizes, where these are to be chosen and the others keep their numbers."""
    chosen = {unknown.symbol for unknown in unknowns}
    together = [rule for rule in followers(model) if rule.symbol not in chosen]
    defined = [SizeRule(symbol, size) for symbol, size in model.sizes.items() if size is not None]
    rules = {rule.symbol: rule for rule in (*together, *defined)}
    known = {symbol: value for symbol, value in model.values.items() if symbol not in chosen | rules.keys()}
    return SizeProblem(unknowns, tuple(rules.values()), (*constraints(model), *more), known)


def built(problem: SizeProblem, wishes: Iterable[Constraint], build: Callable[[Known], Model]) -> Model:
    """The network at the best sizes that the builder takes: it is the judge of what the constraints let through.

    SizeError where there are none.
    """
    made: dict[tuple[int, ...], Model] = {}
    symbols = [unknown.symbol for unknown in problem.unknowns]

    def builds(known: Known) -> bool:
        try:
            made[tuple(known[symbol] for symbol in symbols)] = build({symbol: known[symbol] for symbol in symbols})
        except DeriveError:
            return False
        return True

    judge = Constraint("the network can be built", frozenset(symbols), builds)
    found = solve(replace(problem, constraints=(*problem.constraints, judge)), wishes)
    return made[tuple(found[symbol] for symbol in symbols)]


def _unknowns(model: Model, most_taps: int | None, most: int) -> Iterator[Unknown]:
    kinds = purposes_in(model)
    following = {rule.symbol for rule in followers(model)}
    for use in CHOSEN:
        for symbol in (symbol for symbol in kinds if kinds[symbol] is use and symbol not in following):
            own = model.values[symbol]
            match use:
                case Purpose.KERNEL:
                    yield Unknown(symbol, (own if most_taps is None else min(own, most_taps),))
                case Purpose.EXTENT:
                    yield Unknown(symbol, tuple(range(1, most + 1)))
                case Purpose.DIVISOR:
                    yield Unknown(symbol, tuple(range(min(2, own), own + 1)))
                case Purpose.OFFSET:
                    yield Unknown(symbol, tuple(range(min(own, 1), own + 1)))
                case _:
                    given = any(symbol in output.shape for output in model.outputs)
                    few = min(own, 3 if use is Purpose.FEATURES and not given else 2)
                    yield Unknown(symbol, (*range(few, own + 1), *range(1, few)))


def two_positions(model: Model) -> Iterator[Constraint]:
    """Every window of the network has two positions along each axis."""
    for layer in model.layers:
        yield from (at_least(layer.size(read.outputs), POSITIONS) for read in window_reads(layer.declaration))
