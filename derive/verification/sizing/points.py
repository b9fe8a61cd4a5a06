"""Numbers for named sizes: small, distinct primes that fit the network; three points, stated in the record."""

from itertools import combinations

from sympy import Symbol, primerange

from derive.algebra.counted import Known
from derive.network.build import bind
from derive.network.model import Model
from derive.network.purposes import Purpose, purposes_in, quotients
from derive.verification.sizing.network import built, problem_of, two_positions
from derive.verification.sizing.search import Constraint, Unknown, different

POINTS = 3
COMPOSITE = (12, 18, 24, 30)  # of what is divided into equal parts
EXTENTS, LARGER = (11, 13, 17, 19, 23), tuple(primerange(29, 400))
COUNTS, MULTIPLES = (2, 5, 7, 3), (11, 13, 4, 6, 8, 9, 10, 12)
KERNELS, OTHERS = (3, 2, 5), (7, 11, 1)
STRIDES, PADDINGS, DILATIONS, GROUPS = (1, 2, 3), (0, 1, 2), (1, 3, 2), (1, 2, 3)
PRIMES = (Purpose.EXTENT, Purpose.FEATURES, Purpose.COUNT, Purpose.KERNEL)


def grid(model: Model) -> tuple[Model, ...]:
    """The network itself where all its sizes are fixed, else the network at three points.

    Sizes of axes are distinct primes where such primes fit. SizeError where fewer than three points fit.
    """
    if not model.unbound:
        return (model,)
    found: list[Model] = []
    for number in range(POINTS):
        found.append(_point(model, number, found))
    return tuple(found)


def describe(model: Model, original: Model) -> str:
    """The numbers of a point, such as "n=11, f=3"; empty for a network of fixed sizes."""
    return ", ".join(f"{symbol}={model.values[symbol]}" for symbol in original.unbound)


def _point(model: Model, number: int, earlier: list[Model]) -> Model:
    """The best sizes where each list of candidates begins `number` places further on."""
    kinds = purposes_in(model)
    groups_first = sorted(model.unbound, key=lambda symbol: kinds.get(symbol) is not Purpose.DIVISOR)
    divided = {placed.size(whole) for placed in model.placed for whole, _ in quotients(placed.declaration)}
    unknowns = tuple(Unknown(s, _candidates(kinds.get(s), number, divided=s in divided)) for s in groups_first)
    problem = problem_of(model, unknowns, (_another(model, point) for point in earlier))
    primes = [symbol for symbol in model.unbound if kinds.get(symbol, Purpose.COUNT) in PRIMES]
    wishes = [*(different(one, other) for one, other in combinations(primes, 2)), *two_positions(model)]
    return built(problem, wishes, lambda sizes: bind(model, {symbol.name: size for symbol, size in sizes.items()}))


def _candidates(use: Purpose | None, number: int, *, divided: bool) -> tuple[int, ...]:
    match use:
        case Purpose.EXTENT if divided:
            return (*_rotated(COMPOSITE, number), *EXTENTS, *LARGER)
        case Purpose.EXTENT | Purpose.FEATURES:
            return (*_rotated(EXTENTS, number), *LARGER)
        case Purpose.KERNEL:
            return (*_rotated(KERNELS, number), *OTHERS)
        case Purpose.STRIDE:
            return _rotated(STRIDES, number)
        case Purpose.PADDING:
            return _rotated(PADDINGS, number)
        case Purpose.DILATION:
            return _rotated(DILATIONS, number)
        case Purpose.DIVISOR:
            return _rotated(GROUPS, number)
        case _:
            return (*_rotated(COUNTS, number), *MULTIPLES)


def _another(model: Model, point: Model) -> Constraint:
    """Not all of the numbers of an earlier point."""
    numbers = {symbol: point.values[symbol] for symbol in model.unbound}

    def differs(known: Known) -> bool:
        return any(known[symbol] != number for symbol, number in numbers.items())

    return Constraint("other sizes than before", frozenset[Symbol](numbers), differs)


def _rotated(values: tuple[int, ...], places: int) -> tuple[int, ...]:
    return values[places % len(values) :] + values[: places % len(values)]
