"""How often each pixel of a layer's input is used: the formula in the network's letters, and the counts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sympy import Symbol

from derive.algebra.dual import Scalar, value_part
from derive.algebra.equation import Equation
from derive.algebra.evaluate import World, evaluate
from derive.algebra.size import named, value_of
from derive.calculus.counting import separated, uses
from derive.calculus.derivation import Derivation
from derive.layers.options import Options
from derive.network.backward import in_network
from derive.network.model import Layer, Model

Pair = tuple[int, int]
Sizes = Mapping[Symbol, int]
AXES = ("h", "w")


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
    def own(self) -> Pair:
        """The layer's padding."""
        return self._size("p", 0)

    @property
    def even(self) -> Pair:
        """d(f - 1)/2, rounded down."""
        (f_h, f_w), (d_h, d_w) = self._size("f"), self._size("d")
        return d_h * (f_h - 1) // 2, d_w * (f_w - 1) // 2

    def outputs(self, padding: Pair) -> Pair:
        """How many windows there are on each axis; less than 1 where none fits."""
        sizes = self._padded(padding)
        return sizes[named("o_h")], sizes[named("o_w")]

    def counts(self, padding: Pair) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The counts of each row and of each column of pixels; a pixel's count is their product."""
        world = World({}, self._padded(padding))
        rows, columns = (evaluate(factor, world) for factor in self.factors)
        return tuple(_whole(count) for count in rows.values()), tuple(_whole(count) for count in columns.values())

    def _size(self, letter: str, least: int = 1) -> Pair:
        if self.sizes is None:
            raise ValueError(f"{self.layer.name} has sizes without numbers")
        height, width = (self.sizes.get(named(f"{letter}_{axis}", least), least) for axis in AXES)
        return height, width

    def _padded(self, padding: Pair) -> dict[Symbol, int]:
        sizes = dict(self.sizes or {})
        sizes |= {named(f"p_{axis}", 0): value for axis, value in zip(AXES, padding, strict=True)}
        rules = {rule.symbol: rule.definition for rule in self.layer.declaration.sizes}
        return sizes | {symbol: value_of(definition, sizes) for symbol, definition in rules.items()}


def _whole(count: Scalar) -> int:
    return int(value_part(count))


def pixel_uses(model: Model, layer: Layer) -> PixelUses | None:
    """The count for one channel and one filter; None for a layer that has no windows."""
    options = model.spec.layers[model.layers.index(layer)].options
    if "padding" not in dict(options):
        return None
    padded = replace(layer, declaration=_with_padding(layer, options))
    declaration = padded.declaration
    found = uses(declaration.stated or declaration.equations[-1], declaration.input_variable, declaration.facts)
    if found is None:
        return None
    numbers = {symbol: model.number(size) for symbol, size in layer.sizes.items()}
    known = {symbol: number for symbol, number in numbers.items() if isinstance(number, int)}
    sizes = known if len(known) == len(numbers) else None
    return PixelUses(padded, in_network(padded, found), separated(found.equation), sizes)


def _with_padding(layer: Layer, options: Options):  # type: ignore[no-untyped-def]
    """The layer's declaration with its padding as a letter, whatever its own is."""
    return layer.kind.declare(options.model_copy(update={"padding": "p"}), len(layer.input.shape) - 1).declaration
