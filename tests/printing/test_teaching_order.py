"""Subscripts, sizes and products are read in the lecture's order, never in SymPy's."""

import pytest
from sympy import Expr, Integer, Symbol, exp, log, sin, sqrt

from derive.algebra.affine import Affine, affine
from derive.algebra.functions import positive, relu, sigmoid, softplus
from derive.algebra.index import Index, Role
from derive.algebra.size import CeilQuotient, CeilSize, FloorQuotient, LargerOf, Size, named
from derive.algebra.tensor import Entry, Partial, Tensor, TensorRole, cotangent
from derive.errors import DerivationError
from derive.printing import latex, unicode
from derive.printing.bodies import body
from derive.printing.formula import Node
from derive.printing.sizes import size, size_formula
from derive.printing.style import Style
from derive.printing.subscripts import subscript

POSITION, TAP = Index("i", Role.OUTPUT), Index("u", Role.TAP)
ROW, COLUMN = Index("r", Role.INPUT), Index("q", Role.INPUT)
CHANNEL, GROUP = Index("c", Role.CHANNEL), Index("g", Role.CHANNEL)
N, F, S, P, D, OUT, M = named("n"), named("f"), named("s"), named("p", 0), named("d"), named("o"), named("M")
A = Tensor("a", (M,), TensorRole.ACTIVATION, "a").entry()
T = Tensor("t", (M,), TensorRole.TARGET, "t").entry()
X = Tensor("x", (M,), TensorRole.INPUT, "x").entry()
W = Tensor("W", (M,), TensorRole.PARAMETER, "W").entry()
WON = Tensor("first", (M,), TensorRole.SELECTOR, "first").entry()
A_BAR = Entry(cotangent(A.tensor), ())


def text(node: Node) -> str:
    return unicode.render(node)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (affine(POSITION) * S + affine(TAP) * D - P, "s·i + d·u − p"),
        (affine(ROW) + P - affine(TAP) * D, "r + p − d·u"),
        (affine(TAP) + POSITION, "i + u"),
        (affine(ROW) + 1 - TAP, "r + 1 − u"),
        (affine(TAP) * 2 + affine(POSITION) * 3 - 1, "3i + 2u − 1"),
        (affine(TAP) * -1 + affine(POSITION) * -2, "−2i − u"),
        ((affine(CHANNEL) * N + ROW) * OUT + COLUMN, "n·o·c + o·r + q"),
        (affine(CHANNEL) + affine(GROUP) * S, "s·g + c"),
        (affine(POSITION) * (S + 1), "(s + 1)·i"),
        (Affine(-P, ()), "−p"),
        (Affine(0, ()), "0"),
        (affine(4), "4"),
    ],
)
def test_subscripts_have_positive_terms_first_then_positions_taps_sizes_numbers(value: Affine, expected: str) -> None:
    assert text(subscript(value, Style())) == expected


def test_numbers_are_put_into_subscripts_for_display() -> None:
    shown = subscript(affine(POSITION) * S + affine(TAP) * D - P, Style(numbers={S: 2, D: 1, P: 1}))
    assert text(shown) == "2i + u − 1"


def test_larger_strides_come_first_when_numbers_are_put_in() -> None:
    flat = (affine(CHANNEL) * N + ROW) * OUT + COLUMN
    assert text(subscript(flat, Style(numbers={N: 4, OUT: 3}))) == "12c + 3r + q"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (N + 2 * P - D * (F - 1) - 1, "n + 2p − d(f − 1) − 1"),
        (S * (OUT - 1) + D * (F - 1) + 1 - N, "s(o − 1) + d(f − 1) + 1 − n"),
        (F * N, "n·f"),
        (N**2, "n²"),
        (named("f[avg_pool1]") ** 2, "(f^[avg_pool1])²"),
        (named("n_h[1]") - 1, "n_h^[1] − 1"),
        (FloorQuotient(N + 2 * P - F, S) + 1, "⌊(n + 2p − f)/s⌋ + 1"),
        (CeilQuotient(N, S), "⌈n/s⌉"),
        (LargerOf(F - S, Integer(0)), "max(f − s, 0)"),
        (CeilSize(N - F, S, N + P), "⌈(n − f)/s⌉ + 1 − [s·⌈(n − f)/s⌉ ≥ n + p]"),
        (7, "7"),
        (-7, "−7"),
    ],
)
def test_sizes_are_written_in_teaching_order(value: Size, expected: str) -> None:
    assert text(size(value)) == expected


