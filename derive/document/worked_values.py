"""Worked numbers: those that the spec gives, small seeded ones for the rest, and all that follows from them.

What is made up are small integers, but the weights of a sum too long for the head are these over a round number, about
the root of how many products are summed: so what is summed stays near 1, and a softmax behind it says something.
"""

import itertools
import random
from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np

from derive.algebra.equation import entries
from derive.algebra.tensor import Fact, Tensor, TensorRole, bar_name
from derive.document.choice import WorkedValues
from derive.errors import SizeError
from derive.kernels.network import kernels
from derive.kernels.passes.winners import with_winners
from derive.layers.declaration import BATCH
from derive.network.accounting import entries as number_of_entries
from derive.network.model import Model
from derive.spec.values import batched

Array = Any
IMAGE, WEIGHTS, BIASES, TARGETS, KEPT = (0, 1, 2), (-1, 1), (-1, 0, 1), (0, 1), (0, 1, 1, 1, 1)
DRAWS, SEVERAL = 8, 3  # how often integers are drawn for a batch, and examples where one says nothing
NEARLY, READABLE = 1e-2, 10_000  # what teaches as little as 0; a network of more numbers is drawn once
UNLIKELY = 1e-3  # a probability that is so much less than another one is 0 to the reader
BY_HEAD, FEW = 12, 2  # products in a sum with integer weights, as a rule and where no such draw says anything
ROUND = (1, 2, 5)  # and ten, a hundred ... times as much: what weights are divided by


def worked_values(model: Model) -> WorkedValues:
    """One forward pass in float64, and the backward pass where there is a loss.

    Numbers that are made up are drawn anew where they teach nothing: a map that does not vary, derivatives near 0.
    Raises SizeError where a named size has no number.
    """
    if model.unbound:
        missing = [str(symbol) for symbol in model.unbound]
        example = " ".join(f"--bind {name}=..." for name in missing)
        raise SizeError(f"{model.name}: worked numbers need a number for {', '.join(missing)}\n  add {example}")
    best = None
    for batch, draw in _draws(model):
        found = _worked(model, batch, draw)
        idle = _idle(model, found)
        if best is None or idle < best[0]:
            best = idle, found
        if idle == 0 or found.given:
            break
    assert best is not None
    return best[1]


def _draws(model: Model) -> Iterator[tuple[int, int]]:
    """The batches and draws to try, best first; a network too large to be read by eye is drawn once."""
    given = _batch(model)
    batches = (1, SEVERAL) if given is None else (given,)
    size = sum(int(model.number(number_of_entries(tensor))) for tensor in model.tensors.values())
    integers = itertools.product(batches, range(DRAWS))
    tries = itertools.chain(integers, itertools.product(batches, range(DRAWS, 2 * DRAWS)))
    return tries if size <= READABLE else itertools.islice(tries, 1)


def _idle(model: Model, values: WorkedValues) -> int:
    """How many outputs do not vary or are far apart as probabilities, and how many parameters' slopes are about 0."""
    outputs = [(layer.output, values.arrays[layer.output.name]) for layer in model.layers]
    slopes = (values.arrays[bar_name(name)] for name in model.parameters if values.loss is not None)
    still = sum(int(array.size > 1 and np.ptp(array) < NEARLY) for _, array in outputs)
    chances = (array for tensor, array in outputs if Fact.SUMS_TO_ONE in tensor.facts)
    decided = sum(int(np.min(array) < UNLIKELY * np.max(array)) for array in chances)
    return still + decided + sum(int(np.max(np.abs(array)) < NEARLY) for array in slopes)


def _worked(model: Model, batch: int, draw: int) -> WorkedValues:
    masks = {layer: tensor.name for layer, tensor in model.masks.items()}
    inputs = [tensor.name for tensor in model.inputs]
    given = {name: _given(model, name, batch, draw) for name in (*inputs, *model.parameters, *masks.values())}
    given |= {name: _given(model, name, batch, draw) for name in model.targets}
    params = {name: given[name] for name in model.parameters}
    drawn = {layer: given[name] for layer, name in masks.items()}
    run = kernels(model).start(
        {name: given[name] for name in inputs} if inputs[1:] else given[inputs[0]],
        params,
        target={name: given[name] for name in model.targets} if model.targets else None,
        masks=drawn,
    )
    run.run_forward()
    cotangents: dict[str, Array] = {}
    loss = None
    if model.terms:
        loss = float(run.loss())
        cotangents = run.run_loss_backward(wrt_input=True)
    arrays = with_winners(model, run.arrays) | {bar_name(name): array for name, array in cotangents.items()}
    made = tuple(name for name in given if name not in model.spec.values)
    return WorkedValues(arrays, {**model.values, BATCH: batch}, made, loss)


def _batch(model: Model) -> int | None:
    """The number of examples that the spec's values have, None without any."""
    for name in (*(tensor.name for tensor in model.inputs), *model.targets):
        if name in model.spec.values:
            shaped = batched(model.spec.values[name], len(model.tensors[name].shape) - 1)
            if shaped is not None:
                return len(shaped)
            return 1
    return None


def _given(model: Model, name: str, batch: int, draw: int) -> Array:
    tensor = model.tensors[name]
    shape = tuple(batch if size == BATCH else int(model.number(size)) for size in tensor.shape)
    values = model.spec.values.get(name)
    if values is None:
        return _made(model, tensor, shape, draw)
    return np.array(values, dtype=float).reshape(shape)


def _made(model: Model, tensor: Tensor, shape: tuple[int, ...], draw: int) -> Array:
    """Small integers, the same on every machine for the same network and tensor."""
    source = random.Random(f"worked {model.name} {tensor.name}{f' {draw}' if draw else ''}")
    if Fact.SUMS_TO_ONE in tensor.facts:
        return np.eye(shape[-1])[[source.randrange(shape[-1]) for _ in range(shape[0])]]
    weights = KEPT if tensor.role is TensorRole.MASK else WEIGHTS if len(tensor.shape) > 1 else BIASES
    choices = {TensorRole.INPUT: IMAGE, TensorRole.TARGET: TARGETS}.get(tensor.role, weights)
    drawn = np.array([source.choice(choices) for _ in range(int(np.prod(shape)))], dtype=float).reshape(shape)
    by_head = BY_HEAD if draw < DRAWS else FEW
    return drawn / _divisor(_summed(model, tensor), by_head) if choices is WEIGHTS else drawn


def _divisor(summed: int, by_head: int) -> int:
    """The next round number from the root of how many products are summed; 1 for a short sum."""
    if summed <= by_head:
        return 1
    steps = (first * int(10**zeros) for zeros in itertools.count() for first in ROUND)
    return next(step for step in steps if step**2 >= summed)


def _summed(model: Model, weight: Tensor) -> int:
    """How many products with entries of this weight the longest sum that reads it has."""
    readers = (layer for layer in model.layers if weight in layer.parameters)
    terms = (term for layer in readers for equation in layer.equations for term in equation.terms)
    reading = (term for term in terms if any(entry.tensor == weight for entry in entries(term.body)))
    return max((prod(int(model.number(size)) for _, size in term.bound) for term in reading), default=1)
