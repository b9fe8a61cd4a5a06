"""Code that hangs, crashes, floods or leaves: a finding with a clear sentence, and the other layers go on."""

import sys
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
    "ignores-signals": (
        "    import signal; [signal.signal(n, signal.SIG_IGN) for n in (2, 13, 14, 15)]\n    while True: pass\n",
        "it does not end",
        ":7, in tanh_backward",
    ),
    "locks-itself": ("    import threading; a = threading.Lock(); a.acquire(); a.acquire()\n", "it does not end", ":6"),
    "stops-itself": ("    import os; os.kill(os.getpid(), 19)\n", "ended without a result", ""),
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
    "sockets": ("    import socket; socket.socket().bind(('127.0.0.1', 0))\n", "no access to the network"),
    "other-exception": ("    class Own(BaseException): pass\n    raise Own('mine')\n", "Own"),
    "interrupt": ("    raise KeyboardInterrupt\n", "KeyboardInterrupt"),
    "large-file": ("    open('a', 'wb').write(b'0' * (20 << 20))\n", "File too large"),
    "many-files": ("    return [open('/dev/null') for _ in range(9999)]\n", "Too many open files"),
    "object": ("    return np.array([None, dout], dtype=object)\n", "not an array of numbers"),
    "complex": ("    return dout * 1j\n", "not an array of numbers"),
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
    assert gradient.line in (6, 7) or kind in ("text", "object", "complex")


HARMLESS = {
    "warns": "import warnings; warnings.warn('old')\n",
    "threads": "import threading; threading.Thread(target=lambda: __import__('time').sleep(99), daemon=True).start()\n",
    "changes-folder": "import os; os.chdir('/')\n",
    "removes-its-folder": "import os, shutil; shutil.rmtree(os.getcwd())\n",
    "floods": "print('x' * 50_000_000)\n",
    "closes-what-is-open": "import os; [os.close(n) for n in (0, 1, 2)]\n",
    "other-random": "import numpy as np; np.random.seed(0); np.seterr(all='raise')\n",
    "prints-bytes": "import sys; sys.stdout.buffer.write(b'\\xff\\xfe')\n",
    "thread-that-stays": "import threading; threading.Thread(target=lambda: __import__('time').sleep(99)).start()\n",
    "own-hooks": "import sys; sys.excepthook = sys.settrace = None\n",
}


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_does_no_harm_changes_nothing(kind: str, tmp_path: Path) -> None:
    verdict = _checked(tmp_path, HARMLESS[kind] + RELU)
    assert verdict.ok, verdict


def test_arguments_that_are_written_into_do_not_spoil_the_next_call(tmp_path: Path) -> None:
    text = "import numpy as np\ndef relu(x):\n    out = np.maximum(x, 0)\n    cache = x.copy()\n    x[...] = 0\n"
    text += "    return out, cache\ndef relu_backward(dout, cache):\n    dout[cache <= 0] = 0\n    return dout\n"
    assert _checked(tmp_path, text).ok


LEFT = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        open({path!r}, "w").write(str(os.getpid()))
        time.sleep(99)
    os._exit(0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of processes by their environment")
def test_a_process_that_leaves_its_session_is_found_and_ended(tmp_path: Path) -> None:
    told = tmp_path / "process"
    assert _checked(tmp_path, LEFT.format(path=str(told)) + RELU).ok
    process = int(told.read_text())
    state = Path(f"/proc/{process}/stat")
    assert not state.exists() or state.read_text().split()[2] in "ZX"


def test_a_layer_that_kills_the_process_it_comes_from_is_not_right(tmp_path: Path) -> None:
    verdict = _checked(tmp_path, RELU + TANH + "    import os; os.kill(os.getppid(), 9)\n")
    assert not verdict.ok
    assert verdict.layers[0].judged in GOOD


def test_a_layer_that_forks_and_comes_back_twice_is_judged_once(tmp_path: Path) -> None:
    (relu, tanh) = _checked(
        tmp_path, RELU + TANH + "    import os; os.fork(); return dout * (1 - np.tanh(x) ** 2)\n"
    ).layers
    assert relu.judged in GOOD
    assert tanh.judged in GOOD or tanh.failure


def test_results_that_are_made_up_do_not_deceive(tmp_path: Path) -> None:
    """A file that writes other results itself has them judged like any; a name out of the folder is not read."""
    text = "import json, numpy as np\njson.dumps = lambda *a, **k: '[]'\n"
    assert not _checked(tmp_path, text + RELU).ok


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
