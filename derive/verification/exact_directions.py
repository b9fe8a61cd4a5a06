"""Check 2 at larger sizes: each layer's derived products along random directions, by dual numbers.

SymPy's derivatives need so few symbols that many sizes are equal there, and then a sum over the wrong range
would go unseen. Here they differ from each other, and the input has cells that the last window does not reach.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sympy import Symbol

from derive.algebra.dual import Dual, Scalar, slope_part, value_part
from derive.algebra.evaluate import Position, Values, World, evaluate
from derive.algebra.opaque import Opaque
from derive.algebra.tensor import bar_name, cotangent
from derive.layers.declaration import Declaration
from derive.network.model import Model, Placed
from derive.verification.exact_point import (
    cotangent_values,
    forward_values,
    in_backward_order,
    positions,
    random_point,
)
from derive.verification.record import Check, Kind, Verdict
from derive.verification.sizing.layer import distinct_sizes
from derive.verification.sizing.text import sizes_text

SEED = 11
DIRECTIONS = 2
CLAIM = "each layer's derived products = dual numbers along random directions, exactly, at sizes that differ"


def check_directions(model: Model) -> Iterator[Check]:
    """One check for each structure of layer; every form of every derivative, those of sub-equations included."""
    forms = model.forms
    structures = {id(placed.declaration): placed for placed in reversed(forms)}
    for placed in (placed for placed in forms if structures[id(placed.declaration)] is placed):
        yield _check(placed, model)


def _check(placed: Placed, model: Model) -> Check:
    sizes = distinct_sizes(placed, model)
    wrong, counted = mismatches_along_directions(placed.declaration, sizes)
    verdict = Verdict.FAILED if wrong else Verdict.VERIFIED
    figure = f"{counted} comparisons; {sizes_text(sizes)}"
    return Check(Kind.EXACT, placed.name, CLAIM, verdict, figure, reason="; ".join(wrong[:2]))


def mismatches_along_directions(declaration: Declaration, sizes: Mapping[Symbol, int]) -> tuple[list[str], int]:
    """Where a form of a derivative differs from the slope of the forward pass, and how many were compared."""
    functions = Opaque(SEED)
    given = random_point(declaration, sizes, SEED)
    world = World(forward_values(declaration, World(given, sizes, functions)), sizes, functions)
    seeds = cotangent_values(declaration, sizes, SEED)
    known = replace(world, tensors={**world.tensors, cotangent(declaration.output).name: seeds})
    wrong, counted = [], 0
    for name, derivation in in_backward_order(declaration):
        bar, results = bar_name(name), [evaluate(form, known) for form in derivation.forms]
        known = replace(known, tensors={**known.tensors, bar: results[0]})
        tensor = declaration.variable(name).tensor
        every = set(positions(tensor, sizes))
        wrong += [f"{bar} does not have the entries of {name}" for result in results if set(result) != every]
        for number in range(DIRECTIONS):
            source = random.Random(f"{name} {number}")
            direction = {place: source.choice((-2, -1, 1, 2)) for place in sorted(every)}
            expected = slope(declaration, world, name, direction, seeds)
            along = [sum((value * direction.get(p, 0) for p, value in r.items()), start=0) for r in results]
            counted += len(along)
            wrong += [f"{bar} along a direction: {a}, dual numbers {expected}" for a in along if a != expected]
    return wrong, counted


def slope(
    declaration: Declaration, world: World, name: str, direction: Values, seeds: Mapping[Position, Scalar]
) -> Scalar:
    """The slope of sum(y_bar y) where one tensor moves, with all that follows from it; the rest stays."""
    moved = {place: Dual(value_part(v), value_part(direction[place])) for place, v in world.tensors[name].items()}
    tensors: dict[str, Values] = {**world.tensors, name: moved}
    for equation in declaration.equations:
        if equation.left.tensor.name != name:
            tensors[equation.left.tensor.name] = evaluate(equation, replace(world, tensors=tensors))
    output = tensors[declaration.output.name]
    return slope_part(sum((output[place] * seed for place, seed in seeds.items()), start=0))
