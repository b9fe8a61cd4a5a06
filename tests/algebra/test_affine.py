"""Affine arithmetic: a module over sizes whose normal form makes equal expressions the same object."""

from hypothesis import given
from hypothesis import strategies as st
from sympy import Integer

from derive.algebra.affine import Affine, affine
from derive.algebra.size import normal
from tests.algebra.letters import INDICES, D, N, P, S, i, m, r, u

SIZES = (S, D, P, N)
NUMBERS = {S: 2, D: 3, P: 5, N: 7}
coefficients = st.one_of(st.integers(-3, 3), st.sampled_from([S, D, -S, S * D, S + 1, N - P, P - P]))
affines = st.builds(
    lambda const, pairs: sum((affine(index) * value for index, value in pairs), affine(const)),
    coefficients,
    st.lists(st.tuples(st.sampled_from(INDICES), coefficients), max_size=5),
)
points = st.fixed_dictionaries({index: st.integers(-5, 5) for index in INDICES})


@given(affines, affines, points)
def test_a_sum_has_the_sum_of_the_values(a: Affine, b: Affine, point: dict) -> None:  # type: ignore[type-arg]
    assert (a + b).value(point, NUMBERS) == a.value(point, NUMBERS) + b.value(point, NUMBERS)


@given(affines, affines, points)
def test_a_difference_has_the_difference_of_the_values(a: Affine, b: Affine, point: dict) -> None:  # type: ignore[type-arg]
    assert (a - b).value(point, NUMBERS) == a.value(point, NUMBERS) - b.value(point, NUMBERS)


@given(affines, st.integers(-4, 4), points)
def test_a_multiple_has_the_multiple_of_the_value(a: Affine, factor: int, point: dict) -> None:  # type: ignore[type-arg]
    assert (a * factor).value(point, NUMBERS) == factor * a.value(point, NUMBERS)
    assert (a * S).value(point, NUMBERS) == 2 * a.value(point, NUMBERS)


@given(affines, affines, affines)
def test_addition_is_commutative_and_associative_as_objects(a: Affine, b: Affine, other: Affine) -> None:
    assert a + b == b + a
    assert (a + b) + other == a + (b + other)
    assert hash(a + b) == hash(b + a)


@given(affines)
def test_what_cancels_leaves_no_coefficient(a: Affine) -> None:
    assert a - a == Affine(0, ())
    assert all(value != 0 for _, value in a.terms)
    assert isinstance((a - a).const, int)


@given(affines)
def test_terms_are_sorted_and_each_index_occurs_once(a: Affine) -> None:
    keys = [index.key for index in a.indices]
    assert keys == sorted(set(keys))


@given(affines, st.dictionaries(st.sampled_from(INDICES), affines, max_size=4), points)
def test_substitution_is_simultaneous(a: Affine, mapping: dict, point: dict) -> None:  # type: ignore[type-arg]
    moved = {index: mapping[index].value(point, NUMBERS) if index in mapping else point[index] for index in INDICES}
    assert a.substitute(mapping).value(point, NUMBERS) == a.value(moved, NUMBERS)


def test_two_letters_may_be_swapped() -> None:
    a = affine(i) * 2 + u
    assert a.substitute({i: affine(u), u: affine(i)}) == affine(u) * 2 + i


def test_the_strided_read_is_written_once() -> None:
    assert affine(u) * D - P + affine(i) * S == affine(i) * S + affine(u) * D - P
    assert (affine(i) * S).coefficient(i) == S
    assert (affine(i) * S).coefficient(r) == 0


def test_unexpanded_coefficients_are_equal_to_expanded_ones() -> None:
    assert affine(m) * (S * (N - 1)) == affine(m) * (S * N - S)
    assert affine(m) * ((S + 1) - S) == affine(m)


def test_fixed_sizes_are_plain_ints() -> None:
    assert type(normal(Integer(3))) is int
    assert type((affine(i) * Integer(3)).coefficient(i)) is int
    assert affine(i) * Integer(1) == affine(i)


def test_sizes_put_in_normalise_again() -> None:
    zero = (affine(i) * S - P).over_sizes(
        lambda size: size if isinstance(size, int) else normal(size.xreplace({S: Integer(0), P: Integer(0)}))
    )
    assert zero == Affine(0, ())
