"""Independent work on several specs: as many processes as cores, results in the order of the specs.

Each worker starts afresh, keeps NumPy's matrix products to one thread, and ends with this process, however that
ends. For one spec, or one job, nothing is started: the work runs here and tells its own progress.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from threading import Thread
from typing import TypeVar

from derive.errors import DeriveError

Item = TypeVar("Item")
Result = TypeVar("Result")
Show = Callable[[str], None]
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[Item, Show], Result], items: Sequence[Item], names: Sequence[str], show: Show, jobs: int | None
) -> Iterator[Result]:
    """The result of each item, in order, as soon as those before it are there; raises what the work raises.

    `work` and the items are sent to the workers, so it is a module's function and they are plain data.
    """
    jobs = min(jobs or cores(), len(items))
    if jobs <= 1:
        yield from (work(item, show) for item in items)
        return
    earlier = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_start_worker)
    complete = False
    try:
        yield from _collected([pool.submit(work, item, _unseen) for item in items], names, show)
        complete = True
    except BrokenProcessPool:
        raise DeriveError("a worker process was ended from outside, perhaps for want of memory; try --jobs 1") from None
    finally:
        pool.shutdown(wait=complete, cancel_futures=True)
        if not complete:  # interrupted, or a failure: what still runs is of no use
            for worker in set(multiprocessing.active_children()) - earlier:
                worker.terminate()


def _collected(futures: Sequence["Future[Result]"], names: Sequence[str], show: Show) -> Iterator[Result]:
    pending, given = set(futures), 0
    while given < len(futures):
        if futures[given].done():
            yield futures[given].result()
            given += 1
            continue
        show(f"{len(futures) - len(pending)} of {len(futures)} networks done, waiting for {names[given]}")
        pending -= wait(pending, return_when=FIRST_COMPLETED).done


def _unseen(message: str) -> None:
    """A worker's progress, which nobody sees."""


def _start_worker() -> None:
    """Before NumPy is imported in a worker. Ctrl-C goes to all processes of a terminal: the first of them stops
    the others."""
    os.environ.update(dict.fromkeys(THREADS, "1"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