def test_a_size_formula_shows_the_numbers_before_it_works_them_out() -> None:
    formula = size_formula(named("n_h[1]"), FloorQuotient(N + 2 * P - F, S) + 1, {N: 6, P: 0, F: 3, S: 1})
    assert unicode.render(formula) == "n_h^[1] = ⌊(n + 2p − f)/s⌋ + 1 = ⌊(6 + 2·0 − 3)/1⌋ + 1 = 4"


def test_a_number_that_is_put_in_stands_apart_from_a_letter_behind_it() -> None:
    """1·1n would read as a coefficient of n: two of the four sizes are known."""
    formula = size_formula(OUT, 2 * N * OUT * F * S, {N: 1, F: 3, S: 4})
    assert unicode.render(formula) == "o = 2n·o·s·f = 2·1·o·4·3 = 24o"
    assert latex.render(formula) == r"o = 2 n o s f = 2 \cdot 1 \cdot o \cdot 4 \cdot 3 = 24 o"


def test_a_size_formula_of_unknown_sizes_has_no_value() -> None:
    formula = size_formula(OUT, FloorQuotient(N - F, S) + 1, {F: 3})
    assert unicode.render(formula) == "o = ⌊(n − f)/s⌋ + 1 = ⌊(n − 3)/s⌋ + 1"


def test_a_size_formula_that_is_a_number_is_not_repeated() -> None:
    assert unicode.render(size_formula(OUT, Integer(4), {N: 1})) == "o = 4"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (A * A_BAR * (1 - A), "∂J/∂a · a · (1 − a)"),
        (X * WON * W * A_BAR * T, "∂J/∂a · W · t · x · first"),
        ((A - T) / M, "(a − t)/M"),
        ((2 * A - 2 * T) / M, "2(a − t)/M"),
        ((T - A) / M, "(t − a)/M"),
        (-(A * T) / M, "−1/M · t · a"),
        (A_BAR / (N * F), "1/(n·f) · ∂J/∂a"),
        (A_BAR * X / A, "∂J/∂a · x/a"),
        ((1 - T) / (1 - A) - T / A, "(1 − t)/(1 − a) − t/a"),
        (-T * log(A) - (1 - T) * log(1 - A), "−t · log(a) − (1 − t) · log(1 − a)"),
        (A_BAR * positive(X), "∂J/∂a · [x > 0]"),
        (relu(X), "max(0, x)"),
        (sigmoid(X), "σ(x)"),
        (softplus(-X), "softplus(−x)"),
        (exp(-X) / (1 + exp(-X)) ** 2, "e^(−x)/(1 + e^(−x))²"),
        ((A - T) ** 2, "(a − t)²"),
        (sqrt(A), "√(a)"),
        (1 / sqrt(A), "1/√(a)"),
        (A_BAR * W * Partial(X, A), "∂J/∂a · W · ∂x/∂a"),
        (Integer(1), "1"),
        (Integer(1) / 3, "1/3"),
        (A - Symbol("alpha") * A_BAR, "a − α · ∂J/∂a"),
    ],
)
def test_factors_stand_by_role_and_positive_addends_first(value: Expr, expected: str) -> None:
    assert text(body(value, Style())) == expected


@pytest.mark.parametrize(("notation", "expected"), [("partial", "∂J/∂a"), ("d", "da"), ("bar", "ā")])
def test_a_cotangent_is_written_in_the_chosen_notation(notation: str, expected: str) -> None:
    assert text(body(A_BAR, Style(notation))) == expected  # type: ignore[arg-type]


def test_a_function_without_notation_is_refused_by_name() -> None:
    with pytest.raises(DerivationError, match="no notation for sin; have you added a new function"):
        body(sin(A), Style())
