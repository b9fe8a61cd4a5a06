"""A maximum that is taken off before exponentials carries nothing back; one that matters is refused."""

from dataclasses import replace

import pytest
from sympy import exp

from derive.errors import DerivationError
from derive.layers.axes import VECTOR
from derive.layers.declaration import Declaration
from derive.layers.softmax import declare_structure
from derive.network.backward import derive_declaration, gradient
from derive.verification.steps import check_steps
from tests.document.networks import shipped

(FEATURE,) = VECTOR.axes
OVER_FEATURES = declare_structure(VECTOR, FEATURE)


def test_softmaxs_first_step_has_the_path_through_the_peak() -> None:
    derivation = derive_declaration(OVER_FEATURES)["z"]
    first = derivation.steps[0]
    assert first.rule.name == "path without effect"
    read = [{p.of.tensor.name for p in term.body.atoms() if hasattr(p, "wrt")} for term in first.before.terms]
    assert read == [{"e"}, {"peak"}]
    assert len(first.after.terms) == 1


def test_that_the_path_carries_nothing_is_derived_step_by_step() -> None:
    (lemma,) = derive_declaration(OVER_FEATURES)["z"].lemmas
    assert lemma.derivation.equation.terms == ()
    names = [step.rule.name for step in lemma.derivation.steps]
    assert names[-3:] == ["insertion", "named sum", "equal sums"]
    assert str(lemma.derivation.equation.left) == "peak_bar[1*m]"


def test_a_maximum_that_matters_is_refused() -> None:
    """a = exp(z) / s with s = peak: without the sum, the peak does not cancel."""
    honest = OVER_FEATURES
    peak, e, s, a = honest.equations
    scaled = replace(e, terms=tuple(replace(term, body=exp(honest.variables[0].entry) * peak.left) for term in e.terms))
    wrong = Declaration(honest.inputs, honest.output, (peak, scaled, s, a), honest.variables)
    with pytest.raises(DerivationError, match=r"peak.*write a MAXIMUM as a selection"):
        derive_declaration(wrong)


def test_the_steps_of_the_path_are_checked_and_are_the_networks() -> None:
    model = shipped("symbolic_softmax")
    found = check_steps(model, "input")
    assert found.wrong == ""
    (lemma,) = gradient(model, "input").derivation.lemmas
    assert lemma.wrt.tensor.name == "softmax1.peak"
