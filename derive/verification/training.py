"""Check 5: training steps by the derived kernels and by the engine, each step from the same weights."""

from collections.abc import Iterator

import numpy as np

from derive.engine import sgd
from derive.kernels.update import descent
from derive.spec.train_options import SgdOptions
from derive.verification.case import Array, Case, random_inputs, random_target
from derive.verification.kinks import same_sides, sides, smallest_distance
from derive.verification.record import Check, Kind, Verdict
from derive.verification.update_rule import check_update_rule

STEPS = 5
RATE = 0.1
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
    printed = descent(case.model, SgdOptions(), case.steps)
    optimiser = sgd(RATE)
    aimed = _aimed_at(case)
    distances: list[float] = []
    worst, changed, wrong = 0.0, 0, ""
    for step in range(STEPS):
        x = case.given(random_inputs(case.model, random, case.batch))
        target = random_target(case.model, random, case.batch)
        masks = case.kernels.draw_masks(case.batch, random)
        loss, slopes = case.kernels.loss_and_gradients(x, target, params, bool(aimed), masks=masks)
        given = case.engine_targets(target)
        trace = case.engine.forward(x, params, masks=masks)
        theirs_loss = case.engine.loss(trace, given, params=params)
        theirs = case.engine.loss_gradients(trace, given, params, wants_input=bool(aimed))
        mine, other = case.kernels.tensors(x, params, masks=masks), trace.outputs
        both = {name: array for name, array in mine.items() if name not in other} | dict(other)
        changed += not same_sides(sides(case.model, mine), sides(case.model, both))
        distance = smallest_distance(case.model, mine)
        distances += [] if distance is None else [distance]
        updated, _ = printed.move(params, slopes, {}, RATE)
        engine = case.engine.train_step(x, given, params, optimiser, optimiser.start(params), masks).parameters
        floor = max(float(np.max(np.abs(slope))) for slope in theirs.parameters.values()) / 1000
        differences = [abs(loss - theirs_loss) / max(1.0, abs(theirs_loss))]
        differences += [relative(slopes[name], theirs.parameters[name], floor) for name in params]
        differences += [relative(slopes[name], theirs.cotangents[name], floor) for name in aimed]
        differences += [relative(updated[name], engine[name], floor) for name in params]
        far = largest(differences)
        worst = largest([worst, far])
        if not far <= WITHIN and not wrong:
            wrong = f"step {step + 1}: relative difference {far:.1e}"
        params = updated
    measured: dict[str, float | int | str] = {"difference": worst, "changed sides": changed}
    if distances:
        measured["distance to a kink"] = min(distances)
    if wrong and changed:
        wrong += "; a relu or a maximum changed side between the two computations"
    yield Check(
        Kind.TRAINING,
        "network",
        CLAIM,
        Verdict.FAILED if wrong else Verdict.VERIFIED,
        f"{STEPS} steps, batch {case.batch}, rate {RATE}, within {WITHIN:.0e}",
        measured,
        wrong,
    )
    yield from check_update_rule(case)


def _aimed_at(case: Case) -> list[str]:
    """The inputs that a loss has for a target and moves: no parameter's gradient shows what that gives back."""
    moved = {tensor.name for loss in case.model.losses for tensor in loss.inputs[1:]}
    return [tensor.name for tensor in case.model.inputs if tensor.name in moved]


def not_applicable(case: Case) -> str:
    """Why the spec has nothing to train; empty if it has."""
    if not case.model.terms:
        return "the spec has no loss"
    return "" if case.model.parameters else "the network has no parameters"


def largest(differences: list[float]) -> float:
    """The largest; nan if one of them is nan, which Python's max can lose."""
    return float(np.max(differences))


def relative(mine: Array, theirs: Array, floor: float) -> float:
    """The largest difference, relative to the largest entry; to `floor` where that is smaller (a zero derivative)."""
    if mine.shape != theirs.shape:
        return float("inf")
    scale = max(float(np.max(np.abs(theirs))), floor)
    return float(np.max(np.abs(mine - theirs))) / (scale or 1.0)
