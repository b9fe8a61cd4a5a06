"""The identity of an entry is all of its fields; SymPy's cache must not hand one network's tensor to the next."""

from dataclasses import fields, replace

import pytest
from sympy import Add, Mul

from derive.algebra.affine import affine
from derive.algebra.index import Index, Role
from derive.algebra.size import named
from derive.algebra.tensor import AxisRole, Bar, Entry, Fact, Partial, Tensor, TensorRole, cotangent, primal
from tests.algebra.letters import N, S, i, j, u

X = Tensor("x", (N,), TensorRole.INPUT, "x", "1", (Fact.POSITIVE,))
OTHER = {
    "name": "y",
    "shape": (S,),
    "role": TensorRole.PARAMETER,
    "letter": "z",
    "level": "2",
    "facts": (),
    "bar": Bar(Tensor("z", (N,), TensorRole.ACTIVATION)),
    "axes": (AxisRole.SPACE,),
}


def _only_tensor(expression: object) -> Tensor:
    (entry,) = expression.atoms(Entry)  # type: ignore[attr-defined]
    return entry.tensor


@pytest.mark.parametrize("field", [field.name for field in fields(Tensor)])
def test_entries_differ_where_one_field_of_their_tensors_differs(field: str) -> None:
    other = replace(X, **{field: OTHER[field]})
    assert X[i] != other[i]
    assert hash(X[i]) != hash(other[i])
    assert X[i] - other[i] != 0


@pytest.mark.parametrize("field", [field.name for field in fields(Tensor)])
def test_sympys_cache_keeps_tensors_apart_that_differ_in_one_field(field: str) -> None:
    other = replace(X, **{field: OTHER[field]})
    for build in (lambda e: Mul(2, e), lambda e: Add(1, e), lambda e: (e**2).diff(e), lambda e: (3 * e).expand()):
        assert _only_tensor(build(X[i])) == X
        assert _only_tensor(build(other[i])) == other


def test_sizes_of_one_name_that_may_and_may_not_be_zero_keep_entries_apart() -> None:
    padding, extent = Tensor("x", (named("p", 0),), TensorRole.INPUT), Tensor("x", (named("p", 1),), TensorRole.INPUT)
    assert padding != extent
    assert _only_tensor(2 * padding[i]) == padding
    assert padding[i] != extent[i]
    assert _only_tensor(2 * extent[i]) == extent


def test_subscripts_with_sizes_of_one_name_that_may_and_may_not_be_zero_keep_entries_apart() -> None:
    padded, shifted = X[affine(i) - named("p", 0)], X[affine(i) - named("p", 1)]
    assert padded.subscripts != shifted.subscripts
    (kept,) = (5 * padded).atoms(Entry)
    (other,) = (5 * shifted).atoms(Entry)
    assert kept.subscripts == padded.subscripts
    assert other.subscripts == shifted.subscripts


def test_entries_of_one_letter_in_two_roles_differ() -> None:
    assert X[i] != X[Index("i", Role.TAP)]
    assert X[i] != X[Index("i", Role.OUTPUT, 1)]
    assert X[i] != X[j]


def test_entries_made_twice_are_equal() -> None:
    assert X[i] == replace(X)[i]
    assert X[i] - X[i] == 0
    assert X[i] * X[u] == X[u] * X[i]


def test_a_cotangent_has_its_own_name_role_and_no_facts() -> None:
    bar = cotangent(X)
    assert (bar.name, bar.role, bar.facts, bar.shape) == ("x_bar", TensorRole.COTANGENT, (), X.shape)


def test_a_cotangent_knows_of_what_by_what_and_through_which_use_it_is_the_derivative() -> None:
    assert cotangent(X).bar == Bar(X, "J", None)
    assert cotangent(X, "J2", "conv2").bar == Bar(X, "J2", "conv2")
    assert primal(cotangent(X)) == X
    with pytest.raises(ValueError, match="x is no cotangent"):
        primal(X)


def test_cotangents_by_other_losses_and_through_other_uses_have_other_names() -> None:
    bars = [cotangent(X), cotangent(X, "J2"), cotangent(X, through="conv2"), cotangent(cotangent(X))]
    assert [bar.name for bar in bars] == ["x_bar", "x_bar_by_J2", "x_bar_through_conv2", "x_bar_bar"]
    assert len({bar[i] for bar in bars}) == 4


def test_partials_differ_where_either_side_differs() -> None:
    partials = {Partial(X[i], X[j]), Partial(X[j], X[i]), Partial(X[i], X[u])}
    assert len(partials) == 3
    assert Partial(X[i], X[j]) == Partial(X[i], X[j])
