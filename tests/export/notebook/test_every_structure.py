"""The notebook of every layer and loss with each way to set its options: its cells run, and its checks hold."""

from typing import Any

import pytest

from derive.export.notebook.cells import cells
from tests.export.small import SMALL


@pytest.mark.parametrize("name", SMALL)
def test_its_cells_run_from_top_to_bottom(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    module: dict[str, Any] = {"__name__": "notebook"}
    for cell in cells(SMALL[name]):
        if cell.code:
            exec(compile(cell.text, "<cell>", "exec"), module)
    assert "difference" in capsys.readouterr().out
