"""Every formula of every layer, in every notation, as the committed files show it."""

import pytest

from derive.printing.notation import Notation
from tests.printing.cases import CASES
from tests.printing.golden_files import FOLDER, golden_path, golden_text


@pytest.mark.parametrize("notation", list(Notation), ids=lambda notation: notation.value)
@pytest.mark.parametrize("case", list(CASES))
def test_formulas_are_written_as_the_golden_file_shows(case: str, notation: Notation) -> None:
    assert golden_text(case, notation) == golden_path(case, notation).read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert set(FOLDER.glob("*.txt")) == {golden_path(case, notation) for case in CASES for notation in Notation}
