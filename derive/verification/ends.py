"""Check 3 at the network's end: the objective, the derivatives of each loss, and what is added for weights."""

from collections.abc import Iterator

from derive.network.model import Loss, Penalty
from derive.verification.case import Case
from derive.verification.record import Check
from derive.verification.tolerance import UNIT, Bound
from derive.verification.verdict import verdict
from derive.verification.walks import loss_bound, walk_loss, walk_penalty


def check_objective(case: Case) -> Iterator[Check]:
    """Both from the kernels' last layers, so that only the rounding of the ends lies between them."""
    mine = case.kernels.loss(case.x, case.target, case.params, masks=case.masks)
    outputs = {layer.output.name: case.tensors[layer.output.name] for layer in case.model.layers}
    yield verdict("loss", mine, case.loss(case.target, outputs), _bound(case))
    for loss in case.model.losses:
        yield from _check_loss(case, loss)
    for penalty in case.model.penalties:
        yield _check_penalty(case, penalty)


def _bound(case: Case) -> Bound:
    """Of the sum of all terms: their bounds together, and a rounding for each addition."""
    bounds = [loss_bound(case, loss) for loss in case.model.losses]
    bounds += [walk_penalty(case, penalty).of(penalty.output.name) for penalty in case.model.penalties]
    if len(bounds) == 1:
        return bounds[0]
    magnitude = sum(bound.magnitude for bound in bounds)
    return Bound(magnitude, sum(bound.error for bound in bounds) + len(bounds) * UNIT * magnitude)


def _check_loss(case: Case, loss: Loss) -> Iterator[Check]:
    """The derivatives by what it reads and, where the network computes it, by its target."""
    arrays = {**case.inputs, **case.tensors, **case.targets}
    output, target = arrays[loss.input.name], arrays[loss.target.name]
    mine = case.kernels.loss_cotangents(loss, arrays)
    letters = [own.name for own in loss.declaration.inputs]
    walked = walk_loss(case, loss)
    theirs = case.engine.loss_cotangent(output, target, loss.name)
    yield verdict(f"{loss.name} by the output", mine[letters[0]], theirs, walked.by(letters[0]))
    for letter in letters[1:]:
        own = case.engine.target_cotangent(output, target, loss.name)
        yield verdict(f"{loss.name} by the target", mine[letter], own, walked.by(letter))


def _check_penalty(case: Case, penalty: Penalty) -> Check:
    """The derivative by the weight."""
    (weight,) = penalty.parameters
    (letter,) = (own.name for own in penalty.declaration.parameters)
    mine = case.kernels.loss_cotangents(penalty, case.params)[letter]
    theirs = case.engine.decay(case.params)[weight.name]
    return verdict(penalty.name, mine, theirs, walk_penalty(case, penalty).by(letter))
