"""Notebooks run from top to bottom, need NumPy alone, and fail where a formula is wrong."""

import ast
import sys
import warnings
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from derive.exercises.sheet import make_sheet, worksheet
from derive.export.format import Wish
from derive.export.lesson import Lesson
from derive.export.notebook.cells import cells
from derive.export.notebook.notebook import NOTEBOOK, NOTEBOOK_MEDIUM
from derive.network.model import Model
from tests.export.numeric import MODELS, QUICK


def notebook(stem: str, model: Model) -> nbformat.NotebookNode:
    ((name, data),) = NOTEBOOK.make(Lesson(stem, model), Wish()).items()
    assert name == f"{stem}.ipynb"
    read = nbformat.reads(data.decode(), 4)
    nbformat.validate(read)
    return read


def execute(made: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the kernel's own, about its transport
        NotebookClient(made, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return made


@pytest.mark.parametrize("stem", QUICK)
def test_it_runs_from_top_to_bottom(stem: str, tmp_path: Path) -> None:
    made = execute(notebook(stem, MODELS[stem]), tmp_path)
    printed = "".join(output.get("text", "") for cell in made.cells for output in cell.get("outputs", ()))
    for name in (*(tensor.name for tensor in MODELS[stem].inputs), *MODELS[stem].parameters):
        assert f"{name:<16} difference" in printed


def test_its_checks_fail_when_a_derivative_is_wrong(tmp_path: Path) -> None:
    made = notebook("sigmoid_cnn", MODELS["sigmoid_cnn"])
    (cell,) = (cell for cell in made.cells if "def conv_b_bar" in cell.source)
    cell.source = cell.source.replace('contract("mkij -> k", z_bar)', '0.99*contract("mkij -> k", z_bar)')
    with pytest.raises(CellExecutionError, match="AssertionError"):
        execute(made, tmp_path)


@pytest.mark.parametrize("stem", MODELS)
def test_it_imports_numpy_and_the_standard_library_alone(stem: str) -> None:
    for cell in cells(MODELS[stem]):
        if cell.code:
            for node in ast.walk(ast.parse(cell.text)):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
                    assert {name.partition(".")[0] for name in names} <= {"numpy", *sys.stdlib_module_names}


def test_the_numbers_that_a_spec_gives_stand_in_its_notebook() -> None:
    text = "\n".join(cell.text for cell in cells(MODELS["edge_detection"]))
    assert 't["edges.W"] = np.array([[[[1, 0, -1], [1, 0, -1], [1, 0, -1]]]], float)' in text


def test_a_worksheet_leaves_a_cell_to_work_in_after_each_question() -> None:
    sheet = make_sheet(MODELS["sigmoid_cnn"], 1, 7, 1)
    made = nbformat.reads(NOTEBOOK_MEDIUM.write(worksheet(sheet)).decode(), 4)
    nbformat.validate(made)
    kinds = [cell.cell_type for cell in made.cells[1:]]
    assert kinds == ["markdown", "code"] * len(sheet.exercises)
