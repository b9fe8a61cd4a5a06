"""Coq accepts the certificates of structures, and none of a known mistake. Needs coqc: make prove."""

from dataclasses import replace
from pathlib import Path

import pytest

from derive.algebra.equation import Reduction
from derive.algebra.tensor import primal
from derive.errors import ProofError
from derive.faults.catalogue import mistakes_in
from derive.faults.fault import Mistake
from derive.faults.formula import formulas_of
from derive.network.backward import derive_declaration
from derive.proof.assistant import Judgement, assistant, compile_libraries, judge
from derive.proof.certificate import LIBRARY, Certificate, certify, library
from derive.proof.ledger import recorded
from tests.proof.prove_all import every_certificate
from tests.structures import STRUCTURES, Structure, structure

SECONDS, SECONDS_FOR_A_MISTAKE = 120.0, 20.0
LEAST = 2  # mistakes of a structure
SLICE = 10  # of the structures; all of them are checked by tests.proof.prove_all, which make prove runs before
WRONG = (
    structure("conv", 3, filters=2, kernel=2, stride="s", dilation="d", padding="p"),
    structure("dense", 1, units="K"),
    structure("avg_pool", 3, window=2, stride=None, padding=0, ceil_mode=False, count_include_pad=True),
    structure("max_pool", 3, window=2, stride="s", dilation=1, padding=0, ceil_mode=False),
    structure("sigmoid", 1),
    structure("tanh", 1),
    structure("relu", 1),
    structure("softmax", 1),
    structure("batch_norm", 1),
    structure("mean_squared_error", 1, reduction="mean"),
)

pytestmark = pytest.mark.coq


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the library is compiled."""
    made = tmp_path_factory.mktemp("proofs")
    (made / LIBRARY).write_text(library(), "utf-8")
    compile_libraries(made, program(), [LIBRARY], SECONDS)
    return made


def program() -> str:
    found = assistant()
    assert found is not None, "coqc is not installed"
    return found


def judged(folder: Path, certificate: Certificate, seconds: float = SECONDS) -> Judgement:
    (folder / f"{certificate.name}.v").write_text(certificate.text, "utf-8")
    return judge(folder, certificate, program(), seconds).judgement


def test_every_structure_of_the_catalogue_and_the_shipped_specs_is_in_the_ledger() -> None:
    every = every_certificate(large=False)  # the published networks take minutes: prove_all --large
    missing = [name for name, certificate in every.items() if recorded(certificate) is None]
    assert not missing, f"run make prove: {', '.join(missing)} say what Coq has not seen"


@pytest.mark.parametrize("own", STRUCTURES[::SLICE], ids=str)
def test_a_structure_is_proved_for_all_sizes(own: Structure, folder: Path) -> None:
    assert judged(folder, certify(own.declared, own.kind)) is Judgement.PROVED


@pytest.mark.parametrize("own", WRONG, ids=str)
def test_no_known_mistake_is_proved(own: Structure, folder: Path) -> None:
    judgements = {mistake.fault.id: judgement_of(own, mistake, folder) for mistake in backward_mistakes(own)}
    assert len(judgements) >= LEAST
    assert [fault for fault, judgement in judgements.items() if judgement is Judgement.PROVED] == []


def backward_mistakes(own: Structure) -> tuple[Mistake, ...]:
    """Every known mistake in a backward formula of a structure in training."""
    right = own.declared.declaration
    return mistakes_in(
        formula for formula in formulas_of(own.declared) if formula.backward and formula.declaration is right
    )


def judgement_of(own: Structure, mistake: Mistake, folder: Path) -> Judgement:
    letter = primal(mistake.right.left.tensor).name
    form = "scatter" if mistake.wrong.reduction is Reduction.SCATTER else "equation"
    right = derive_declaration(own.declared.declaration)
    derived = {**right, letter: replace(right[letter], **{form: mistake.wrong})}
    try:
        return judged(folder, certify(own.declared, own.kind, derived=derived), SECONDS_FOR_A_MISTAKE)
    except ProofError:
        return Judgement.REFUSED  # it cannot even be stated, or no summand corresponds
