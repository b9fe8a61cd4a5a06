"""Check 2, second half: the composed network in exact rationals, against SymPy's diff and dual numbers.

Forward values by the interpreter, backward values by the derived formulas in reverse order; the oracle
differentiates the forward pass alone: by SymPy where there are few entries, else by dual numbers, each entry
of a tensor where that is cheap and along random directions where it is not. One pass serves all directions.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import sympy

from derive.algebra.dual import Dual, Scalar, slope_part, value_part
from derive.algebra.equation import Equation
from derive.algebra.evaluate import Position, Values, World, evaluate
from derive.algebra.opaque import Opaque
from derive.algebra.tensor import TensorRole
from derive.errors import EvaluationError
from derive.layers.declaration import BATCH, given_tensors
from derive.network.backward import derived
from derive.network.held import held_apart
from derive.network.model import OBJECTIVE_NAME, Model
from derive.network.schedule import schedule, seeds
from derive.verification.exact_point import given_values, keep_facts, positions
from derive.verification.record import Check, Kind, Verdict
from derive.verification.sizing.network import smallest
from derive.verification.unroll import derivative_at, leaves, parts_of, symbols, unroll

POINTS = 3
DIRECTIONS = 2
EXAMPLES = 2
MOST_SYMBOLS = 40
MOST_LEAVES = 1000
MOST_ENTRIES = 24
MOST_PIXELS = 100  # beyond it, an oracle's pass is slow: directions only
Direction = Mapping[Position, int]


@dataclass(frozen=True, slots=True)
class Exact:
    """A small network at one random point: sizes, exact values of all tensors, and the outputs' cotangents by name."""

    model: Model
    world: World
    given: Mapping[str, Values]
    y_bars: Mapping[str, Mapping[Position, Scalar]]


def check_network(model: Model) -> Iterator[Check]:
    """One check for every parameter and the input."""
    small = smallest(model)
    points = [exact_point(small, seed) for seed in range(POINTS)]
    backward = [derived_cotangents(point) for point in points]
    shape = " and ".join("x".join(str(size) for size in small.shape(tensor)[1:]) for tensor in small.inputs)
    names = (*small.parameters, *(tensor.name for tensor in small.inputs))
    wanted = [{name: _directions(point, name, seed) for name in names} for seed, point in enumerate(points)]
    along = [_slopes_by_name(point, own) for point, own in zip(points, wanted, strict=True)]
    for name in names:
        wrong: list[str] = []
        counted = 0
        for place, point in enumerate(points):
            wrong += _compare(point, name, backward[place][name], wanted[place][name], along[place][name])
            counted += len(wanted[place][name])
        how = _oracle_name(points[0], name)
        yield Check(
            Kind.EXACT,
            name,
            "derivatives of the composed network = an oracle's, exactly",
            Verdict.FAILED if wrong else Verdict.VERIFIED,
            f"{counted} comparisons with {how}, {POINTS} points, M={EXAMPLES}, input {shape}",
            reason="; ".join(wrong[:2]),
        )


def exact_point(model: Model, seed: int) -> Exact:
    """Random small integers for all inputs and parameters, and everything that follows from them."""
    source = random.Random(f"network {seed}")
    sizes = {**model.values, BATCH: EXAMPLES}
    given: dict[str, Values] = {}
    for tensor in (*model.inputs, *model.parameters.values()):
        most = 3 if tensor.name in model.parameters else max(3, 2 * model.farthest_kink)
        given[tensor.name] = {place: source.randint(-most, most) for place in positions(tensor, sizes)}
    for name, loss in model.targets.items():
        drawn = {place: Fraction(source.randint(1, 16), 17) for place in positions(loss.target, sizes)}
        given[name] = keep_facts(loss.target, drawn)
    for tensor in given_tensors(_equations(model)):
        given[tensor.name] = given_values(tensor, sizes, source)
    y_bars = {
        output.name: {place: source.choice((-2, -1, 1, 2)) for place in positions(output, sizes)}
        for output in model.outputs
    }
    functions = Opaque(seed)
    world = World(forward(model, World(given, sizes, functions)), sizes, functions)
    return Exact(model, world, given, y_bars)


def forward(model: Model, world: World) -> dict[str, Values]:
    """Every tensor of the network, in order, by the interpreter."""
    tensors: dict[str, Values] = dict(world.tensors)
    for placed in model.placed:
        for equation in placed.equations:
            tensors[equation.left.tensor.name] = evaluate(equation, replace(world, tensors=tensors))
    if model.objective is not None:
        tensors[OBJECTIVE_NAME] = evaluate(model.objective, replace(world, tensors=tensors))
    return tensors


def derived_cotangents(point: Exact) -> dict[str, Values]:
    """Every cotangent by the derived formulas, in reverse order; both forms where there are two. Of an input that only
    a loss reads, which holds it, it is 0."""
    model = point.model
    tensors: dict[str, Values] = dict(point.world.tensors)
    found: dict[str, Values] = {} if model.terms else dict(point.y_bars)
    given = {} if model.terms else seeds(model)
    tensors.update({bar.name: point.y_bars[name] for name, bar in given.items()})
    for step in schedule(model):
        own = derived(model, step)
        forms = dict.fromkeys((*own.derivation.forms, *own.best.forms))
        values = [evaluate(form, replace(point.world, tensors=tensors)) for form in forms]
        if any(other != values[0] for other in values[1:]):
            raise EvaluationError(f"the forms of the derivative by {own.tensor} have different values")
        tensors[step.bar.name] = found[own.tensor] = values[0]
    still = {tensor.name: dict.fromkeys(point.given[tensor.name], 0) for tensor in model.inputs}
    return {**still, **found}


