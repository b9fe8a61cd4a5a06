"""NumPy's settings during a call, the caller's again after it."""

from contextlib import nullcontext
from typing import NamedTuple

import numpy as np

from derive.kernels.passes.threads import SingleThreadedProducts

BUFFER = 512  # entries; fewer cost where types are mixed
NOTHING = nullcontext()


class Settings(NamedTuple):
    """Whether arrays are long enough for NumPy's buffer to matter, and whether a matrix product keeps to one thread."""

    long: bool
    single: bool


class ShortBuffers:
    """NumPy's buffer is short meanwhile.

    NumPy copies what is not in one piece to its buffer where rows are shorter than a quarter of it; measured: sums of
    such rows then take five times as long.
    """

    __slots__ = ("_before",)

    def __enter__(self) -> None:
        self._before = np.setbufsize(BUFFER)

    def __exit__(self, *raised: object) -> None:
        np.setbufsize(self._before)


class Held:
    """The settings hold meanwhile. A class, because a generator costs a small network a twentieth of its step."""

    __slots__ = ("_buffers", "_products")

    def __init__(self, settings: Settings) -> None:
        self._products = SingleThreadedProducts() if settings.single else NOTHING
        self._buffers = ShortBuffers() if settings.long else NOTHING

    def __enter__(self) -> None:
        self._products.__enter__()
        self._buffers.__enter__()

    def __exit__(self, *raised: object) -> None:
        self._buffers.__exit__(None, None, None)
        self._products.__exit__(None, None, None)
