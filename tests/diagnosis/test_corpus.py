"""Right files in several styles get no false alarm; mistakes of students are named, or located."""

from functools import cache
from pathlib import Path

import pytest

from derive.diagnosis.check import check_file, check_found
from derive.diagnosis.find import Found, find_layers
from derive.diagnosis.verdict import GOOD, FileVerdict, Judged, LayerVerdict
from tests.diagnosis.mistakes import CORPUS, MISTAKES, Mistake

FILES = sorted(path.name for path in CORPUS.glob("[a-z]*.py"))


@cache
def _right(file: str) -> FileVerdict:
    return check_file(CORPUS / file)


@pytest.mark.parametrize("file", FILES)
def test_right_code_is_right_in_every_style(file: str) -> None:
    found = _right(file)
    wrong = [(layer.name, each) for layer in found.layers for each in layer.outputs if each.judged not in GOOD]
    assert not wrong
    assert found.ok
    assert all(each.tried >= 3 for layer in found.layers for each in layer.outputs)


def _meant(mistake: Mistake, found: Found) -> bool:
    return mistake.layer == found.subject.kind or mistake.layer.rstrip(",") in found.name.split(", ")


def checked(mistake: Mistake, folder: Path) -> LayerVerdict:
    """The verdict on the layer with the mistake."""
    file, text = str(folder / f"{mistake.name}.py"), mistake.text()
    found = next(each for each in find_layers(text, file) if _meant(mistake, each))
    (layer,) = check_found(file, text, [found]).layers
    return layer


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda each: each.name)
def test_a_mistake_is_named_or_located(mistake: Mistake, tmp_path: Path) -> None:
    layer = checked(mistake, tmp_path)
    assert {each.output for each in layer.outputs} >= mistake.said.keys()
    for each in layer.outputs:
        said = mistake.said.get(each.output, "right")
        if said == "right":
            assert each.judged in GOOD, each
        elif said == "missing":
            assert each.judged is Judged.MISSING, each
        elif said == "located":
            assert each.judged is Judged.WRONG, each
            assert not each.mistakes, each
            assert each.where, each
        else:
            named = [each.mistakes, *(tuple(made.fault for made in other) for other in each.others)]
            assert tuple(sorted(said)) in [tuple(sorted(one)) for one in named], each


TRIPLED = """
def affine_forward(x, w, b):
    return 3 * x.dot(w) + b, (x, w, b)
def affine_backward(d, c):
    x, w, b = c
    return 3 * d.dot(w.T), {}, d.sum(0)
"""


def test_a_backward_pass_that_derives_its_own_wrong_forward_pass_is_not_blamed(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(TRIPLED.format("3 * x.T.dot(d)"), "utf-8")
    (layer,) = check_file(file).layers
    said = {each.output: each.judged for each in layer.outputs}
    assert said == {"y": Judged.WRONG, "x": Judged.RIGHT, "W": Judged.RIGHT, "b": Judged.RIGHT}
    assert "by differences" in layer.outputs[1].evidence
    file.write_text(TRIPLED.format("2 * x.T.dot(d)"), "utf-8")
    (layer,) = check_file(file).layers
    assert {each.output for each in layer.outputs if each.judged is Judged.WRONG} == {"y", "W"}
