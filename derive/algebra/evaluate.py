"""The meaning of the language: loops over indices in exact rationals, slow and obvious. Every rule is tested on it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from math import prod

import sympy
from sympy import Expr, Integer, Symbol

from derive.algebra.affine import Affine
from derive.algebra.dual import Dual, Scalar, slope_part, value_part
from derive.algebra.equation import LANDING, Equation, Guard, Range, Reduction, Term
from derive.algebra.index import Index
from derive.algebra.opaque import Opaque
from derive.algebra.setting import Setting
from derive.algebra.size import value_of
from derive.algebra.substitution import instantiate
from derive.algebra.tensor import Entry, Partial
from derive.errors import EvaluationError

Position = tuple[int, ...]
Values = Mapping[Position, Scalar]
Point = dict[Index, int]


@dataclass(frozen=True, slots=True)
class World:
    """What names stand for: tensors and sizes by name, the table of scalar functions, and the named
    equations, by which a Partial is worked out with dual numbers."""

    tensors: Mapping[str, Values]
    sizes: Mapping[Symbol, int]
    functions: Opaque = field(default_factory=Opaque)
    scalars: Mapping[Symbol, Scalar] = field(default_factory=dict)
    equations: Mapping[str, Equation] = field(default_factory=dict)


def evaluate(equation: Equation, world: World) -> dict[Position, Scalar]:
    """Every entry of the left tensor that the equation defines.

    Raises EvaluationError where an entry is read out of range or a name has no value.
    """
    numbers = {symbol: Integer(size) for symbol, size in world.sizes.items()}
    equation = instantiate(equation, {}, numbers)
    values: dict[Position, Scalar] = {}
    if equation.reduction in LANDING:
        shape = [value_of(size, world.sizes) for size in equation.left.tensor.shape]
        values = dict.fromkeys(product(*map(range, shape)), 0)
    read = [(compile_body(term.body, world), compile_bound(term, world)) for term in equation.terms]
    left = compile_position(equation.left, world)
    for point in points(equation.free, world, {}):
        if equation.reduction is Reduction.FIRST:
            values.update(_first_maximum(equation, point, read[0][0], world))
            continue
        parts = [body(at) for body, bound in read for at in bound(point)]
        if equation.reduction is Reduction.MAXIMUM:
            values[left(point)] = _largest(equation, parts)
        elif equation.reduction in LANDING:
            if parts and not (equation.reduction is Reduction.REPLACE and sum(parts) == 0):
                where = left(point)
                if where not in values:
                    raise EvaluationError(f"{equation.left.tensor.name}{list(where)} is written out of range")
                values[where] = sum(parts, start=values[where] if equation.reduction is Reduction.SCATTER else 0)
        else:
            values[left(point)] = sum(parts)
    return values


def points(ranges: tuple[Range, ...], world: World, outer: Point) -> Iterator[Point]:
    """Every assignment of the ranges, in row-major order, on top of `outer`."""
    extents = [range(value_of(size, world.sizes)) for _, size in ranges]
    for choice in product(*extents):
        yield {**outer, **{index: value for (index, _), value in zip(ranges, choice, strict=True)}}


def holds(guard: Guard, point: Point, world: World) -> bool:
    """0 <= affine < size."""
    return 0 <= guard.affine.value(point, world.sizes) < value_of(guard.size, world.sizes)


def term_values(
    term: Term, body: Callable[[Point], Scalar], outer: Point, world: World
) -> Iterator[tuple[Point, Scalar]]:
    """The body at every bound point where all guards and brackets hold."""
    for point in compile_bound(term, world)(outer):
        yield point, body(point)


def compile_bound(term: Term, world: World) -> Callable[[Point], list[Point]]:
    """The bound points on top of an outer one, in row-major order, at which all guards and brackets hold.

    A condition is tested as soon as its indices have values, so that whole rows that are absent cost one test.
    """
    ranges = [(index, range(value_of(size, world.sizes))) for index, size in term.bound]
    place = {index: number for number, (index, _) in enumerate(ranges, 1)}
    tests: list[list[Callable[[Point], bool]]] = [[] for _ in range(len(ranges) + 1)]
    for affine, test in _conditions(term, world):
        tests[max((place.get(index, 0) for index in affine.indices), default=0)].append(test)

    def bound(outer: Point) -> list[Point]:
        found = [outer] if all(test(outer) for test in tests[0]) else []
        for (index, extent), own in zip(ranges, tests[1:], strict=True):
            found = [{**point, index: value} for point in found for value in extent]
            for test in own:
                found = [point for point in found if test(point)]
        return found

    return bound


def _conditions(term: Term, world: World) -> list[tuple[Affine, Callable[[Point], bool]]]:
    """Each guard and bracket: what it looks at, and whether it holds at a point."""

    def inside(affine: Affine, size: int) -> Callable[[Point], bool]:
        read = compile_affine(affine, world)
        return lambda point: 0 <= read(point) < size

    def zero(affine: Affine) -> Callable[[Point], bool]:
        read = compile_affine(affine, world)
        return lambda point: read(point) == 0

    guards = [(guard.affine, inside(guard.affine, value_of(guard.size, world.sizes))) for guard in term.guards]
    return [*guards, *((bracket.difference, zero(bracket.difference)) for bracket in term.brackets)]


def compile_conditions(term: Term, world: World) -> Callable[[Point], bool]:
    """Whether a term is present at a point: all its guards hold, and all its brackets are 1."""
    tests = [test for _, test in _conditions(term, world)]
    return lambda point: all(test(point) for test in tests)


def compile_affine(affine: Affine, world: World) -> Callable[[Point], int]:
    """An affine expression as a function of a point of the index space."""
    const = value_of(affine.const, world.sizes)
    terms = [(index, value_of(value, world.sizes)) for index, value in affine.terms]
    if const == 0 and len(terms) == 1 and terms[0][1] == 1:
        (index, _), *_ = terms
        return lambda point: point[index]
    return lambda point: sum([value * point[index] for index, value in terms], const)


def compile_body(body: Expr, world: World) -> Callable[[Point], Scalar]:
    """A body as a function of a point of the index space."""
    match body:
        case Entry():
            return _read_entry(body, world)
        case Partial():
            return _read_partial(body, world)
        case Setting():
            return compile_body(body.value, world)
        case sympy.Rational():
            constant = int(body.p) if body.q == 1 else Fraction(int(body.p), int(body.q))
            return lambda point: constant
        case Symbol():
            named = world.scalars[body] if body in world.scalars else value_of(body, world.sizes)
            return lambda point: named
        case sympy.Add():
            summands = [compile_body(arg, world) for arg in body.args]
            return lambda point: sum(part(point) for part in summands)
        case sympy.Mul():
            factors = [compile_body(arg, world) for arg in body.args]
            return lambda point: prod(part(point) for part in factors)
        case sympy.Pow():
            return _power(body, world)
        case sympy.exp() | sympy.Function():
            argument = compile_body(body.args[0], world)
            return lambda point: world.functions.apply(body.func, argument(point))
        case _:
            raise EvaluationError(f"no meaning for {type(body).__name__}; have you added a new type?")


def _power(body: sympy.Pow, world: World) -> Callable[[Point], Scalar]:
    base = compile_body(body.base, world)
    exponent = body.exp
    if exponent.is_Integer:
        whole = int(exponent)
        return lambda point: _exact(base(point)) ** whole
    if exponent.is_Rational:
        ratio = Fraction(int(exponent.p), int(exponent.q))
        return lambda point: world.functions.power(base(point), ratio)
    raise EvaluationError(f"no exact meaning for the power {body}")


def _exact(value: Scalar) -> Scalar:
    return Fraction(value) if isinstance(value, int) else value


def _read_entry(entry: Entry, world: World) -> Callable[[Point], Scalar]:
    name = entry.tensor.name
    if name not in world.tensors:
        raise EvaluationError(f"tensor {name} has no value")
    values = world.tensors[name]
    position_at = compile_position(entry, world)

    def read(point: Point) -> Scalar:
        position = position_at(point)
        if position not in values:
            raise EvaluationError(f"{name}{list(position)} is read out of range in {entry}")
        return values[position]

    return read


def compile_position(entry: Entry, world: World) -> Callable[[Point], Position]:
    """The position that an entry's subscripts have at a point."""
    reads = [compile_affine(subscript, world) for subscript in entry.subscripts]
    return lambda point: tuple([read(point) for read in reads])


