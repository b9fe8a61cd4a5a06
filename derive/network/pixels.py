"""How often each pixel of a layer's input is used: the formula in the network's letters, and the counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sympy import Symbol

from derive.algebra.dual import Scalar, value_part
from derive.algebra.equation import Equation
from derive.algebra.evaluate import World, evaluate
from derive.algebra.size import Size, value_of
from derive.calculus.counting import separated, uses
from derive.calculus.derivation import Derivation
from derive.layers.declaration import Declaration
from derive.layers.option_sizes import lettered
from derive.network.backward import in_network
from derive.network.model import Layer, Model
from derive.network.windows import WindowRead, window_reads

Padding = tuple[int, ...]  # on each axis
PADDING = "p"
Sizes = Mapping[Symbol, int]


@dataclass(frozen=True, slots=True)
class PixelUses:
    """The number of windows that cover a pixel: derived in the network's letters, with padding as a letter.

    `own` is the padding of the layer on each axis, `even` one that keeps the size at stride 1 with an odd span.
    """

    layer: Layer
    derivation: Derivation
    factors: tuple[Equation, ...]
    sizes: Sizes | None

    @property
    def equation(self) -> Equation:
        """uses[r, q] = the sum over windows of the condition that they cover it."""
        return self.derivation.equation

    @property
    def own(self) -> Padding:
        """The layer's padding."""
        return self._numbers(read.window.padding for read in self._reads)

    @property
    def even(self) -> Padding:
        """d(f - 1)/2, rounded down."""
        spans = self._numbers(read.window.dilation * (read.kernel - 1) for read in self._reads)
        return tuple(span // 2 for span in spans)

    def outputs(self, padding: Padding) -> tuple[int, ...]:
        """How many windows there are on each axis; less than 1 where none fits."""
        sizes = self._padded(padding)
        return tuple(value_of(read.outputs, sizes) for read in self._reads)

    def counts(self, padding: Padding) -> tuple[tuple[int, ...], ...]:
        """The counts of each row and of each column of pixels; a pixel's count is their product."""
        world = World({}, self._padded(padding))
        return tuple(tuple(map(_whole, evaluate(factor, world).values())) for factor in self.factors)

    @property
    def _reads(self) -> tuple[WindowRead, ...]:
        return window_reads(self.layer.declaration)

    def _numbers(self, sizes: Iterable[Size]) -> tuple[int, ...]:
        return tuple(value_of(size, self.sizes or {}) for size in sizes)

    def _padded(self, padding: Padding) -> dict[Symbol, int]:
        """The sizes with this padding in place of the layer's own, and what follows from it."""
        changed = zip((read.window.padding for read in self._reads), padding, strict=True)
        sizes = {**(self.sizes or {}), **{size: number for size, number in changed if isinstance(size, Symbol)}}
        rules = {rule.symbol: rule.definition for rule in self.layer.declaration.sizes}
        return sizes | {symbol: value_of(definition, sizes) for symbol, definition in rules.items()}


def _whole(count: Scalar) -> int:
    return int(value_part(count))


def pixel_uses(model: Model, layer: Layer) -> PixelUses | None:
    """The count for one channel and one filter; None for a layer that has no windows."""
    options = model.spec.layers[model.layers.index(layer)].options
    declaration = lettered(layer.kind, options, layer.layouts, PADDING, _paddings)
    if declaration is None:
        return None
    padded = replace(layer, declaration=declaration)
    found = uses(declaration.stated or declaration.equations[-1], declaration.input_variable, declaration.facts)
    if found is None:
        return None
    numbers = {symbol: model.number(size) for symbol, size in layer.sizes.items()}
    known = {symbol: number for symbol, number in numbers.items() if isinstance(number, int)}
    sizes = known if len(known) == len(numbers) else None
    return PixelUses(padded, in_network(padded, found), separated(found.equation), sizes)


def _paddings(declaration: Declaration) -> frozenset[Symbol]:
    """The sizes that pad the layer's windows: of a letter, a layer's padding is one, whatever its own is."""
    said = (read.window.padding for read in window_reads(declaration))
    return frozenset(size for size in said if isinstance(size, Symbol))
