"""The machine's limits, measured: matrix products and memory by NumPy."""

from typing import Any

import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

from benchmarks.speed.timing import interleaved

SIDE = 1024
CELLS = 2**24


def limits() -> dict[str, float]:
    """Thousand million multiplications and additions a second of float32 products; thousand million bytes a second."""
    random = np.random.default_rng(0)
    a, b = (random.random((SIDE, SIDE), dtype=np.float32) for _ in range(2))
    x = random.random(CELLS, dtype=np.float32)
    y = np.empty_like(x)
    found = {}
    for threads in (1, 2):
        with threadpool_limits(threads, user_api="blas"):
            took = interleaved({"product": lambda: np.matmul(a, b)}, 0.5)["product"].least
        found[f"matrix product, {threads} threads, GFLOP/s"] = 2e-9 * SIDE**3 / took
    copied = interleaved({"copy": lambda: np.copyto(y, x)}, 0.5)["copy"].least
    fresh = interleaved({"fresh": lambda: np.maximum(x, 0)}, 0.5)["fresh"].least
    found["copy, read and written, GB/s"] = 2e-9 * x.nbytes / copied
    found["relu into fresh memory, read and written, GB/s"] = 2e-9 * x.nbytes / fresh
    return found


def blas() -> list[dict[str, Any]]:
    """Which library and kernel computes NumPy's products."""
    wanted = ("internal_api", "version", "architecture", "num_threads")
    numpys = [info for info in threadpool_info() if info["user_api"] == "blas" and "numpy" in info["filepath"]]
    return [{key: info.get(key) for key in wanted} for info in numpys]
