"""A network's certificate says what its schedule says: every path, every shared weight, every term of the objective."""

from pathlib import Path

import pytest

from derive.network.build import build
from derive.network.model import Model
from derive.network.schedule import Total, schedule
from derive.proof.assistant import Judgement, compile_libraries, judge
from derive.proof.certificate import Certificate, certificates, libraries
from derive.proof.network import network_certificate
from derive.spec.read import parse_spec
from tests.proof.test_coq import SECONDS, program

TIED = """
name: tied
inputs: {left: {features: 3}, right: {features: 3}}
layers:
  - dense: {name: first, from: left, units: 3}
  - tanh
  - dense: {name: again, from: right, share: first}
  - add: {name: both, from: [tanh1, again]}
  - multiply: {name: gate, from: [both, tanh1]}
  - dense: {name: out, units: 2}
losses:
  - mean_squared_error: {from: out}
  - mean_squared_error: {from: both, target: right, weight: 0.5}
regularise: {l2: 1e-3}
"""


@pytest.fixture
def model() -> Model:
    return build(parse_spec(TIED))


def test_every_layer_and_term_has_its_formulas_in_the_theorem(model: Model) -> None:
    theorem = network_certificate(model).text.partition("Theorem network")[2].partition("Proof.")[0]
    assert [line for line in theorem.splitlines() if line.startswith("  (of_")].__len__() == len(model.placed)
    for placed in model.placed:
        assert f"(* {placed.name} *)" in theorem


def test_the_ends_are_all_parameters_and_inputs_once(model: Model) -> None:
    text = network_certificate(model).text.partition("Theorem network")[2].partition("Proof.")[0]
    goal = text.rpartition("total [")[2]
    ends = [line.rpartition(" ")[2].rstrip(";]. ") for line in goal.strip().splitlines()]
    wanted = {name.replace(".", "_") for name in (*model.parameters, *(tensor.name for tensor in model.inputs))}
    assert sorted(ends) == sorted(wanted)


def test_every_sum_over_uses_is_a_hypothesis_with_all_its_shares(model: Model) -> None:
    text = network_certificate(model).text
    totals = [step for step in schedule(model) if isinstance(step, Total)]
    assert len(totals) >= 4
    for number, step in enumerate(totals):
        said = text.partition(f"(total_{number} : ")[2].partition("\n")[0]
        assert said.count("@[") == 1 + len(step.equation.terms)


def test_the_same_network_gives_the_same_bytes(model: Model) -> None:
    assert network_certificate(model).text == network_certificate(build(parse_spec(TIED))).text


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Certificate]:
    """A folder with the network's structures, compiled."""
    folder = tmp_path_factory.mktemp("network")
    model = build(parse_spec(TIED))
    certificate = network_certificate(model)
    own = [*certificates(model), certificate]
    for name, text in libraries(own).items():
        (folder / name).write_text(text, "utf-8")
    compile_libraries(folder, program(), libraries(own), SECONDS)
    for each in certificates(model):
        (folder / f"{each.name}.v").write_text(each.text, "utf-8")
        assert judge(folder, each, program(), SECONDS).judgement is Judgement.PROVED
    return folder, certificate


def judgement(checked: tuple[Path, Certificate], old: str, new: str) -> Judgement:
    folder, certificate = checked
    assert certificate.text.count(old) >= 1
    (folder / f"{certificate.name}.v").write_text(certificate.text.replace(old, new), "utf-8")
    return judge(folder, certificate, program(), SECONDS).judgement


@pytest.mark.coq
def test_a_network_of_shared_weights_and_several_losses_is_proved_as_a_structure(
    checked: tuple[Path, Certificate],
) -> None:
    assert judgement(checked, "Qed.", "Qed.") is Judgement.PROVED


@pytest.mark.coq
def test_a_share_that_is_forgotten_is_refused_as_in_a_structure(checked: tuple[Path, Certificate]) -> None:
    text = checked[1].text
    said = text.partition("(total_0 : ")[2].partition("\n")[0]
    first = said.partition(" = ")[2].partition(" + ")[0]
    shorter = said.replace(f"{first} + ", "", 1)
    assert judgement(checked, said, shorter) is Judgement.REFUSED


@pytest.mark.coq
def test_a_gradient_that_is_left_out_is_refused_as_in_a_structure(checked: tuple[Path, Certificate]) -> None:
    text = checked[1].text
    goal = text.partition("Proof.\n")[0] and text.partition("Theorem network")[2].partition("Proof.")[0]
    last = goal.rpartition("total [")[2].split(";\n")[0]
    assert judgement(checked, f"total [{last};\n", "total [") is Judgement.REFUSED
