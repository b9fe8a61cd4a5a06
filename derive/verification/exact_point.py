"""A random exact point of one layer: its inputs, parameters and cotangents, and everything that follows from them."""

import random
from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from sympy import Symbol

from derive.algebra.dual import Scalar, value_part
from derive.algebra.evaluate import Position, Values, World, evaluate
from derive.algebra.size import value_of
from derive.algebra.tensor import Fact, Tensor, TensorRole
from derive.calculus.derivation import Derivation
from derive.layers.declaration import Declaration
from derive.network.backward import derive_declaration


def in_backward_order(declaration: Declaration) -> list[tuple[str, Derivation]]:
    """The derivations of a declaration, the input's last: it may read those of the sub-equations."""
    own = derive_declaration(declaration)
    return [(each.tensor.name, own[each.tensor.name]) for each in declaration.backward_order]


def forward_values(declaration: Declaration, world: World) -> dict[str, Values]:
    """Every tensor of the declaration, selectors included, as exact numbers."""
    tensors: dict[str, Values] = dict(world.tensors)
    for equation in declaration.equations:
        tensors[equation.left.tensor.name] = evaluate(
            equation, World(tensors, world.sizes, world.functions, world.scalars)
        )
    return tensors


def positions(tensor: Tensor, sizes: Mapping[Symbol, int]) -> list[Position]:
    """All positions of a tensor, in row-major order."""
    return list(product(*(range(value_of(size, sizes)) for size in tensor.shape)))


def random_point(declaration: Declaration, sizes: Mapping[Symbol, int], seed: int) -> dict[str, Values]:
    """Small random integers for the input and the parameters; probabilities in (0, 1) for a loss."""
    source = random.Random(f"point {seed}")
    loss = declaration.output.role is TensorRole.LOSS
    given = (*declaration.inputs, *declaration.parameters, *declaration.targets)
    tensors = {tensor.name: tensor for tensor in given}
    most = max(4, 2 * declaration.farthest_kink)
    drawn = {
        name: {
            place: Fraction(source.randint(1, 16), 17) if loss else source.randint(-most, most)
            for place in positions(tensor, sizes)
        }
        for name, tensor in tensors.items()
    }
    others: dict[str, Values] = {t.name: given_values(t, sizes, source) for t in declaration.given}
    return {name: keep_facts(tensors[name], values) for name, values in drawn.items()} | others


def given_values(tensor: Tensor, sizes: Mapping[Symbol, int], source: random.Random) -> dict[Position, int]:
    """Zeros and ones for a mask, small integers for a state, positive ones where none may be negative."""
    least, most = (
        (0, 1) if Fact.ZERO_OR_ONE in tensor.facts else (1, 5) if Fact.NOT_NEGATIVE in tensor.facts else (-4, 4)
    )
    return {place: source.randint(least, most) for place in positions(tensor, sizes)}


def keep_facts(tensor: Tensor, values: Values) -> Values:
    """Values made to keep the declared fact that they sum to 1 over the last axis."""
    if Fact.SUMS_TO_ONE not in tensor.facts:
        return values
    sums: dict[Position, Fraction] = {}
    for place, value in values.items():
        sums[place[:-1]] = sums.get(place[:-1], Fraction(0)) + Fraction(value_part(value))
    return {place: value_part(value) / sums[place[:-1]] for place, value in values.items()}


def cotangent_values(declaration: Declaration, sizes: Mapping[Symbol, int], seed: int) -> dict[Position, Scalar]:
    """A random output cotangent, 1 for a loss."""
    if declaration.output.role is TensorRole.LOSS:
        return {(): 1}
    source = random.Random(f"cotangent {seed}")
    return {place: source.choice((-3, -2, -1, 1, 2, 3)) for place in positions(declaration.output, sizes)}
