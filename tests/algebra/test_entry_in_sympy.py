"""Entries as SymPy's atoms: its scalar algebra and diff work on them, and nothing hangs or looks inside."""

import sympy
from sympy import Symbol, exp, sqrt

from derive.algebra.functions import relu, sigmoid
from derive.algebra.tensor import Entry, Fact, Partial, Tensor, TensorRole
from tests.algebra.letters import N, i, j, vector

X, W = vector("x"), vector("W", role=TensorRole.PARAMETER)


def test_a_product_is_differentiated_by_each_entry() -> None:
    body = W[i] * X[j] ** 2
    assert body.diff(X[j]) == 2 * W[i] * X[j]
    assert body.diff(W[i]) == X[j] ** 2


def test_entries_at_other_subscripts_are_constants() -> None:
    assert (X[i] * X[j]).diff(X[i]) == X[j]
    assert X[j].diff(X[i]) == 0


def test_the_chain_rule_goes_through_functions() -> None:
    assert exp(X[i] * W[i]).diff(X[i]) == W[i] * exp(X[i] * W[i])
    assert relu(X[i] ** 2).diff(X[i]).atoms(Entry) == {X[i]}
    assert sigmoid(X[i]).diff(X[j]) == 0


def test_simplify_terminates_on_entries() -> None:
    assert sympy.simplify(X[i] * W[j] / X[i]) == W[j]
    assert sympy.simplify(sympy.sin(X[i]) ** 2 + sympy.cos(X[i]) ** 2) == 1


def test_a_tensor_cannot_be_iterated() -> None:
    assert Tensor.__iter__ is None


def test_func_of_args_rebuilds_every_node() -> None:
    for node in (X[i], Partial(X[i], X[j]), sigmoid(X[i]), X[i] + W[j], exp(X[i])):
        again = node.func(*node.args) if node.args else node
        assert again == node
        rebuilt = type(node)(*node.__getnewargs__()) if isinstance(node, Entry | Partial) else node
        assert rebuilt == node


def test_xreplace_replaces_whole_entries_only() -> None:
    body = X[i] * W[i] + X[j]
    assert body.xreplace({X[i]: W[j]}) == W[j] * W[i] + X[j]
    assert body.xreplace({N: Symbol("other")}) == body


def test_entries_are_atoms() -> None:
    assert X[i].args == ()


def test_a_declared_positive_entry_comes_out_of_a_root() -> None:
    count = Tensor("N", (N,), TensorRole.COUNT, facts=(Fact.POSITIVE,))
    assert sqrt(count[i] ** -2) == 1 / count[i]
    assert sqrt(X[i] ** 2) != X[i]
