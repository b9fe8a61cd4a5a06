"""What each size of a layer is for, from its equations: taps, steps, padding, groups, positions, features, counts."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache

from sympy import Symbol

from derive.algebra.index import Role
from derive.algebra.size import ExactQuotient, Size
from derive.algebra.tensor import TensorRole
from derive.layers.declaration import BATCH, Declaration
from derive.network.model import Model
from derive.network.windows import behind, landings, window_reads


class Purpose(IntEnum):
    """What a size is for; where it is for several things, the first of them decides which numbers it may have. An
    extent counts positions; features are entries of a vector that a layer reads; an offset says where a run of an axis
    begins or ends."""

    BATCH = 0
    KERNEL = 1
    STRIDE = 2
    DILATION = 3
    PADDING = 4
    DIVISOR = 5
    EXTENT = 6
    FEATURES = 7
    COUNT = 8
    OFFSET = 9


@cache
def purposes(declaration: Declaration) -> Mapping[Symbol, Purpose]:
    """The use of every size that the equations or the shapes of a declaration read and that it does not define itself.

    What only the rule of a size reads, as a stride that the form of the equations fixes, has none.
    """
    found: dict[Symbol, Purpose] = {}
    defined = {rule.symbol for rule in declaration.sizes}
    for use, size in sorted(_used(declaration), key=lambda each: each[0]):
        for symbol in sorted(_symbols(size) - defined, key=str):
            found.setdefault(symbol, use)
    return found


def _used(declaration: Declaration) -> Iterator[tuple[Purpose, Size]]:
    yield Purpose.BATCH, BATCH
    for read in window_reads(declaration):
        own = read.window
        yield Purpose.KERNEL, read.kernel
        yield Purpose.STRIDE, own.stride
        yield Purpose.DILATION, own.dilation
        yield Purpose.PADDING, own.padding
        yield Purpose.PADDING, behind(declaration, read)
        yield Purpose.EXTENT, own.extent
    for landing in landings(declaration):
        own = landing.window
        yield from ((Purpose.KERNEL, landing.kernel), (Purpose.STRIDE, own.stride), (Purpose.DILATION, own.dilation))
        yield from ((Purpose.PADDING, own.padding), (Purpose.EXTENT, landing.outputs))
    for _, divisor in quotients(declaration):
        yield Purpose.DIVISOR, divisor
    for variable in declaration.variables:
        axes = zip(variable.entry.subscripts, variable.tensor.shape, strict=True)
        for subscript, size in axes if variable.tensor.role is TensorRole.INPUT else ():
            roles = {index.role for index in subscript.indices}
            if roles & {Role.INPUT, Role.OUTPUT}:
                yield Purpose.EXTENT, size
            elif Role.UNIT in roles:
                yield Purpose.FEATURES, size
    shapes = (*(variable.tensor.shape for variable in declaration.variables), declaration.output.shape)
    yield from ((Purpose.COUNT, size) for shape in shapes for size in shape)
    yield from ((Purpose.OFFSET, limit.size) for limit in declaration.limits)


def quotients(declaration: Declaration) -> tuple[tuple[Size, Size], ...]:
    """The pairs (whole, part) of which the sizes require that the part divides the whole."""
    found = (each for rule in declaration.sizes for each in _exact(rule.definition))
    return tuple(dict.fromkeys(found))


def _exact(definition: Size) -> Iterator[tuple[Size, Size]]:
    if not isinstance(definition, int):
        for quotient in sorted(definition.atoms(ExactQuotient), key=str):
            yield quotient.args[0], quotient.args[1]


def purposes_in(model: Model) -> Mapping[Symbol, Purpose]:
    """The use of every size that the network's spec gives, by its number or by a name; the batch is not among them."""
    found: dict[Symbol, Purpose] = {}
    for placed in model.placed:
        for own, use in purposes(placed.declaration).items():
            also = (meeting.second for meeting in placed.meets if meeting.letter == own)
            for symbol in (symbol for size in (placed.size(own), *also) for symbol in _symbols(size)):
                if symbol in model.sizes and model.sizes[symbol] is None:
                    found[symbol] = min(use, found.get(symbol, use))
    return {symbol: found[symbol] for symbol in model.sizes if symbol in found}


def _symbols(size: Size) -> set[Symbol]:
    return set() if isinstance(size, int) else set(size.free_symbols)
