"""What only all outputs of a layer together can tell: where 1/M stands, whether a loss is a mean or a sum."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from derive.diagnosis.comparing import bound
from derive.diagnosis.observed import Seen
from derive.diagnosis.place import constant_factor
from derive.diagnosis.reference import Reference
from derive.diagnosis.verdict import GOOD, Judged, OutputVerdict

MEAN = "scale.divided-by-batch"


def settled(
    reference: Reference, outputs: Sequence[OutputVerdict], all_seen: Mapping[str, Sequence[Seen]]
) -> tuple[OutputVerdict, ...]:
    """The verdicts, with factors that all gradients share counted as the conventions that they are."""
    if reference.subject.loss:
        return _loss(reference, outputs, all_seen)
    parameters = [each for each in outputs if each.output in reference.subject.tensors[1:]]
    if not parameters or any(each.mistakes != (MEAN,) for each in parameters):
        return tuple(outputs)
    said = "the gradients of the parameters are means over the batch: 1/M stands here, and not in the loss"
    return tuple(_meant(each, said) if each in parameters else each for each in outputs)


def _meant(each: OutputVerdict, said: str) -> OutputVerdict:
    return OutputVerdict(each.output, Judged.CONVENTION, each.tried, conventions=(*each.conventions, said))


def _loss(
    reference: Reference, outputs: Sequence[OutputVerdict], all_seen: Mapping[str, Sequence[Seen]]
) -> tuple[OutputVerdict, ...]:
    """A loss summed over the batch, with the gradient of just that."""
    if all(each.judged in GOOD for each in outputs):
        return tuple(outputs)
    summed = {each.output: _times_batch(reference, each.output, all_seen[each.output]) for each in outputs}
    if all(summed.values()):
        said = "the loss is summed over the batch, where others take the mean: no 1/M, in both"
        return tuple(_meant(replace(each, hypothesis=()), said) for each in outputs)
    return tuple(outputs)


def _times_batch(reference: Reference, role: str, tried: Sequence[Seen]) -> bool:
    """Whether an output is M times the right one in every case that ran."""
    for each in tried:
        limits = bound(reference, each.case, role)
        if each.array is None:
            return False
        right = reference.right(each.case)[role]
        factor = constant_factor(each.array, right, limits.double * each.case.batch)
        if abs((1.0 if factor is None else factor) - each.case.batch) > 1e-6:
            return False
    return bool(tried)
