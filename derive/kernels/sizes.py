"""The numbers of all named sizes, read off the arrays that a kernel is called with."""

from collections.abc import Iterable, Mapping

from sympy import Expr, Symbol

from derive.algebra.size import Size, normal, value_of
from derive.errors import EvaluationError, SizeError
from derive.network.model import Model

Known = dict[Symbol, int]


def solve_sizes(model: Model, shapes: Mapping[str, tuple[int, ...]], given: Mapping[str, int]) -> Known:
    """Every size of the network, from array shapes by tensor name and from `given` numbers by name.

    Raises SizeError where an array disagrees with the network, with the numbers, or a size stays unknown.
    """
    known: Known = dict(model.values)
    names = {str(symbol): symbol for symbol, definition in model.sizes.items() if definition is None}
    for name, value in given.items():
        if name not in names:
            raise SizeError(f"{model.name} has no named size {name}; it has: {', '.join(sorted(names))}")
        known[names[name]] = value
    for name, shape in shapes.items():
        _read_shape(name, model.tensors[name].shape, shape, known)
    for symbol, definition in model.sizes.items():
        if definition is not None and symbol not in known:
            known[symbol] = _number(definition, known)
    for name, shape in shapes.items():
        _check_shape(name, model.tensors[name].shape, shape, known)
    return known


def _read_shape(name: str, declared: Iterable[Size], shape: tuple[int, ...], known: Known) -> None:
    sizes = tuple(declared)
    if len(sizes) != len(shape):
        raise SizeError(f"{name} has {len(shape)} axes, shape {list(shape)}; expected {len(sizes)} axes")
    for size, number in zip(sizes, shape, strict=True):
        if isinstance(size, Symbol):
            known.setdefault(size, number)


def _check_shape(name: str, declared: Iterable[Size], shape: tuple[int, ...], known: Known) -> None:
    expected = [_number(size, known) for size in declared]
    if expected != list(shape):
        raise SizeError(f"{name} has shape {list(shape)}; expected {expected}")


def _number(size: Size | Expr, known: Known) -> int:
    try:
        return value_of(size if isinstance(size, int) else normal(size), known)
    except EvaluationError as error:
        raise SizeError(f"{error}: pass sizes={{...}} or bind the network first") from None
