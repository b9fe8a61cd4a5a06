"""Work on several specs in processes: order, failures, interrupts, and nothing left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from derive.cli.border import main
from derive.cli.several import THREADS, in_order
from derive.errors import DeriveError, SizeError

ROOT = Path(__file__).parents[2]
FAST, SLOW = "specs/symbolic_flatten.yaml", "specs/cats_dogs.yaml"


def unseen(message: str) -> None:
    """No progress."""


def late_first(item: int, show: object) -> tuple[int, int]:
    time.sleep(0.5 if item == 0 else 0)
    return item, os.getpid()


def threads(item: int, show: object) -> list[str | None]:
    return [os.environ.get(name) for name in THREADS]


def refuses(item: int, show: object) -> int:
    if item:
        raise SizeError(f"item {item}")
    return item


def dies(item: int, show: object) -> int:
    os._exit(9)


def pids(item: int, show: object) -> int:
    return os.getpid()


def results(work: object, jobs: int | None, count: int = 3) -> list[object]:
    items = list(range(count))
    return list(in_order(work, items, [str(item) for item in items], unseen, jobs))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    yield
    deadline = time.monotonic() + 10
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert multiprocessing.active_children() == []


def test_results_come_in_the_order_of_the_items_from_other_processes() -> None:
    found = results(late_first, 2)
    assert [item for item, _ in found] == [0, 1, 2]  # type: ignore[misc]
    assert os.getpid() not in {process for _, process in found}  # type: ignore[misc]


@pytest.mark.parametrize(("jobs", "count"), [(1, 3), (4, 1), (None, 1)])
def test_one_job_or_one_item_starts_no_process(jobs: int | None, count: int) -> None:
    assert set(results(pids, jobs, count)) == {os.getpid()}


def test_a_worker_has_one_thread_for_matrix_products() -> None:
    before = dict(os.environ)
    assert results(threads, 2) == [["1"] * len(THREADS)] * 3
    assert dict(os.environ) == before


def test_what_a_worker_raises_is_raised_here_and_the_others_end() -> None:
    with pytest.raises(SizeError, match="item 1"):
        results(refuses, 2, 8)


def test_a_worker_that_dies_is_told_and_never_waited_for() -> None:
    with pytest.raises(DeriveError, match="try --jobs 1"):
        results(dies, 2)


def test_results_that_nobody_wants_end_the_workers() -> None:
    found = in_order(late_first, [1, 2, 3], ["a", "b", "c"], unseen, 2)
    assert next(found)[0] == 1
    found.close()  # type: ignore[attr-defined]


def test_two_processes_say_what_one_says(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for jobs in ("1", "2"):
        assert main(["verify", "-q", "-j", jobs, FAST, "specs/pooling_avg.yaml"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert said[0].index("symbolic-flatten") < said[0].index("pooling-avg")


def test_ctrl_c_ends_all_processes_with_130() -> None:
    command = [sys.executable, "-m", "derive.cli", "verify", "-j", "2", SLOW, SLOW]
    running = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not (children.exists() and len(children.read_text().split()) > 2):
        time.sleep(0.1)  # two workers, and the process that multiprocessing keeps beside them
    time.sleep(1)
    os.killpg(running.pid, signal.SIGINT)
    out, error = running.communicate(timeout=60)  # ends only when every process has closed its end
    assert running.returncode == 130, error
    assert out == ""
    assert error == "derive: interrupted\n"
