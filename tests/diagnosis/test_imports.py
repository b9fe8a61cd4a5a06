"""Files of courses import what stands beside them, and what is not installed."""

from pathlib import Path

from derive.diagnosis.check import check_file
from derive.diagnosis.verdict import GOOD

HEAD = """
from builtins import range
import matplotlib_of_nobody.pyplot as plt
from compiled_by_nobody import col2im
from past_of_nobody.builtins import xrange
from .beside import half
from ..above import one
import numpy as np
plt.style.use("dark")
"""
RELU = """
def relu(x):
    return np.maximum(x, 0)
def relu_backward(dout, x):
    for each in xrange(1):
        return dout * (x > 0) * half * 2 * one
def tanh(x):
    return col2im(x)
def tanh_backward(dout, x):
    return dout
"""


def test_what_is_not_installed_is_named_and_the_rest_runs(tmp_path: Path) -> None:
    (tmp_path / "above.py").write_text("one = 1\n", "utf-8")
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "beside.py").write_text("half = 0.5\n", "utf-8")
    file = folder / "mine.py"
    file.write_text(HEAD.replace('plt.style.use("dark")\n', "") + RELU, "utf-8")
    verdict = check_file(file)
    assert not verdict.failure
    assert set(verdict.absent) >= {"compiled_by_nobody", "matplotlib_of_nobody"}
    relu, tanh = verdict.layers
    assert relu.judged in GOOD
    assert "not installed here" in tanh.outputs[0].evidence


def test_what_needs_it_while_it_is_imported_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text("import nobodys_plots as plt\nplt.figure(1)\n" + "import numpy as np\n" + RELU, "utf-8")
    verdict = check_file(file)
    assert (
        "mine.py:2: it cannot be imported: ModuleNotFoundError: nobodys_plots.figure is not installed"
        in verdict.failure
    )
