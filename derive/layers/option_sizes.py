"""Which sizes of a layer an option says, axis by axis: found by giving the option a name, and looking where it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from pydantic import ValidationError
from sympy import Symbol

from derive.errors import SizeError
from derive.layers.axes import LAYOUTS, Layout
from derive.layers.declaration import Declaration, LayerKind
from derive.layers.options import Options

Layouts = tuple[Layout, ...]  # of each input


@dataclass(frozen=True, slots=True)
class OptionSizes:
    """An option and the declaration's symbols that it says, for each axis that it may give a number of its own; an
    option that leaves another to follow it, as a window its stride, says that one's symbols too. `behind` has those
    of the second number, where an axis is given two."""

    key: str
    axes: tuple[tuple[Symbol, ...], ...]
    behind: tuple[tuple[Symbol, ...], ...] = ()

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """All of them."""
        return tuple(symbol for axis in (*self.axes, *self.behind) for symbol in axis)


@cache
def option_sizes(kind: LayerKind, options: Options, layouts: Layouts) -> tuple[OptionSizes, ...]:
    """Every option of a layer that says sizes."""
    keys = type(options).model_fields
    found = (OptionSizes(key, _axes(kind, options, layouts, key), _behind(kind, options, layouts, key)) for key in keys)
    return tuple(each for each in found if each.symbols)


def key_of(kind: LayerKind, options: Options, layouts: Layouts, symbol: Symbol) -> str | None:
    """The option that says a size; None where none does."""
    return next((each.key for each in option_sizes(kind, options, layouts) if symbol in each.symbols), None)


def lettered(
    kind: LayerKind,
    options: Options,
    layouts: Layouts,
    letter: str,
    said: Callable[[Declaration], frozenset[Symbol]],
) -> Declaration | None:
    """The layer with a letter for the option that says one of these sizes of its declaration; None if none can."""
    for key in type(options).model_fields:
        changed = _with(options, key, letter)
        declared = None if changed is None else _declared(kind, changed, layouts)
        if declared is not None:
            declaration, binding = declared
            if any(binding.get(symbol) == letter for symbol in said(declaration)):
                return declaration
    return None


def _axes(kind: LayerKind, options: Options, layouts: Layouts, key: str) -> tuple[tuple[Symbol, ...], ...]:
    several = tuple(f"probe_{place}" for place, _ in enumerate(layouts[0].positions, 1))
    for names, probe in ((several, several), (several[:1] or ("probe_1",), "probe_1")):
        probed = _with(options, key, probe)
        declared = None if probed is None else _declared(kind, probed, layouts)
        if declared is not None:
            return tuple(tuple(symbol for symbol, size in declared[1].items() if size == name) for name in names)
    return ()


def _behind(kind: LayerKind, options: Options, layouts: Layouts, key: str) -> tuple[tuple[Symbol, ...], ...]:
    """The same for the second of two numbers along each axis, of an option that gives some axis two."""
    value = getattr(options, key)
    if not isinstance(value, tuple) or not any(isinstance(side, tuple) for side in value):
        return ()
    names = tuple(f"probe_{place}" for place, _ in enumerate(layouts[0].positions, 1))
    probed = _with(options, key, tuple((0, name) for name in names))
    declared = None if probed is None else _declared(kind, probed, layouts)
    if declared is None:
        return ()
    return tuple(tuple(symbol for symbol, size in declared[1].items() if size == name) for name in names)


def _with(options: Options, key: str, value: Any) -> Options | None:
    """The options with another value for one of them; None where it is no size."""
    try:
        return type(options).model_validate({**dict(options), key: value})
    except ValidationError:
        return None


def _declared(kind: LayerKind, options: Options, layouts: Layouts) -> tuple[Declaration, dict[Symbol, Any]] | None:
    try:
        declared = kind.declare(options, *layouts)
    except SizeError:
        return None
    return declared.declaration, dict(declared.binding)


@cache
def fixing(kind: LayerKind, options: Options) -> tuple[str, ...]:
    """The options that shape a layer's parameters or say which it has, whatever axes it reads."""
    found: dict[str, None] = {}
    for layouts in product(LAYOUTS, repeat=kind.inputs[0]):
        declared = _declared(kind, options, layouts)
        for key in type(options).model_fields if declared else ():
            if _shapes(kind, options, layouts, key, declared[0]):  # type: ignore[index]
                found[key] = None
    return tuple(key for key in type(options).model_fields if key in found)


def _shapes(kind: LayerKind, options: Options, layouts: Layouts, key: str, own: Declaration) -> bool:
    """Whether an option says a size of a parameter, or which parameters there are."""
    symbols = {symbol for axis in _axes(kind, options, layouts, key) for symbol in axis}
    sizes = {size for tensor in own.parameters for size in tensor.shape}
    within = {symbol for size in sizes if not isinstance(size, int) for symbol in size.free_symbols}
    said = getattr(options, key)
    other = _with(options, key, not said) if isinstance(said, bool) else None
    flipped = None if other is None else _declared(kind, other, layouts)
    names = [tensor.name for tensor in own.parameters]
    return bool(symbols & within) or (flipped is not None and [t.name for t in flipped[0].parameters] != names)
