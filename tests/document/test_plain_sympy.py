"""`--format sympy` is a program: every line runs, and no two things have one name."""

from pathlib import Path

import pytest
import sympy

from derive.document.choice import Choice
from derive.document.plain_sympy import sympy_lines
from derive.document.show import show_document
from derive.network.build import build
from derive.spec.read import read_spec, spec_from_dict

SPECS = sorted(Path("specs").glob("*.yaml"))
LAYER = {"max_pool": {"name": "Sum", "window": "f", "stride": "s", "padding": "p", "ceil_mode": True}}
ODD = {"name": "odd", "input": {"channels": 1, "height": "n", "width": "n_1"}, "layers": [LAYER]}


def run(lines: list[str]) -> list[sympy.Eq]:
    """The program line by line; the values of its equations."""
    space: dict[str, object] = {}
    found = []
    for line in lines:
        if line.startswith("Eq("):
            found.append(eval(line, space))
        else:
            exec(line, space)
    return found


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
@pytest.mark.parametrize("symbolic", [False, True])
def test_every_line_of_every_spec_runs(path: Path, symbolic: bool) -> None:
    model = build(read_spec(path))
    lines = list(sympy_lines(show_document(model, Choice()), {} if symbolic else model.values))
    assert len(run(lines)) == sum(line.startswith("Eq(") for line in lines) > 0


def test_names_that_python_would_take_for_one_are_kept_apart() -> None:
    lines = list(sympy_lines(show_document(build(spec_from_dict(ODD)), Choice()), {}))
    declared = [line.split(" = ")[0] for line in lines if line.endswith("=True)") and not line.startswith("Eq")]
    assert len(declared) == len(set(declared))
    assert {"n", "n_1", "Sum_"} <= set(declared)
    assert run(lines)
