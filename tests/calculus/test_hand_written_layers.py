"""Derivatives of layers written by hand: every form, exactly, against SymPy and dual numbers."""

from dataclasses import replace

import pytest
from sympy import Symbol

from derive.algebra.elimination import gather, scatter
from derive.algebra.equation import Reduction
from derive.algebra.evaluate import World, evaluate
from derive.algebra.opaque import Opaque
from derive.algebra.tensor import Entry, TensorRole
from derive.calculus.vjp import pull_back
from derive.errors import DerivationError
from derive.layers.declaration import Declaration
from derive.network.backward import derive_declaration
from derive.verification.exact_directions import mismatches_along_directions
from derive.verification.exact_layer import mismatches
from derive.verification.exact_point import random_point
from tests.hand_written import (
    F_H,
    F_W,
    HARD_SIGMOID,
    O_H,
    O_W,
    SILU,
    C,
    D,
    E,
    H,
    K,
    M,
    N,
    P,
    S,
    T,
    W,
    concatenation,
    pointwise,
    transposed_convolution,
    two_convolutions,
)

TRANSPOSED = {M: 1, C: 2, K: 1, H: 2, W: 3, F_H: 2, F_W: 1, O_H: 4, O_W: 5}
STRIDES = [{S: 2, D: 1, P: 0}, {S: 2, D: 2, P: 1}, {S: 1, D: 1, P: 1}, {S: 3, D: 2, P: 0}]


def _right(declaration: Declaration, sizes: dict[Symbol, int]) -> None:
    assert mismatches(declaration, sizes, 1) == []
    wrong, counted = mismatches_along_directions(declaration, sizes)
    assert wrong == []
    assert counted > 0


@pytest.mark.parametrize("numbers", STRIDES, ids=str)
@pytest.mark.parametrize("scattered", [False, True])
def test_a_transposed_convolution_keeps_the_bracket_of_its_forward_equation(
    scattered: bool, numbers: dict[Symbol, int]
) -> None:
    _right(transposed_convolution(scattered), {**TRANSPOSED, **numbers})


def test_a_forward_scatter_and_its_sum_with_brackets_have_the_same_values_both_ways() -> None:
    (added,), (summed,) = (transposed_convolution(each).equations for each in (True, False))
    sizes = {**TRANSPOSED, **STRIDES[1]}
    world = World(random_point(transposed_convolution(True), sizes, 3), sizes, Opaque(3))
    gathered, scattered = gather(added), scatter(summed)
    assert gathered is not None
    assert scattered is not None
    values = [evaluate(each, world) for each in (added, summed, gathered, scattered)]
    assert all(value == values[0] for value in values)
    assert gather(summed) is None


def test_a_convolution_of_two_filters_sums_the_uses_of_its_input() -> None:
    sizes = {M: 1, H: 5, W: 5, O_H: 2, O_W: 2, F_H: 2, F_W: 1, E: 2, S: 2, D: 2, T: 3}
    _right(two_convolutions(), sizes)
    assert len(derive_declaration(two_convolutions())["x"].forms) > 1


def test_a_concatenation_hands_each_part_its_own_run_of_the_cotangent() -> None:
    _right(concatenation(), {M: 2, N: 3, E: 2})


@pytest.mark.parametrize("function", [SILU, HARD_SIGMOID], ids=["silu", "hard sigmoid"])
def test_scalar_functions_of_several_parts_are_differentiated(function: object) -> None:
    _right(pointwise(function), {M: 2, N: 3})  # type: ignore[arg-type]


@pytest.mark.parametrize("reduction", [Reduction.OVERWRITE, Reduction.MAXIMUM])
def test_what_is_no_sum_is_refused_and_never_taken_for_a_constant(reduction: Reduction) -> None:
    declaration = transposed_convolution(scattered=True)
    (forward,), variable = declaration.equations, declaration.input_variable
    other = type(forward)(forward.left, forward.free, forward.terms, reduction)
    with pytest.raises(DerivationError, match="only sums are differentiated"):
        pull_back((other,), variable)
    with pytest.raises(DerivationError, match="only sums are differentiated"):
        derive_declaration(Declaration(declaration.inputs, declaration.output, (other,), declaration.variables))


def test_a_selector_that_is_a_sum_is_refused_and_never_taken_for_a_constant() -> None:
    declaration = two_convolutions()
    first, *others = declaration.equations
    gate = replace(first.left.tensor, role=TensorRole.SELECTOR)
    equations = (replace(first, left=Entry(gate, first.left.subscripts)), *others)
    with pytest.raises(DerivationError, match="a selector is a maximum or its place"):
        derive_declaration(replace(declaration, equations=equations))