def _directions(point: Exact, name: str, seed: int) -> list[Direction]:
    """Each entry alone; where there are many, one of them, and all of them at random."""
    places = list(point.given[name])
    if _unrollable(point) or _entry_by_entry(point, name):
        return [{place: 1} for place in places]
    source = random.Random(f"direction {seed} {name}")
    chosen = [[source.choice(places)], *([places] * (DIRECTIONS - 1))]
    return [{place: source.choice((-2, -1, 1, 2)) for place in own} for own in chosen]


def _slopes_by_name(point: Exact, wanted: Mapping[str, list[Direction]]) -> dict[str, list[Scalar]]:
    """The slopes along all directions of all tensors, by one pass."""
    found = iter(slopes(point, [(name, direction) for name, own in wanted.items() for direction in own]))
    return {name: [next(found) for _ in own] for name, own in wanted.items()}


def _compare(
    point: Exact, name: str, derived: Values, directions: Sequence[Direction], along: Sequence[Scalar]
) -> list[str]:
    if set(derived) != set(point.given[name]):
        return [f"{name}: the derived formula gives {len(derived)} entries of {len(point.given[name])}"]
    if _unrollable(point):
        return _against_sympy(point, name, derived, along)
    wrong = []
    for direction, expected in zip(directions, along, strict=True):
        ours = sum(derived[place] * step for place, step in direction.items())
        if ours != expected:
            where = f"{list(next(iter(direction)))}" if len(direction) == 1 else "along a direction"
            wrong.append(f"{name} {where}: derived {ours}, dual numbers {expected}")
    return wrong


def _unrollable(point: Exact) -> bool:
    """Whether the network has few symbols, and its unrolled formula is not too long for SymPy."""
    symbols = sum(len(values) for name, values in point.given.items() if name not in point.model.targets)
    return symbols <= MOST_SYMBOLS and leaves(_equations(point.model), point.world) <= MOST_LEAVES


def _equations(model: Model) -> tuple[Equation, ...]:
    own = tuple(equation for placed in model.placed for equation in placed.equations)
    return own if model.objective is None else (*own, model.objective)


def _oracle_name(point: Exact, name: str) -> str:
    if _unrollable(point):
        return "SymPy and dual numbers, all entries"
    return "dual numbers, all entries" if _entry_by_entry(point, name) else "dual numbers, an entry and a direction"


def _entry_by_entry(point: Exact, name: str) -> bool:
    pixels = sum(len(point.given[tensor.name]) for tensor in point.model.inputs) // EXAMPLES
    return len(point.given[name]) <= (MOST_ENTRIES if pixels <= MOST_PIXELS else 1)


def scalar(point: Exact, tensors: Mapping[str, Values]) -> Scalar:
    """The objective, or the sum of y_bar * y: what the cotangents are derivatives of."""
    if point.model.terms:
        return tensors[OBJECTIVE_NAME][()]
    moved = ((tensors[name][place], seed) for name, own in point.y_bars.items() for place, seed in own.items())
    return sum((value * seed for value, seed in moved), start=0)


def _held(point: Exact) -> dict[str, Values]:
    """The values at the point of the targets that losses hold, by the names of their copies."""
    return {name: point.world.tensors[tensor] for name, tensor in held_apart(point.model).copies.items()}


def slopes(point: Exact, moves: Sequence[tuple[str, Direction]]) -> list[Scalar]:
    """The derivative of the network along each move, a tensor's name and a direction, by one forward pass of dual
    numbers whose slopes are arrays: one exact number for each move."""
    tensors: dict[str, Values] = {**point.given, **_held(point)}
    for name in dict.fromkeys(name for name, _ in moves):
        own = [(number, direction) for number, (moved, direction) in enumerate(moves) if moved == name]
        duals = {}
        for place, value in point.given[name].items():
            steps: Any = np.zeros(len(moves), dtype=object)
            for number, direction in own:
                steps[number] = direction.get(place, 0)
            duals[place] = Dual(value_part(value), steps)
        tensors[name] = duals
    world = replace(point.world, tensors=tensors)
    found = slope_part(scalar(point, forward(held_apart(point.model).model, world)))
    return list(np.broadcast_to(np.asarray(found, dtype=object), (len(moves),)))


def _against_sympy(point: Exact, name: str, derived: Values, along: Sequence[Scalar]) -> list[str]:
    """SymPy's diff of the unrolled network, and dual numbers beside it: the two oracles must agree too."""
    letters = symbols(name, point.given[name])
    equations = _equations(held_apart(point.model).model)
    selectors = {e.left.tensor.name for e in equations if e.left.tensor.role is TensorRole.SELECTOR}
    fixed = {n: v for n, v in point.world.tensors.items() if n in selectors or (n in point.given and n != name)}
    fixed |= _held(point)
    numbers: dict[str, Values] = {
        n: {place: sympy.Rational(value_part(value)) for place, value in values.items()} for n, values in fixed.items()
    }
    unrolled = unroll(equations, World({**numbers, name: letters}, point.world.sizes))
    parts = parts_of(sympy.Add(scalar(point, unrolled)))
    at = {symbol: point.given[name][place] for place, symbol in letters.items()}
    wrong = []
    for place, by_dual in zip(point.given[name], along, strict=True):
        value, expected = (
            derived[place],
            derivative_at(parts.get(letters[place], sympy.Integer(0)), letters[place], at, point.world.functions),
        )
        if value != expected or by_dual != expected:
            wrong.append(f"{name}{list(place)}: derived {value}, SymPy {expected}, dual numbers {by_dual}")
    return wrong
