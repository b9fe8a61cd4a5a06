"""Parts of a batch side by side, each in a thread of its own with its matrix products.

NumPy computes everything but matrix products in one thread. The threads of its matrix products wait for each other
actively: with small products, or on a machine with other work, they cost more than they gain. So each part of a
batch has one thread for all that it does. How many run at a time is what the setting of the matrix products allows
(OPENBLAS_NUM_THREADS and the like).
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from functools import cache
from threading import Lock
from typing import Any, TypeVar

from threadpoolctl import ThreadpoolController

Result = TypeVar("Result")


class Hold:
    """Who holds the matrix products to one thread: how many calls, and the settings before the first of them."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.calls = 0
        self.before: list[int] = []


HOLD = Hold()


@cache
def _libraries() -> tuple[Any, ...]:
    return tuple(library for library in ThreadpoolController().lib_controllers if library.user_api == "blas")


def threads_allowed() -> int:
    """How many threads matrix products may use."""
    with HOLD.lock:
        found = HOLD.before if HOLD.calls else [library.num_threads for library in _libraries()]
    return min(found, default=1)


class SingleThreadedProducts:
    """Matrix products use one thread until the last of the calls that asked for it is done."""

    __slots__ = ()

    def __enter__(self) -> None:
        with HOLD.lock:
            HOLD.calls += 1
            if HOLD.calls == 1:
                HOLD.before = [library.num_threads for library in _libraries()]
                try:
                    _set([1] * len(HOLD.before))
                except BaseException:  # Ctrl-C: there will be no exit
                    HOLD.calls = 0
                    _set(HOLD.before)
                    raise

    def __exit__(self, *raised: object) -> None:
        with HOLD.lock:
            HOLD.calls -= 1
            if HOLD.calls == 0:
                _set(HOLD.before)


def _set(counts: Sequence[int]) -> None:
    for library, count in zip(_libraries(), counts, strict=True):
        library.set_num_threads(count)


def side_by_side(tasks: Sequence[Callable[[], Result]], threads: int) -> list[Result]:
    """The results of all tasks, the first run here and each other in a thread of its own, where more than one thread
    is allowed; raises what a task raises, when all are done."""
    if len(tasks) == 1 or threads == 1:
        return [task() for task in tasks]
    try:
        others = [_pool().submit(copy_context().run, task) for task in tasks[1:]]
    except RuntimeError:  # the interpreter is ending, and starts nothing any more
        return [task() for task in tasks]
    try:
        first = tasks[0]()
    finally:
        _wait_for(others)
    return [first, *(other.result() for other in others)]


def _wait_for(others: Sequence[Future[Any]]) -> None:
    """Waits until all are done, also when Ctrl-C comes meanwhile: they read the caller's arrays."""
    try:
        wait(others)
    except KeyboardInterrupt:
        wait(others)
        raise


@cache
def _pool() -> ThreadPoolExecutor:
    """Threads that stay from step to step; measured: to start one takes a twentieth of a step of 4 ms."""
    return ThreadPoolExecutor(thread_name_prefix="derive")


if hasattr(os, "register_at_fork"):  # a fork takes no threads along
    os.register_at_fork(after_in_child=_pool.cache_clear)
