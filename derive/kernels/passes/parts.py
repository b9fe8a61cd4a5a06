"""A batch in parts: where no example looks at another, a gradient is the sum of its parts' gradients.

A part is small enough to need little memory, and large enough for its arithmetic to outweigh adding up the parameters'
gradients.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import prod

from derive.algebra.tensor import TensorRole
from derive.kernels.passes.sizes import Known, number
from derive.layers.declaration import BATCH
from derive.network.model import Ending, Model

PART_BYTES = 2**28  # of one part's arrays: with more, memory; with less, examples side by side are too few
SMALL_BYTES = 2**23  # of a batch's arrays: less is not worth a thread; measured: 4 MB slower, 12 MB faster in two
LANES = 2  # sums of a batch's parts, the same however many threads there are: so are the results, to the last bit
SMALL_PRODUCTS = 2**28  # bytes of parameters times examples: less is not worth the threads of a matrix product
TINY_PRODUCTS = 2**22  # bytes of parameters times bytes of tensors: below, OpenBLAS takes one thread by itself

Range = tuple[int, int]
Lanes = tuple[tuple[Range, ...], ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Bytes of all tensors of a batch of this many examples, and of the parameters."""

    batch: int
    tensors: int
    parameters: int


def work_of(model: Model, known: Known, itemsize: int) -> Work:
    """What a training step of these sizes holds; selectors, which are small, are not counted."""
    made = [
        equation.left.tensor
        for layer in model.layers
        for equation in layer.equations
        if equation.left.tensor.role is not TensorRole.SELECTOR
    ]
    count = sum(prod(number(size, known) for size in tensor.shape) for tensor in made)
    own = sum(prod(number(size, known) for size in tensor.shape) for tensor in model.parameters.values())
    return Work(known[BATCH], count * itemsize, own * itemsize)


def lanes_of(work: Work) -> Lanes:
    """The parts of a batch, as ranges of examples, by the sum that they go into; one part where more do not pay."""
    lanes = min(LANES, work.batch) if work.tensors > max(SMALL_BYTES, work.parameters) else 1
    example = max(1, work.tensors // work.batch)
    wanted = max(1, PART_BYTES // example, work.parameters // example)
    each = max(1, round(work.batch / (wanted * lanes)))
    bounds = [work.batch * place // (each * lanes) for place in range(each * lanes + 1)]
    ranges = [part for part in pairwise(bounds) if part[0] < part[1]]
    return tuple(tuple(ranges[lane * each : (lane + 1) * each]) for lane in range(lanes))


def has_small_products(work: Work) -> bool:
    """Whether the matrix products of the whole batch are too small to be shared among threads, and not so tiny that
    no library would. Where not, the last bits of a result may depend on the number of threads."""
    return work.parameters * work.batch < SMALL_PRODUCTS and work.parameters * work.tensors > TINY_PRODUCTS


def is_separable(model: Model) -> bool:
    """Whether no layer's equation sums over the batch, and each loss is a sum or a mean over its examples."""
    layers = all(not layer.mixes_examples and not layer.moves for layer in model.layers)
    return layers and bool(model.terms) and all(share_of_part(term, 1, 2) is not None for term in model.terms)


def shares_of_part(model: Model, part: int, batch: int) -> dict[str, float]:
    """What each term of a part's objective counts in that of a separable network's batch."""
    shares = {term.name: share_of_part(term, part, batch) for term in model.terms}
    return {name: 1.0 if share is None else share for name, share in shares.items()}


def share_of_part(term: Ending, part: int, batch: int) -> float | None:
    """1 for a sum over the batch's examples, part/batch for a mean and for what does not depend on them; else None."""
    (whole,) = term.equations
    bodies = [own.body for own in whole.terms]
    if not any(body.has(BATCH) for body in bodies):
        return 1.0 if any(size == BATCH for own in whole.terms for _, size in own.bound) else part / batch
    return part / batch if not any((body * BATCH).has(BATCH) for body in bodies) else None
