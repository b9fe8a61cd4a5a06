"""Layers written by hand are lowered as they are meant, or refused in words: never to a kernel of another meaning."""

from typing import Any

import numpy as np
import pytest
from sympy import Symbol

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Guard, Reduction, Term, entries, total
from derive.algebra.functions import positive, relu
from derive.algebra.tensor import Tensor, TensorRole
from derive.errors import PlanError
from derive.kernels.lowering.lower import Numbers, lower
from derive.kernels.lowering.source import source_text
from derive.layers.declaration import Declaration
from derive.network.backward import derive_declaration
from tests.algebra.letters import N, O, i
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
    P,
    S,
    T,
    W,
    Z,
    concatenation,
    pointwise,
    transposed_convolution,
    two_convolutions,
)
from tests.hand_written import N as UNITS
from tests.lowered import checked_value, kernel_value
from tests.worlds import shape_of

TRANSPOSED = {M: 2, C: 3, K: 2, H: 3, W: 5, F_H: 2, F_W: 3, O_H: 7, O_W: 11}


def _arrays(equation: Equation, sizes: dict[Symbol, int]) -> dict[str, Any]:
    random = np.random.default_rng(4)
    read = {entry.tensor for term in equation.terms for entry in entries(term.body)}
    return {
        tensor.name: random.integers(-9, 9, shape_of(tensor, sizes)).astype(float)
        for tensor in sorted(read, key=lambda tensor: tensor.name)
    }


def _lowered(equation: Equation, sizes: dict[Symbol, int]) -> Any:
    return checked_value(equation, _arrays(equation, sizes), sizes, {})


@pytest.mark.parametrize("numbers", [{S: 2, D: 1, P: 0}, {S: 2, D: 2, P: 1}, {S: 1, D: 1, P: 1}], ids=str)
@pytest.mark.parametrize("scattered", [False, True])
def test_a_transposed_convolution_runs_both_ways(scattered: bool, numbers: dict[Symbol, int]) -> None:
    declaration, sizes = transposed_convolution(scattered), {**TRANSPOSED, **numbers}
    _lowered(declaration.equations[0], sizes)
    for derivation in derive_declaration(declaration).values():
        _lowered(derivation.lowered, sizes)


def test_two_strided_convolutions_add_their_shares_of_the_input() -> None:
    sizes = {M: 2, H: 7, W: 11, O_H: 2, O_W: 3, F_H: 3, F_W: 2, E: 2, S: 2, D: 2, T: 3}
    derived = derive_declaration(two_convolutions())["x"]
    _lowered(derived.lowered, sizes)
    with pytest.raises(PlanError):  # the form for readers has brackets, or reads no view serves
        _lowered(derived.equation, {**sizes, T: 1})


def test_a_bracket_that_no_scatter_serves_is_refused() -> None:
    (summed,) = transposed_convolution(scattered=False).equations
    (term,) = summed.terms
    body = term.body * Tensor("t", (O_H,), TensorRole.ACTIVATION)[summed.left.subscripts[2]]
    weighted = total(summed.left, summed.free, Term(term.bound, term.guards, term.brackets, body))
    with pytest.raises(PlanError, match=r"no view serves .* its products cannot be scattered"):
        lower("f", weighted, {"x": "x", "W": "W", "t": "t"}, Numbers({}, {}))


def test_the_cotangent_of_a_part_is_a_part_of_the_cotangent() -> None:
    sizes = {M: 2, UNITS: 3, E: 4}
    derived = derive_declaration(concatenation())
    assert _lowered(derived["x"].lowered, sizes).shape == (2, 3)
    assert _lowered(derived["W"].lowered, sizes).shape == (4,)


def test_a_read_behind_the_end_of_an_axis_is_refused() -> None:
    x, y = Tensor("x", (N,), TensorRole.INPUT), Tensor("y", (O,), TensorRole.ACTIVATION)
    with pytest.raises(PlanError, match=r"no view reads the subscript 1\*i: for i < o it may leave its n"):
        lower("f", total(y[i], ((i, O),), Term((), (), (), x[i])), {"x": "x"}, Numbers({}, {}))


