"""The numbers of all named sizes, read off the arrays that a kernel is called with."""

from collections.abc import Iterable, Mapping

from sympy import Expr, Function, Integer, Symbol

from derive.algebra.size import Size, value_of, with_numbers
from derive.errors import EvaluationError, SizeError
from derive.network.fit import check_fit
from derive.network.model import Model

Known = dict[Symbol, int]
Shapes = Mapping[str, tuple[int, ...]]
Sizes = Mapping[Symbol, Expr]


def solve_sizes(model: Model, shapes: Shapes, given: Mapping[str, int]) -> Known:
    """Every size that array shapes (by tensor name) and `given` numbers (by size name) determine.

    Raises SizeError where an array disagrees with the network or with the numbers, and where the sizes that
    the spec left open do not fit its layers.
    """
    known: Known = dict(model.values)
    names = {str(symbol): symbol for symbol in model.unbound}
    for name, value in given.items():
        if name not in names:
            raise SizeError(f"{model.name} has no open size {name}; it has: {', '.join(sorted(names)) or 'none'}")
        least = 1 if names[name].is_positive else 0
        if value < least:
            raise SizeError(f"size {name} = {value}: expected at least {least}")
        known[names[name]] = value
    defined = {symbol: definition for symbol, definition in model.sizes.items() if definition is not None}
    for name, shape in shapes.items():
        _read_shape(name, model.tensors[name].shape, shape, known, defined)
    for symbol, definition in defined.items():
        _define(symbol, definition, known)
    if model.unbound:
        _check_layers(model, known)
    for name, shape in shapes.items():
        _check_shape(name, model.tensors[name].shape, shape, known)
    return known


def number(size: Size, known: Known) -> int:
    """A size's number; SizeError naming what has none."""
    try:
        return value_of(size, known)
    except EvaluationError as error:
        raise SizeError(f"{error}: pass sizes={{...}} or bind the network first") from None


def _read_shape(name: str, declared: Iterable[Size], shape: tuple[int, ...], known: Known, defined: Sizes) -> None:
    sizes = tuple(declared)
    if len(sizes) != len(shape):
        raise SizeError(f"{name} has {len(shape)} axes, shape {list(shape)}; expected {len(sizes)} axes")
    for size, length in zip(sizes, shape, strict=True):
        if isinstance(size, Symbol) and size not in defined:
            known.setdefault(size, length)
        elif isinstance(size, Expr):
            _solve(size, length, known, defined)


def _solve(size: Expr, length: int, known: Known, defined: Sizes) -> None:
    """The one unknown name in a formula such as 2n + 1, from an axis's length; nothing where it is not so simple."""
    open_names = size.free_symbols - known.keys() - defined.keys()
    if len(open_names) != 1 or size.atoms(Function) or size.free_symbols & defined.keys():
        return
    (name,) = open_names
    left = with_numbers(size, known)
    factor, rest = left.coeff(name, 1), left.coeff(name, 0)
    if left == factor * name + rest and factor.is_Integer and (length - rest) % factor == 0:
        known[name] = int((length - rest) / factor)


def _define(symbol: Symbol, definition: Expr, known: Known) -> None:
    """Computes a defined size where everything in it is known."""
    value = definition.xreplace({size: Integer(length) for size, length in known.items()})
    if value.is_Integer:
        known[symbol] = int(value)


def _check_layers(model: Model, known: Known) -> None:
    """Sizes that the spec left open must fit every layer, as if the spec had said them."""
    for item, layer in zip(model.spec.layers, model.layers, strict=True):
        problems = check_fit(layer, known, lambda *path: "", item.options)
        if problems:
            raise SizeError(f"{problems[0].what}; {problems[0].fix}")


def _check_shape(name: str, declared: Iterable[Size], shape: tuple[int, ...], known: Known) -> None:
    expected = [number(size, known) for size in declared]
    if expected != list(shape):
        raise SizeError(f"{name} has shape {list(shape)}; expected {expected}")
