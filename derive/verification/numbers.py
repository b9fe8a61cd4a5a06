"""Numbers for named sizes: small, distinct primes that fit the network; a fixed grid, stated in the record."""

from itertools import permutations

from derive.errors import SpecError
from derive.layers.options import pair
from derive.network.build import bind
from derive.network.model import Model

EXTENTS = (11, 13, 17, 19, 23)
COUNTS = (2, 5, 7, 3)
KERNELS = (3, 2, 5)
STEPS = ((1, 0), (2, 1), (3, 2))  # stride and padding, grid point by grid point
POINTS = 3


def grid(model: Model) -> tuple[Model, ...]:
    """The network itself where all its sizes are fixed, else the network at three points of the grid."""
    if not model.unbound:
        return (model,)
    found = [point for number in range(POINTS) if (point := _point(model, number)) is not None]
    return tuple(found)


def describe(model: Model, original: Model) -> str:
    """The numbers of a grid point, such as "n=11, f=3"; empty for a network of fixed sizes."""
    return ", ".join(f"{symbol}={model.values[symbol]}" for symbol in original.unbound)


def _point(model: Model, number: int) -> Model | None:
    """The first assignment, by rotating each list `number` places, that every layer fits."""
    uses = _uses(model)
    stride, padding = STEPS[number % len(STEPS)]
    for order in permutations(_rotated(COUNTS, number)):
        numbers: dict[str, int] = {}
        pools = {"extent": _rotated(EXTENTS, number), "count": order, "kernel": _rotated(KERNELS, number)}
        for use, names in uses.items():
            for place, name in enumerate(names):
                fixed = {"stride": stride, "padding": padding, "dilation": 1, "groups": 1}.get(use)
                numbers[name] = fixed if fixed is not None else pools[use][place % len(pools[use])]
        try:
            return bind(model, numbers)
        except SpecError:
            continue
    return None


def _uses(model: Model) -> dict[str, list[str]]:
    """What each unbound name is used for; a name with several uses keeps the first."""
    words = {"kernel": "kernel", "window": "kernel", "stride": "stride", "padding": "padding", "dilation": "dilation"}
    words |= {"groups": "groups", "filters": "count", "units": "count"}
    unbound = [str(symbol) for symbol in model.unbound]
    uses: dict[str, list[str]] = {}
    shape = model.spec.input.shape
    given = [("count" if len(shape) == 3 and place == 0 else "extent", size) for place, size in enumerate(shape)]
    for item in model.spec.layers:
        for option, value in item.options:
            if option in words and value is not None:
                given += [(words[option], size) for size in pair(value)]
    seen: set[str] = set()
    for use, size in given:
        if isinstance(size, str) and size in unbound and size not in seen:
            seen.add(size)
            uses.setdefault(use, []).append(size)
    return uses


def _rotated(values: tuple[int, ...], places: int) -> tuple[int, ...]:
    return values[places % len(values) :] + values[: places % len(values)]