def test_pieces_of_different_ranks_are_moved_and_added() -> None:
    assert _lowered(concatenation().equations[0], {M: 2, UNITS: 3, E: 4}).shape == (2, 7)


def test_pieces_that_meet_or_leave_a_gap_are_added_and_not_put_together() -> None:
    x, w = Tensor("x", (N,), TensorRole.INPUT), Tensor("W", (E,), TensorRole.PARAMETER)
    for start, size in ((N - 1, N + E - 1), (N + 1, N + E + 1), (N, N + E + 1)):
        y = Tensor("y", (size,), TensorRole.ACTIVATION)
        moved = affine(i) - start
        pieces = (Term((), (Guard(affine(i), N),), (), x[i]), Term((), (Guard(moved, E),), (), w[moved]))
        equation = total(y[i], ((i, size),), *pieces)
        text = source_text(lower("f", equation, {"x": "x", "W": "W"}, Numbers({}, {})))
        assert "concatenate" not in text
        assert text.count("shifted(") == 2
        _lowered(equation, {N: 3, E: 4})


def test_a_shifted_read_in_a_maximum_is_refused() -> None:
    x, y = Tensor("x", (N,), TensorRole.INPUT), Tensor("y", (), TensorRole.ACTIVATION)
    moved = affine(i) - 1
    largest = Equation(y[()], (), (Term(((i, N),), (Guard(moved, N),), (), x[moved]),), Reduction.MAXIMUM)
    with pytest.raises(PlanError, match=r"no view reads the subscript .* for i < n it may leave its n"):
        lower("f", largest, {"x": "x"}, Numbers({}, {}))


def test_a_part_as_left_side_and_a_diagonal_are_refused() -> None:
    x, square = Tensor("x", (N,), TensorRole.INPUT), Tensor("s", (N, N), TensorRole.INPUT)
    y = Tensor("y", (N + 2,), TensorRole.ACTIVATION)
    with pytest.raises(PlanError, match="the left side is a part of an axis"):
        lower("f", total(y[i], ((i, N),), Term((), (), (), x[i])), {"x": "x"}, Numbers({}, {}))
    with pytest.raises(PlanError, match="diagonal"):
        lower("f", total(x[i], ((i, N),), Term((), (), (), square[i, i])), {"s": "s"}, Numbers({}, {}))


def _slope(declaration: Declaration, z: list[float], dtype: str = "float64") -> Any:
    (derivation,) = derive_declaration(declaration).values()
    arrays = {"z": np.array([z], dtype), "a_bar": np.ones((1, len(z)), dtype), "a": np.zeros((1, len(z)), dtype)}
    read = {entry.tensor.name for term in derivation.lowered.terms for entry in entries(term.body)}
    given = {name: array for name, array in arrays.items() if name in read}
    return kernel_value(derivation.lowered, given, {M: 1, UNITS: len(z)}, {})


def test_silus_slope_is_stable_far_out() -> None:
    assert _slope(pointwise(SILU), [-1000.0, 0.0, 1000.0]).tolist() == [[0.0, 0.5, 1.0]]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_conditions_that_are_added_count_as_numbers_of_the_arrays_type(dtype: str) -> None:
    slope = _slope(pointwise(HARD_SIGMOID), [-4.0, -1.0, 2.0, 5.0], dtype)
    assert slope.dtype == dtype
    assert slope[0] == pytest.approx([0.0, 1 / 6, 1 / 6, 0.0])


@pytest.mark.parametrize(
    "function",
    [-Z * positive(Z), positive(Z) * positive(Z - 1), 1 - positive(Z), -positive(Z), Z * (1 + positive(Z)), relu(-Z)],
    ids=str,
)
def test_a_condition_is_a_number_wherever_it_stands(function: Any) -> None:
    declaration = pointwise(function)
    arrays = {"z": np.array([[-2.0, 0.5, 3.0]])}
    checked_value(declaration.equations[0], arrays, {M: 1, UNITS: 3}, {})
