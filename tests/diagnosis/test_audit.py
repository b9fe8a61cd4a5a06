"""Tests are audited: faulty layers in the place of theirs, what survives by name, what to add."""

import os
import time
from pathlib import Path

import pytest

from derive.diagnosis.auditing.audit import audit_file, audit_notebook
from derive.diagnosis.auditing.forked import Outcome, forked
from derive.diagnosis.auditing.notebook import differs
from derive.document.audit import audit_document, parameters
from derive.document.markdown import markdown
from derive.errors import DataError

AUDITED = Path(__file__).parent / "audited"
WEAK = """
import layers
import numpy as np


def test_affine_with_one_example():
    out, cache = layers.affine_forward(np.ones((1, 3)), np.arange(6.0).reshape(3, 2), np.array([1.0, 2.0]))
    dx, dw, db = layers.affine_backward(np.array([[1.0, 10.0]]), cache)
    assert np.allclose(out, [[7, 11]])
    assert np.allclose(dx, [[10, 32, 54]])
    assert np.allclose(dw, [[1, 10]] * 3)
    assert np.allclose(db, [1, 10])
"""


def _tests(folder: Path, text: str, layers: str = "") -> Path:
    own = (AUDITED / "layers.py").read_text("utf-8").partition("def _columns")[0]
    (folder / "layers.py").write_text(layers or own, "utf-8")
    file = folder / "test_layers.py"
    file.write_text(text, "utf-8")
    return file


def test_what_one_example_cannot_show_survives_by_name(tmp_path: Path) -> None:
    audit = audit_file(_tests(tmp_path, WEAK), "layers")
    affine, relu = audit.layers
    assert relu.idle
    assert not affine.idle
    survives = {(role, one[-1].fault) for role, one in affine.survivors}
    batch = {"scale.divided-by-batch", "scale.times-batch"}
    of_one = {(role, fault) for role in ("W", "b") for fault in (*batch, "accumulating.last-example")}
    assert survives == of_one | {("x", fault) for fault in batch}
    assert {why for _, why in affine.killed} == {"test_affine_with_one_example"}
    assert len(affine.added) == 1
    assert parameters(affine.added).startswith("@pytest.mark.parametrize(")
    assert "No test calls it" in markdown(audit_document(audit))


def test_tests_that_fail_by_themselves_are_said_to(tmp_path: Path) -> None:
    audit = audit_file(_tests(tmp_path, WEAK.replace("[[7, 11]]", "[[7, 12]]")), "layers")
    assert audit.failure == "the tests fail on the module as it is: test_affine_with_one_example"
    assert not audit.layers


def test_a_layer_that_is_wrong_itself_is_not_audited(tmp_path: Path) -> None:
    wrong = "import numpy as np\ndef relu(x): return np.maximum(x, 0)\ndef relu_backward(dout, x): return 3 * dout\n"
    (layer,) = audit_file(_tests(tmp_path, "def test_nothing(): pass\n", wrong), "layers").layers
    assert "not right itself" in layer.refused


def test_a_run_that_hangs_dies_or_raises_has_failed_and_the_others_go_on() -> None:
    def raises() -> Outcome:
        raise SystemExit(3)

    runs = [lambda: Outcome("", "fine"), lambda: time.sleep(60), lambda: os._exit(0), raises]
    fine, hangs, dies, exits = forked(runs, 0.5, 2)  # type: ignore[arg-type]
    assert (fine.failed, fine.text) == ("", "fine")
    assert hangs.failed == "the tests do not end"
    assert dies.failed == "the process of the tests ended"
    assert exits.failed == "SystemExit: 3"


def test_a_notebooks_checks_are_what_stands_under_their_words() -> None:
    (layer,) = audit_notebook(AUDITED / "checks.ipynb", "Testing relu_backward").layers
    assert {one[-1].fault for _, one in layer.survivors} == {"elementwise.activation-missing"}
    assert all("is printed in place of" in why for _, why in layer.killed)


def test_words_that_no_cell_has_are_said() -> None:
    with pytest.raises(DataError, match="no cell of code contains 'Testing tanh'"):
        audit_notebook(AUDITED / "checks.ipynb", "Testing tanh")


@pytest.mark.parametrize(
    ("right", "other", "said"),
    [
        ("dx error: 3.3e-12", "dx error: 8e-9", ""),
        ("dx error: 3.3e-12", "dx error: 0.5", "0.5 is printed in place of 3.3e-12"),
        ("mean 1.4524", "mean 1.4525", ""),
        ("mean 1.45", "mean 1.55", "1.55 is printed in place of 1.45"),
        ("mean 1.45", "mean nan", "nan is printed in place of 1.45"),
        ("1 2", "1 2 3", "other things are printed"),
    ],
)
def test_a_reader_sees_numbers_that_differ_but_no_rounding(right: str, other: str, said: str) -> None:
    assert differs(right, other) == said
