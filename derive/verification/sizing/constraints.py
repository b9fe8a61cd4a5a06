"""What must hold of a network's sizes: no axis is empty, groups divide, windows fit, and what meets has equal sizes."""

from collections.abc import Callable, Iterator

from derive.algebra.counted import Known, counted
from derive.algebra.size import Size
from derive.layers.declaration import BATCH
from derive.network.model import Model, Placed
from derive.network.purposes import quotients
from derive.network.windows import WindowNumbers, WindowRead, numbered, pads_itself, sizes_of, window_reads
from derive.verification.sizing.search import Constraint, at_least, divides, equal


def constraints(model: Model) -> tuple[Constraint, ...]:
    """Those of every layer, and of the loss, each once, in the network's names."""
    found = {each.text: each for placed in model.placed for each in constraints_of(placed)}
    return tuple(found.values())


def constraints_of(placed: Placed) -> Iterator[Constraint]:
    """Those of one layer; in its own letters where it has no others."""
    declaration = placed.declaration
    for read in window_reads(declaration):
        yield _fits(placed, read)
    for whole, part in quotients(declaration):
        yield divides(placed.size(part), placed.size(whole))
    for rule in declaration.sizes:
        if rule.symbol.is_positive:
            yield at_least(placed.size(rule.symbol), 1)
    yield from (at_least(placed.size(limit.size), limit.least) for limit in declaration.limits)
    yield from (equal(meeting.first, meeting.second) for meeting in placed.meets)


def with_remainder(placed: Placed, read: WindowRead) -> Constraint:
    """As many cells are left behind the last window as can be: one less than a step."""
    return of_window(placed, read, "a remainder behind", lambda numbers: numbers.left == numbers.stride - 1)


def _fits(placed: Placed, read: WindowRead) -> Constraint:
    """The window is no longer than the padded input and, where it must, holds a cell of the input everywhere."""
    padded, covers = pads_itself(placed.declaration, read), placed.declaration.covers

    def fit(numbers: WindowNumbers) -> bool:
        return numbers.fits(pads_itself=padded) and not (covers and numbers.of_padding_alone is not None)

    return of_window(placed, read, "room for", fit)


def of_window(placed: Placed, read: WindowRead, what: str, holds: Callable[[WindowNumbers], bool]) -> Constraint:
    """What must hold of a window in numbers; all is well with one that runs backwards."""
    sizes: dict[Size, Size] = {own: placed.size(own) for own in sizes_of(read)}
    compiled = {own: counted(size) for own, size in sizes.items()}

    def held(known: Known) -> bool:
        numbers = numbered(read, lambda own: compiled[own](known))
        return numbers is None or holds(numbers)

    symbols = frozenset(symbol for size in sizes.values() if not isinstance(size, int) for symbol in size.free_symbols)
    kernel, extent = sizes[read.kernel], sizes[read.window.extent]
    text = f"{what} the {kernel} taps of {placed.name} on {extent} cells"
    return Constraint(text, symbols - {BATCH}, held)
