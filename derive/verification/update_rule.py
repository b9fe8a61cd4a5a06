"""The rule that a spec trains with: its printed equations against the engine's optimiser, fed with the same gradients.

The gradients themselves are compared elsewhere: Adam divides by their size, so that it would magnify the rounding of
one that is 0.
"""

from collections.abc import Iterator

import numpy as np

from derive.engine import Optimiser, adam, sgd
from derive.kernels.update import descent
from derive.network.update_rule import is_plain, method
from derive.spec.train_options import AdamOptions, MomentumOptions, OptimiserOptions
from derive.verification.case import Array, Case, random_inputs, random_target
from derive.verification.record import Check, Kind, Verdict

STEPS = 5
WITHIN = 1e-12
CLAIM = "the printed rule of {} = the engine's: weights and state of every step"


def engine_optimiser(options: OptimiserOptions, rate: float) -> Optimiser:
    """The engine's own optimiser with a spec's options."""
    decay, decoupled = options.weight_decay, options.decoupled
    match options:
        case MomentumOptions():
            return sgd(rate, options.momentum, options.nesterov, decay, decoupled)
        case AdamOptions():
            return adam(rate, options.beta1, options.beta2, options.epsilon, decay, decoupled)
        case _:
            return sgd(rate, weight_decay=decay, decoupled=decoupled)


def check_update_rule(case: Case) -> Iterator[Check]:
    """Five steps by the rule that the spec names; nothing where that is plain descent, which training steps check."""
    train = case.model.spec.train
    if train is None or is_plain(train.optimiser):
        return
    options = train.optimiser
    far = list(_differences(case, options))
    wrong = [
        f"step {number}: relative difference {each:.1e}" for number, each in enumerate(far, 1) if not each <= WITHIN
    ]
    yield Check(
        Kind.TRAINING,
        "update rule",
        CLAIM.format(method(options).name),
        Verdict.FAILED if wrong else Verdict.VERIFIED,
        f"{STEPS} steps, rate {options.learning_rate:g}, within {WITHIN:.0e}",
        {"difference": float(np.max(far))},
        wrong[0] if wrong else "",
    )


def _differences(case: Case, options: OptimiserOptions) -> Iterator[float]:
    """The largest difference of a weight or an array of the state after each step, relative to its own array."""
    random = np.random.default_rng(7)
    printed, engine = descent(case.model, options), engine_optimiser(options, options.learning_rate)
    mine = theirs = {name: np.array(array) for name, array in case.params.items()}
    state, other = printed.start(mine), engine.start(theirs)
    for _ in range(STEPS):
        x = case.given(random_inputs(case.model, random, case.batch))
        target = random_target(case.model, random, case.batch)
        masks = case.kernels.draw_masks(case.batch, random)
        _, slopes = case.kernels.loss_and_gradients(x, target, mine, masks=masks)
        mine, state = printed.move(mine, slopes, state, options.learning_rate)
        theirs, other = engine.update(theirs, slopes, other)
        pairs = [(mine, theirs, name) for name in mine] + [(state, other, name) for name in state]
        yield float(np.max([_relative(ours[name], its.get(name)) for ours, its, name in pairs]))


def _relative(mine: Array, theirs: Array | None) -> float:
    """The largest difference relative to the largest entry; nan where the engine has no such array."""
    if theirs is None:
        return float("nan")
    return float(np.max(np.abs(mine - theirs)) / (np.max(np.abs(theirs)) or 1.0))