def _largest(equation: Equation, parts: list[Scalar]) -> Scalar:
    if not parts:
        raise EvaluationError(f"{equation.left}: a maximum over no candidate")
    return max(parts, key=value_part)


def _first_maximum(
    equation: Equation, point: Point, body: Callable[[Point], Scalar], world: World
) -> dict[Position, Scalar]:
    term = equation.terms[0]
    candidates = list(term_values(term, body, point, world))
    if not candidates:
        raise EvaluationError(f"{equation.left}: a maximum over no candidate")
    best = max(value_part(value) for _, value in candidates)
    winner = next(where for where, value in candidates if value_part(value) == best)
    every = points(term.bound, world, point)
    left = compile_position(equation.left, world)
    return {left(where): int(where == winner) for where in every}


def _read_partial(partial: Partial, world: World) -> Callable[[Point], Scalar]:
    """d(of)/d(wrt) through the equation that names `of`, other tensors held fixed: all entries of `of` at once."""
    if not isinstance(partial.of, Entry):
        return _read_partial_of_expression(partial, world)
    wrt_at, of_at = compile_position(partial.wrt, world), compile_position(partial.of, world)
    moved: dict[Position, dict[Position, Scalar]] = {}

    def read(point: Point) -> Scalar:
        target = wrt_at(point)
        if target not in moved:
            moved[target] = _with_one_moved(partial, target, world)
        return slope_part(moved[target][of_at(point)])

    return read


def _read_partial_of_expression(partial: Partial, world: World) -> Callable[[Point], Scalar]:
    """d(of)/d(wrt) of an expression, all entries but one of `wrt` held fixed."""
    wrt_at = compile_position(partial.wrt, world)
    moved: dict[Position, Callable[[Point], Scalar]] = {}

    def read(point: Point) -> Scalar:
        target = wrt_at(point)
        if target not in moved:
            moved[target] = compile_body(partial.of, _one_moved(partial.wrt, target, world))
        return slope_part(moved[target](point))

    return read


def _with_one_moved(partial: Partial, target: Position, world: World) -> dict[Position, Scalar]:
    """The tensor `of` where one entry of `wrt` is a dual number of slope 1."""
    if partial.of.tensor.name not in world.equations:
        raise EvaluationError(f"no equation for {partial.of.tensor.name}, so {partial} has no value")
    return evaluate(world.equations[partial.of.tensor.name], _one_moved(partial.wrt, target, world))


def _one_moved(wrt: Entry, target: Position, world: World) -> World:
    """The world in which one entry of a tensor is a dual number of slope 1."""
    values = dict(world.tensors[wrt.tensor.name])
    values[target] = Dual(value_part(values[target]), 1)
    return replace(world, tensors={**world.tensors, wrt.tensor.name: values})
