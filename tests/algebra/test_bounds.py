"""A guard is dropped only where it always holds; what is not proved stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import always, drop_implied_guards, implied, nonnegative
from derive.algebra.equation import Bracket, Guard, Term
from derive.algebra.size import FloorQuotient
from derive.layers.axes import HEIGHT
from derive.layers.window import Pad, WindowAxis
from tests.algebra.letters import D, F, N, O, P, S, i, r, u, vector

X = vector("x")
RANGES = ((i, O), (u, F))


def _axis(pad: Pad, ceil: bool = False) -> WindowAxis:
    return WindowAxis(HEIGHT, unit_stride=False, unit_dilation=False, pad=pad, ceil=ceil)


def _windows(axis: WindowAxis) -> tuple[Term, tuple[tuple[object, object], ...]]:
    term = Term(((axis.tap, axis.kernel),), (axis.guard,), (), X[axis.read])
    return term, ((axis.position, axis.outputs),)


def test_without_padding_the_window_guard_follows_from_the_output_size() -> None:
    axis = _axis(Pad.NONE)
    term, free = _windows(axis)
    shorter = drop_implied_guards(term, free, axis.facts)  # type: ignore[arg-type]
    assert shorter is not None
    assert shorter.guards == ()


@pytest.mark.parametrize(("pad", "ceil"), [(Pad.GIVEN, False), (Pad.SAME, False), (Pad.NONE, True), (Pad.GIVEN, True)])
def test_with_padding_or_rounding_up_the_window_guard_stays(pad: Pad, ceil: bool) -> None:
    axis = _axis(pad, ceil)
    term, free = _windows(axis)
    assert drop_implied_guards(term, free, axis.facts) is None  # type: ignore[arg-type]


def test_without_the_fact_the_window_guard_stays() -> None:
    term, free = _windows(_axis(Pad.NONE))
    assert drop_implied_guards(term, free, ()) is None  # type: ignore[arg-type]


def test_the_padded_guard_follows_from_the_output_size_unless_it_is_rounded_up() -> None:
    for ceil, proved in ((False, True), (True, False)):
        axis = _axis(Pad.GIVEN, ceil)
        ranges = ((axis.position, axis.outputs), (axis.tap, axis.kernel))
        assert always(axis.padded_guard, ranges, axis.facts) is proved


def test_only_the_proved_one_of_two_guards_goes() -> None:
    proved, open_ = Guard(affine(u), F), Guard(affine(i) + u, N)
    term = Term(((u, F),), (proved, open_), (), X[u])
    shorter = drop_implied_guards(term, ((i, O),))
    assert shorter is not None
    assert shorter.guards == (open_,)


def test_a_guard_follows_from_a_bracket_of_its_term() -> None:
    read = affine(i) * S + u - P
    term = Term(((u, F), (i, O)), (Guard(read, N),), (Bracket(read, affine(r)),), X[read])
    assert implied(term.guards[0], term, ((r, N),))
    assert not implied(term.guards[0], term, ((r, N + 1),))


@pytest.mark.parametrize(
    ("size", "proved"),
    [(N, True), (N - 1, True), (P, True), (P - 1, False), (N - 2, False), (N * F - F, True), (N - F, False), (0, True),
     (-1, False), (-N, False), (N**2 - N, True), (FloorQuotient(N, F), False)],
)  # fmt: skip
def test_signs_are_proved_from_the_least_values_of_sizes(size: object, proved: bool) -> None:
    assert nonnegative(size) is proved  # type: ignore[arg-type]


def test_two_facts_may_be_taken_together_but_one_not_twice() -> None:
    assert nonnegative(N + D - F - S, (N - F, D - S))
    assert not nonnegative(2 * N - 2 * F - 1, (N - F,))


def test_a_coefficient_of_unknown_sign_is_not_bounded() -> None:
    assert not always(Guard(affine(i) * (S - D), N), RANGES)


@given(
    st.integers(-3, 3), st.integers(-3, 3), st.integers(-6, 9), st.integers(1, 12), st.integers(1, 4), st.integers(1, 4)
)
def test_with_numbers_the_proof_is_exact(a: int, b: int, const: int, size: int, outputs: int, taps: int) -> None:
    guard = Guard(affine(i) * a + affine(u) * b + const, size)
    holds = all(0 <= a * x + b * y + const < size for x in range(outputs) for y in range(taps))
    assert always(guard, ((i, outputs), (u, taps))) is holds


@given(st.integers(1, 7), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3))
def test_what_is_proved_by_names_holds_for_numbers(n: int, f: int, s: int, d: int) -> None:
    outputs = (n - d * (f - 1) - 1) // s + 1
    axis = _axis(Pad.NONE)
    ranges = ((axis.position, axis.outputs), (axis.tap, axis.kernel))
    assert always(axis.guard, ranges, axis.facts)
    read: Affine = axis.read
    sizes = {axis.extent: n, axis.kernel: f, axis.stride: s, axis.dilation: d}
    for x in range(max(outputs, 0)):
        for y in range(f):
            assert 0 <= read.value({axis.position: x, axis.tap: y}, sizes) < n  # type: ignore[arg-type]
