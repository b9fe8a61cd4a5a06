"""Whether two formulas of one layer agree: every entry, by the interpreter, at random exact points.

Two points have small whole numbers, where maxima tie and relus stand at 0; two have large ones, at which two
different polynomials of low degree agree with a chance of less than their degree in a million (Schwartz 1980).
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from sympy import Symbol

from derive.algebra.equation import Equation, entries
from derive.algebra.evaluate import Position, Values, World, evaluate
from derive.algebra.opaque import Opaque
from derive.algebra.tensor import Fact, Tensor, TensorRole, bar_name, cotangent
from derive.errors import EvaluationError
from derive.layers.declaration import Declaration
from derive.verification.exact_point import (
    cotangent_values,
    forward_values,
    given_values,
    in_backward_order,
    keep_facts,
    random_point,
)

SMALL_POINTS, LARGE_POINTS = (0, 1), (2, 3)
LARGE = 10**6


def agree(declaration: Declaration, right: Equation, wrong: Equation, sizes: Mapping[Symbol, int]) -> bool:
    """Whether all entries of both are equal at all points; False where one of them has no value."""
    for world in _worlds(declaration, (right, wrong), sizes):
        try:
            if evaluate(right, world) != evaluate(wrong, world):
                return False
        except (EvaluationError, ZeroDivisionError):
            return False
    return True


def _worlds(declaration: Declaration, equations: tuple[Equation, ...], sizes: Mapping[Symbol, int]) -> Iterator[World]:
    for seed in (*SMALL_POINTS, *LARGE_POINTS):
        given = random_point(declaration, sizes, seed)
        bars: Mapping[Position, object] = cotangent_values(declaration, sizes, seed)
        if seed in LARGE_POINTS:
            given, bars = _enlarged(declaration, given, seed), _large(bars, seed)
        world = World({**given, cotangent(declaration.output).name: bars}, sizes, Opaque(seed))  # type: ignore[dict-item]
        read = {e.tensor.name: e.tensor for own in equations for term in own.terms for e in entries(term.body)}
        if not set(read) <= set(world.tensors):
            world = replace(world, tensors=forward_values(declaration, world))
        if not set(read) <= set(world.tensors):
            world = _with_the_rest(world, read, declaration, seed)
        yield world


def _with_the_rest(world: World, read: Mapping[str, Tensor], declaration: Declaration, seed: int) -> World:
    """The cotangents that the layer computes on the way, and random numbers for what else is read."""
    for name, derivation in in_backward_order(declaration):
        world = replace(world, tensors={**world.tensors, bar_name(name): evaluate(derivation.equation, world)})
    source = random.Random(f"rest {seed}")
    others = {name: given_values(t, world.sizes, source) for name, t in read.items() if name not in world.tensors}
    return replace(world, tensors={**world.tensors, **others})


def _large(values: Mapping[Position, object], seed: int) -> dict[Position, object]:
    source = random.Random(f"large {seed}")
    return {place: source.randint(1, LARGE) for place in values} if len(values) > 1 else dict(values)


def _enlarged(declaration: Declaration, point: Mapping[str, Values], seed: int) -> dict[str, Values]:
    """Large numbers for the input, the parameters and a loss's probabilities; masks and states stay."""
    source = random.Random(f"enlarged {seed}")
    loss = declaration.output.role is TensorRole.LOSS
    tensors = (*declaration.inputs, *declaration.parameters, *declaration.targets)
    return {**point, **{tensor.name: _drawn(tensor, point[tensor.name], source, loss) for tensor in tensors}}


def _drawn(tensor: Tensor, values: Values, source: random.Random, loss: bool) -> Values:
    if loss:
        return keep_facts(tensor, {place: Fraction(source.randint(1, LARGE), LARGE + 1) for place in values})
    positive = Fact.POSITIVE in tensor.facts
    return {place: source.randint(1 if positive else -LARGE, LARGE) for place in values}
