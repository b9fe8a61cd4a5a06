"""A mark "proved for all sizes" stands on an acceptance, in the ledger, of the very statement, and on nothing else."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import derive.proof.certificate as certificate_module
import derive.proof.mark as mark_module
import derive.proof.statement as statement_module
from derive.errors import ProofError
from derive.network.backward import derive_declaration
from derive.network.build import build
from derive.network.model import Model
from derive.proof.certificate import certify
from derive.proof.ledger import fingerprint, ledger_text, recorded
from derive.proof.mark import Mark, marks
from derive.spec.read import parse_spec
from tests.proof.prove_all import PROOFS, files
from tests.structures import structure

RENEW = "run make prove, or without Coq: python -m tests.proof.prove_all --write-only"
TEXT = """
name: small
input: {channels: 1, height: 5, width: 4}
layers: [{conv: {filters: 2, kernel: 2, stride: 2, padding: 1}}, batch_norm, flatten, {dense: {units: 3}}, softmax]
loss: cross_entropy
"""


@pytest.fixture
def model() -> Model:
    return build(parse_spec(TEXT))


def test_the_committed_certificates_are_those_of_today() -> None:
    assert {path.name: path.read_text("utf-8") for path in PROOFS.iterdir()} == files(), RENEW


def test_every_layer_its_later_form_and_the_loss_have_a_mark(model: Model) -> None:
    found = marks(model)
    assert [mark.subject for mark in found] == [form.name for form in model.forms]
    assert {"batch_norm1", "batch_norm1 at inference", "loss"} <= {mark.subject for mark in found}
    assert all(mark.sentence.startswith("proved for all sizes (") for mark in found)


def test_a_changed_statement_has_no_mark(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    right = statement_module.condition_text
    monkeypatch.setattr(statement_module, "condition_text", lambda *given: right(*given).replace("inside", "inside "))
    found = {mark.subject: mark for mark in marks(model)}
    assert not found["conv1"].proved, "its statement has a condition, which is printed otherwise now"
    assert found["conv1"].sentence.startswith("exact at small sizes only: no acceptance of conv_")
    assert found["dense1"].proved, "its statement has none, and is what was accepted"


def test_a_changed_library_takes_every_mark(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    text = certificate_module.library()
    monkeypatch.setattr("derive.proof.certificate.library", lambda name="": f"{text}\n")
    assert not any(mark.proved for mark in marks(model))


def test_a_wrong_formula_has_no_acceptance() -> None:
    own = structure("dense", 1, units="K")
    right = derive_declaration(own.declared.declaration)
    (term,) = right["b"].equation.terms
    wrong = replace(right["b"].equation, terms=(replace(term, body=2 * term.body),))
    assert recorded(certify(own.declared, own.kind, derived=right)) is not None
    assert (
        recorded(certify(own.declared, own.kind, derived={**right, "b": replace(right["b"], equation=wrong)})) is None
    )


def test_what_cannot_be_stated_says_why(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(form: object) -> None:
        raise ProofError("no Coq form is known")

    monkeypatch.setattr(mark_module, "certificate_of", refuse)
    sentence = "exact at small sizes only: it has no certificate: no Coq form is known"
    assert {mark.sentence for mark in marks(model)} == {sentence}


def test_marks_are_the_same_with_and_without_an_assistant(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    with_any = marks(model)
    monkeypatch.setenv("PATH", "")
    assert marks(model) == with_any


def test_the_ledger_is_in_order_and_names_the_assistant(tmp_path: Path) -> None:
    one, two = (certify(structure(kind, 1).declared, kind) for kind in ("sigmoid", "tanh"))
    path = tmp_path / "ledger.json"
    path.write_text(ledger_text([(two, "Coq 9", 1.26), (one, "Coq 9", 2.0)]), "utf-8")
    rows = json.loads(path.read_text("utf-8"))
    assert list(rows) == [fingerprint(one), fingerprint(two)]
    assert rows[fingerprint(two)] == {"certificate": two.name, "assistant": "Coq 9", "seconds": 1.3}
    assert recorded(two, path) is not None
    assert recorded(replace(two, text=f"{two.text} "), path) is None


def test_a_mark_without_an_assistant_is_no_proof() -> None:
    assert not Mark("conv1", "conv_1", reason="no reason").proved
