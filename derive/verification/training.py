"""Check 5: training steps by the derived kernels and by the engine, each step from the same weights."""

from collections.abc import Iterator

import numpy as np

from derive.verification.case import Array, Case, random_target
from derive.verification.kinks import same_sides, sides, smallest_distance
from derive.verification.record import Check, Kind, Verdict

STEPS = 5
LEARNING_RATE = 0.1
WITHIN = 1e-9
CLAIM = "training by the kernels = by the engine: loss, gradients, weights of every step"


def check_training(case: Case) -> Iterator[Check]:
    """Five steps of gradient descent with batches of three; not applicable without a loss or parameters."""
    reason = not_applicable(case)
    if reason:
        yield Check(Kind.TRAINING, "network", CLAIM, Verdict.NOT_APPLICABLE, "", reason=reason)
        return
    random = np.random.default_rng(5)
    params = {name: np.array(array) for name, array in case.params.items()}
    worst, nearest, changed, wrong = 0.0, None, 0, ""
    for step in range(STEPS):
        x = random.standard_normal(case.x.shape)
        target = random_target(case.model, random, len(x))
        loss, slopes = case.kernels.loss_and_gradients(x, target, params)
        theirs_loss, theirs = case.engine.loss_and_gradients(x, target, params)
        mine, other = case.kernels.tensors(x, params), case.engine.forward(x, params).outputs
        both = {name: array for name, array in mine.items() if name not in other} | dict(other)
        changed += not same_sides(sides(case.model, mine), sides(case.model, both))
        distance = smallest_distance(case.model, mine)
        nearest = distance if nearest is None or (distance is not None and distance < nearest) else nearest
        updated = {name: params[name] - LEARNING_RATE * slopes[name] for name in params}
        engine = {name: params[name] - LEARNING_RATE * theirs.parameters[name] for name in params}
        floor = max(float(np.max(np.abs(slope))) for slope in theirs.parameters.values()) / 1000
        far = max(_distance(slopes[name], theirs.parameters[name], floor) for name in params)
        far = max(far, abs(loss - theirs_loss) / max(1.0, abs(theirs_loss)))
        far = max(far, *(_distance(updated[name], engine[name], floor) for name in params))
        worst = max(worst, far)
        if not far <= WITHIN and not wrong:
            wrong = f"step {step + 1}: relative difference {far:.1e}"
        params = updated
    measured: dict[str, float | int | str] = {"difference": worst, "changed sides": changed}
    if nearest is not None:
        measured["distance to a kink"] = nearest
    if wrong and changed:
        wrong += "; a relu or a maximum changed side between the two computations"
    yield Check(
        Kind.TRAINING,
        "network",
        CLAIM,
        Verdict.FAILED if wrong else Verdict.VERIFIED,
        f"{STEPS} steps, batch {len(case.x)}, rate {LEARNING_RATE}, within {WITHIN:.0e}",
        measured,
        wrong,
    )


def not_applicable(case: Case) -> str:
    """Why the spec has nothing to train; empty if it has."""
    if case.model.loss is None:
        return "the spec has no loss"
    return "" if case.model.parameters else "the network has no parameters"


def _distance(mine: Array, theirs: Array, floor: float) -> float:
    """The largest difference, relative to the largest entry; to `floor` where that is smaller (a zero derivative)."""
    if mine.shape != theirs.shape:
        return float("inf")
    return float(np.max(np.abs(mine - theirs)) / max(float(np.max(np.abs(theirs))), floor))
