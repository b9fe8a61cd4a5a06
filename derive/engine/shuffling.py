"""Randomness from seeds: generators, and the shuffled batches of an epoch."""

from collections.abc import Iterator, Sequence

import numpy as np

from derive.engine.interface import Array, engine_error
from derive.engine.options import as_whole


def seeded(seed: int | Sequence[int]) -> np.random.Generator:
    """NumPy's default generator from whole numbers of at least 0."""
    numbers = [as_whole(number) for number in (seed if isinstance(seed, Sequence) else [seed])]
    known = [number for number in numbers if number is not None and number >= 0]
    if not known or len(known) != len(numbers):
        raise engine_error("seed", f"{seed!r}", "give a whole number of at least 0, or a sequence of them")
    return np.random.default_rng(known)


def batches(count: int, size: int, seed: int | Sequence[int]) -> Iterator[Array]:
    """One shuffled epoch: index arrays that cover 0 .. count - 1 once, the last one possibly shorter."""
    if count < 1 or size < 1:
        what = f"batches of {size} from {count} examples"
        raise engine_error("batches", what, "both must be at least 1")
    order = seeded(seed).permutation(count)  # (count,)
    return (order[start : start + size] for start in range(0, count, size))
