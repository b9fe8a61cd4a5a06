"""A training run in words: what it is made of, and what it found."""

from collections.abc import Callable, Mapping
from typing import Any

from derive.algebra.tensor import Tensor
from derive.document.blocks import (
    Block,
    Document,
    Formulas,
    Kind,
    Matrices,
    Matrix,
    Note,
    Paragraph,
    TableBlock,
)
from derive.document.figures import figure
from derive.document.maps import LARGEST
from derive.document.update_section import rule_formulas, rule_label
from derive.grammar import counted, digits
from derive.network.model import Model
from derive.network.update_rule import is_plain, method
from derive.printing.style import Style
from derive.spec.train_options import TrainSpec
from derive.training.job import Job, said
from derive.training.loop import Moment
from derive.training.schedule import described
from derive.training.tally import Score

Array = Any
SCORES = (
    "loss and accuracy are means over examples: in training of each batch before its update, with dropout at work; "
    "of held-out and test examples with the network as it is after training",
)
MOST_RULES, MOST_FILTERS, DECIMALS = 4, 2, 3


def opening_document(job: Job) -> Document:
    """What is trained with what, and by which rule."""
    settings, model = job.settings, job.model
    found = method(settings.optimiser)
    counts = [f"{digits(len(job.training))} to train with"]
    counts += [f"{digits(len(job.held_out))} held out"] if job.held_out is not None else []
    counts += [f"{digits(len(job.data.test))} for the test"] if job.data.test is not None else []
    rows = (
        ("data", f"{job.data.name}: {', '.join(counts)}"),
        ("parameters", f"{digits(_count(job))}, drawn from seed {settings.run.seed}"),
        ("passes", f"{job.machine.name}, {settings.run.dtype}"),
        ("optimiser", f"{found.name} ({found.source})"),
        ("learning rate", f"α = {settings.optimiser.learning_rate:g}, {described(settings.schedule)}"),
        ("other options", _other_options(job)),
        ("batch", f"{settings.run.batch}, so {digits(job.batches)} updates an epoch"),
    )
    table = TableBlock(("setting", "value"), tuple(row for row in rows if row[1]))
    rules = _rules(model, settings)
    return Document(model.name, model.spec.title, (table, *rules, *(Note(Kind.CONVENTION, text) for text in SCORES)))


def _count(job: Job) -> int:
    shapes = (job.model.shape(tensor) for tensor in job.model.parameters.values())
    return sum(_product(shape) for shape in shapes)


def _product(shape: Any) -> int:
    product = 1
    for size in shape:
        product *= int(size)
    return product


def _other_options(job: Job) -> str:
    return ", ".join(text for name, text in said(job.settings.optimiser).items() if name != "learning_rate")


def _rules(model: Model, settings: TrainSpec) -> tuple[Block, ...]:
    """The rule by which the first parameters move, which all others share."""
    options = settings.optimiser
    pairs = [(layer, tensor.name) for layer in model.layers for tensor in layer.own_parameters]
    most = MOST_RULES if is_plain(options) else 1
    shown = tuple(formula for layer, name in pairs[:most] for formula in rule_formulas(layer, name, options, Style()))
    what = "the update rule" if is_plain(options) else rule_label(options, settings.schedule is not None)
    more = len(pairs) - most
    label = what + (f", and likewise for {more} more parameter arrays" if more > 0 else "")
    return (Formulas(shown, label),)


def closing_document(job: Job, start: Mapping[str, Array], end: Moment, test: Score | None) -> Document:
    """The test, and the filters of a first convolution before and after, beside those that made the targets."""
    done = f"{end.epoch} epoch{'s' if end.epoch != 1 else ''}"
    blocks: list[Block] = []
    if test is not None and job.data.test is not None:
        blocks.append(
            Paragraph(f"Test on {counted(len(job.data.test), 'example')} that training never saw: {score_text(test)}.")
        )
    filters = next((tensor for tensor in job.model.parameters.values() if len(tensor.shape) == 4), None)
    if filters is not None:
        blocks += _filters(filters, start, end.parameters, job.data.teacher, done)
    return Document(f"after {done}", "", tuple(blocks))


def score_text(score: Score) -> str:
    """loss 0.03126, accuracy 98.91 %."""
    right = "" if score.accuracy is None else f", accuracy {100 * score.accuracy:.2f} %"
    return f"loss {score.loss:.4g}{right}"


def _filters(
    tensor: Tensor, start: Mapping[str, Array], end: Mapping[str, Array], teacher: Mapping[str, Array] | None, done: str
) -> list[Block]:
    """The first filters' first channel before and after, and the true one where there is one."""
    before, after = start[tensor.name], end[tensor.name]
    if max(before.shape[2:]) > LARGEST:
        return []
    blocks: list[Block] = []
    for k in range(min(MOST_FILTERS, len(before))):
        shown = [_matrix(before[k, 0], "before", _rounded), _matrix(after[k, 0], f"after {done}", _rounded)]
        signs = ["→"]
        if teacher is not None:
            shown.append(_matrix(teacher[tensor.name][k, 0], "the true one", figure))
            signs.append("≈" if _close(after, teacher[tensor.name]) else "≠")
        which = f"{tensor.name}, filter {k}" if len(before) > 1 else tensor.name
        blocks.append(Matrices(tuple(shown), tuple(signs), f"{which}{', first channel' * (before.shape[1] > 1)}"))
    if len(before) > MOST_FILTERS:
        blocks.append(Paragraph(f"and {len(before) - MOST_FILTERS} more filters."))
    if teacher is not None:
        far = max(float(abs(end[name] - array).max()) for name, array in teacher.items())
        blocks.append(Paragraph(f"The largest difference of a weight from the true one is {far:.2g}."))
    return blocks


def _close(found: Array, true: Array) -> bool:
    return bool(abs(found - true).max() < 0.05 * abs(true).max())


def _matrix(array: Array, caption: str, written: Callable[[float], str]) -> Matrix:
    return Matrix(tuple(tuple(written(float(value)).replace("-", "−") for value in row) for row in array), caption)


def _rounded(value: float) -> str:
    """Three decimals, and never −0."""
    return f"{round(value, DECIMALS) + 0.0:.{DECIMALS}f}"
