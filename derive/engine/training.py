"""The training loop, made of pure steps."""

from dataclasses import dataclass

from derive.engine.arrays import check_array
from derive.engine.gradients import Targets, the_losses, training_gradients
from derive.engine.interface import Array, Arrays, engine_error
from derive.engine.optimisers import Optimiser
from derive.engine.propagation import Masks, forward
from derive.engine.shuffling import batches, seeded
from derive.engine.stack import Stack, draw_masks, initial_state


@dataclass(frozen=True, slots=True)
class Step:
    """What one training step hands on; nothing that came in has changed."""

    loss: float
    parameters: dict[str, Array]
    optimiser_state: dict[str, Array]
    state: dict[str, Array]


@dataclass(frozen=True, slots=True)
class History:
    """The loss of each epoch under the loss's own reduction, and the last states of layers and optimiser."""

    losses: tuple[float, ...]
    state: dict[str, Array]
    optimiser_state: dict[str, Array]


def train_step(
    stack: Stack,
    x: Array | Arrays,
    target: Targets,
    params: Arrays,
    optimiser: Optimiser,
    optimiser_state: Arrays,
    masks: Masks,
    state: Arrays,
) -> Step:
    """One forward and backward pass and one update."""
    trace = forward(stack, x, params, "train", masks, state)
    loss, gradients = training_gradients(stack, trace, target, params)
    new_params, new_optimiser_state = optimiser.update(params, gradients, optimiser_state)
    return Step(loss, new_params, new_optimiser_state, trace.state)


def fit(
    stack: Stack,
    x: Array,
    target: Array,
    params: Arrays,
    epochs: int,
    batch: int,
    optimiser: Optimiser,
    seed: int,
    state: Arrays,
    optimiser_state: Arrays | None,
) -> tuple[dict[str, Array], History]:
    """Train for some epochs; shuffles and dropout masks depend on the seed, the epoch and the batch alone."""
    check_array("input", x)
    check_array("target", target)
    if len(x) != len(target):
        raise engine_error("target", f"{len(target)} targets for {len(x)} examples", "give one for each")
    own = initial_state(stack, x.dtype) | dict(state)
    step = Step(0.0, dict(params), dict(optimiser_state or optimiser.start(params)), own)
    summed = all(loss.reduction == "sum" for loss in the_losses(stack))
    losses: list[float] = []
    for epoch in range(1, epochs + 1):
        total = 0.0
        for number, chosen in enumerate(batches(len(x), batch, (seed, epoch)), start=1):
            masks = draw_masks(stack, len(chosen), seeded((seed, epoch, number)))
            step = train_step(
                stack, x[chosen], target[chosen], step.parameters, optimiser, step.optimiser_state, masks, step.state
            )
            total += step.loss * (1 if summed else len(chosen) / len(x))
        losses.append(total)
    return step.parameters, History(tuple(losses), step.state, step.optimiser_state)
