"""A layer's factor in the chain rule: with the cotangents summed over it is the layer's formula, exactly."""

from dataclasses import replace

import pytest
from sympy import Mul

from derive.algebra.equation import Equation, Term
from derive.algebra.evaluate import evaluate
from derive.algebra.tensor import Entry, cotangent
from derive.calculus.compact import expand
from derive.calculus.jacobian import Jacobian, jacobian
from derive.network.backward import derive_declaration
from tests.structures import TINY, Structure, structure
from tests.worlds import sizes_of, world_of

SOFTMAX = structure("softmax", 1)
LAYERS = [SOFTMAX, structure("sigmoid", 3), structure("relu", 1), structure("flatten", 3)]


def found(chosen: Structure) -> tuple[Jacobian | None, Equation]:
    declaration = chosen.declared.declaration
    pulled = derive_declaration(declaration)[declaration.input.name].equation
    return jacobian(expand(pulled) or pulled, declaration.input, declaration.facts), pulled


@pytest.mark.parametrize("chosen", LAYERS, ids=str)
def test_the_output_s_cotangent_times_the_factor_summed_is_the_layer_s_formula(chosen: Structure) -> None:
    own, pulled = found(chosen)
    assert own is not None
    (outer,) = own.chain.terms
    seed = Entry(cotangent(chosen.declared.declaration.output), own.of.subscripts)
    terms = tuple(Term(outer.bound, t.guards, t.brackets, Mul(seed, t.body)) for t in own.slope)
    world = world_of(chosen.declared, sizes_of(chosen.declared, TINY))
    assert evaluate(replace(pulled, terms=terms), world) == evaluate(pulled, world)


def test_softmax_has_the_factor_of_the_textbooks() -> None:
    """da[k']/dz[k] = a[k] ([k = k'] - a[k']), Bishop 2006, equation 4.106."""
    own, _ = found(SOFTMAX)
    assert own is not None
    assert own.of.subscripts[0] == own.wrt.subscripts[0]
    assert own.of.subscripts[1] != own.wrt.subscripts[1]
    same, other = sorted(own.slope, key=lambda term: -len(term.brackets))
    assert [len(term.brackets) for term in (same, other)] == [1, 0]
    assert str(same.body) == str(Entry(own.of.tensor, own.wrt.subscripts))
    assert other.body == -own.of * Entry(own.of.tensor, own.wrt.subscripts)


def test_a_factor_that_keeps_a_sum_is_declined() -> None:
    """Stride and dilation leave a bracket that no index can be solved for: the layer's own formula is one product."""
    chosen = structure("conv", 3, filters=1, kernel=2, stride="s", dilation="d")
    own, _ = found(chosen)
    assert own is None


def test_a_formula_of_two_cotangents_is_declined() -> None:
    declaration = structure("batch_norm", 1).declared.declaration
    pulled = derive_declaration(declaration)[declaration.input.name].equation
    assert jacobian(expand(pulled) or pulled, declaration.input) is None
