"""What a certificate stands on: reads, selectors and models; and that none of it can be had for nothing."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from derive.algebra.size import value_of
from derive.network.backward import derive_declaration
from derive.proof.assistant import Judgement, compile_libraries, judge
from derive.proof.certificate import Certificate, certify, libraries, proofs
from derive.proof.ground import ground
from derive.proof.satisfied import small_sizes
from derive.proof.window_sizes import size_certificate
from tests.proof.test_coq import SECONDS, program
from tests.structures import STRUCTURES, Structure, structure

POOL = structure("max_pool", 3, window=2, stride="s", dilation=1, padding=1, ceil_mode=False)
FEW = (
    POOL,
    structure("batch_norm", 1),
    structure("softmax", 1),
    structure("flatten", 3),
    structure("dropout", 1, rate=0.2),
)


def of(own: Structure) -> Certificate:
    return ground(own.declared, certify(own.declared, own.kind))


@pytest.mark.parametrize("own", STRUCTURES[::7], ids=str)
def test_the_sizes_of_a_model_obey_what_the_theorem_assumes(own: Structure) -> None:
    declaration = own.declared.declaration
    *_, (said, _) = proofs(own.declared, derive_declaration(declaration)).values()
    numbers = small_sizes(own.declared, said)
    sizes = {symbol: numbers[name] for symbol, name in said.names.sizes.items()}
    for rule in declaration.sizes:
        open_ = rule.definition.free_symbols - sizes.keys()
        assert open_ or value_of(rule.definition, sizes) == sizes[rule.symbol]
    assert all(number >= (1 if symbol.is_positive else 0) for symbol, number in sizes.items())


@pytest.mark.parametrize("own", FEW, ids=str)
def test_a_model_has_every_hypothesis_of_its_theorem(own: Structure) -> None:
    text = of(own).text
    for name, (said, _) in proofs(own.declared, derive_declaration(own.declared.declaration)).items():
        model = text.partition(f"Theorem {name}_satisfiable")[2].partition("Proof.")[0]
        assert all(f"({hypothesis})" in model for _, hypothesis in said.hypotheses)
        assert re.search(r"D \(\w+@\[[0, ]*\]\) = 1", model), "something has to move"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("ground")
    own = libraries([of(POOL)])
    for name, text in own.items():
        (made / name).write_text(text, "utf-8")
    compile_libraries(made, program(), own, SECONDS)
    return made


def judged(folder: Path, certificate: Certificate) -> Judgement:
    (folder / f"{certificate.name}.v").write_text(certificate.text, "utf-8")
    return judge(folder, certificate, program(), SECONDS).judgement


def changed(certificate: Certificate, old: str, new: str) -> Certificate:
    assert old in certificate.text
    return replace(certificate, text=certificate.text.replace(old, new))


@pytest.mark.coq
@pytest.mark.parametrize("own", FEW, ids=str)
def test_the_ground_of_a_structure_is_proved(own: Structure, folder: Path) -> None:
    assert judged(folder, of(own)) is Judgement.PROVED


@pytest.mark.coq
def test_a_contradiction_has_no_model_of_its_structure(folder: Path) -> None:
    own = of(structure("softmax", 1))
    assert judged(folder, changed(own, "D (z@[0, 0]) = 1.", "unit (0 : R) /\\ D (z@[0, 0]) = 1.")) is Judgement.REFUSED


@pytest.mark.coq
def test_a_read_past_the_border_is_refused_in_a_structure(folder: Path) -> None:
    own = of(structure("conv", 2, filters="K", kernel="f"))
    assert judged(folder, own) is Judgement.PROVED
    wrong = changed(own, "box [M; C; n]%Z [m; c; i + u]%Z", "box [M; C; n]%Z [m; c; i + u + 1]%Z")
    assert judged(folder, wrong) is Judgement.REFUSED


@pytest.mark.coq
def test_a_selector_that_takes_the_last_maximum_is_refused_in_a_structure(folder: Path) -> None:
    own = of(POOL)
    wrong = changed(own, "forall v, In v before -> ", "forall v, In v after -> ")
    assert judged(folder, wrong) is Judgement.REFUSED


@pytest.mark.coq
def test_window_sizes_count_windows_in_every_structure(folder: Path) -> None:
    own = size_certificate()
    assert judged(folder, own) is Judgement.PROVED
    assert judged(folder, changed(own, "<-> s * i + f <= n)", "<-> s * i + f < n)")) is Judgement.REFUSED
