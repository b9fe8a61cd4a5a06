"""Code that hangs, crashes, floods or leaves: a finding with a clear sentence, and the other layers go on."""

from pathlib import Path

import pytest

from derive.diagnosis.check import check_file
from derive.diagnosis.sandbox import Limits
from derive.diagnosis.verdict import GOOD, FileVerdict

LIMITS = Limits(seconds=1.5, cpu=20, memory=1 << 30)
RELU = "import numpy as np\ndef relu(x): return np.maximum(x, 0)\ndef relu_backward(dout, x): return dout * (x > 0)\n"
TANH = "def tanh(x): return np.tanh(x)\ndef tanh_backward(dout, x):\n"


def _checked(folder: Path, text: str) -> FileVerdict:
    file = folder / "mine.py"
    file.write_text(text, "utf-8")
    return check_file(file, limits=LIMITS)


INSIDE = {
    "hangs": ("    while True: pass\n", "it does not end", ":6, in tanh_backward"),
    "hangs-in-c": ("    import time; time.sleep(60)\n", "it does not end", ":6, in tanh_backward"),
    "leaves-silently": ("    import os; os._exit(0)\n", "ended without a result", ""),
    "crashes": ("    import ctypes; ctypes.string_at(0)\n", "ended without a result", ":6, in tanh_backward"),
    "kills-itself": ("    import os; os.kill(os.getpid(), 9)\n", "ended without a result", ""),
}


@pytest.mark.parametrize("kind", INSIDE)
def test_a_layer_that_does_not_come_back_is_told_and_the_others_go_on(kind: str, tmp_path: Path) -> None:
    body, said, where = INSIDE[kind]
    relu, tanh = _checked(tmp_path, RELU + TANH + body).layers
    assert relu.judged in GOOD
    assert said in tanh.failure
    assert where in tanh.failure


RAISES = {
    "memory": ("    return np.ones((1 << 40,))\n", "MemoryError"),
    "exit": ("    raise SystemExit(0)\n", "SystemExit"),
    "recursion": ("    return tanh_backward(dout, x)\n", "RecursionError"),
    "network": ("    import socket; socket.create_connection(('127.0.0.1', 9))\n", "no access to the network"),
    "program": ("    import subprocess; subprocess.run(['true'])\n", "no access to another program"),
    "shell": ("    import os; os.system('true')\n", "no access to another program"),
    "input": ("    return float(input('rate? '))\n", "nobody to type"),
    "text": ("    return 'nothing'\n", "not an array of numbers"),
}


@pytest.mark.parametrize("kind", RAISES)
def test_what_raises_is_said_with_its_line(kind: str, tmp_path: Path) -> None:
    body, said = RAISES[kind]
    relu, tanh = _checked(tmp_path, RELU + TANH + body).layers
    assert relu.judged in GOOD
    output, gradient = tanh.outputs
    assert output.judged in GOOD
    assert gradient.judged not in GOOD
    assert said in gradient.evidence
    assert kind == "text" or gradient.line == 6


HARMLESS = {
    "warns": "import warnings; warnings.warn('old')\n",
    "threads": "import threading; threading.Thread(target=lambda: __import__('time').sleep(99), daemon=True).start()\n",
    "changes-folder": "import os; os.chdir('/')\n",
}


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_does_no_harm_changes_nothing(kind: str, tmp_path: Path) -> None:
    verdict = _checked(tmp_path, HARMLESS[kind] + RELU)
    assert verdict.ok, verdict


def test_arguments_that_are_written_into_do_not_spoil_the_next_call(tmp_path: Path) -> None:
    text = "import numpy as np\ndef relu(x):\n    out = np.maximum(x, 0)\n    cache = x.copy()\n    x[...] = 0\n"
    text += "    return out, cache\ndef relu_backward(dout, cache):\n    dout[cache <= 0] = 0\n    return dout\n"
    assert _checked(tmp_path, text).ok


BROKEN = {
    "syntax": ("def f(:\n", ":1: it is no Python"),
    "raises": ("x = 1 / 0\n", ":1: it cannot be imported: ZeroDivisionError"),
    "hangs": ("while True: pass\n", "it cannot be imported"),
    "exits": ("import os; os._exit(0)\n", "it cannot be imported"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_that_cannot_be_imported_is_said_so_with_its_line(kind: str, tmp_path: Path) -> None:
    body, said = BROKEN[kind]
    verdict = _checked(tmp_path, body + RELU)
    assert not verdict.ok
    assert said in verdict.failure


def test_a_file_without_a_layer_says_what_is_looked_for(tmp_path: Path) -> None:
    verdict = _checked(tmp_path, "def add(a, b): return a + b\n")
    assert "no layer is found" in verdict.failure
    assert "--layer" in verdict.failure
