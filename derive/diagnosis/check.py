"""A file checked: its layers found, run apart, and judged one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from derive.diagnosis.adapt import adapted, with_convention
from derive.diagnosis.case import Case, cases
from derive.diagnosis.find import Found, chosen, find_layers
from derive.diagnosis.judge import judge
from derive.diagnosis.lines import lines_of
from derive.diagnosis.observed import seen
from derive.diagnosis.reference import Reference, reference
from derive.diagnosis.sandbox import USUAL, Finished, Limits, Observation, run_apart
from derive.diagnosis.source import source_text
from derive.diagnosis.squares import of_one_size
from derive.diagnosis.style import Style, styled
from derive.diagnosis.subject import Order
from derive.diagnosis.verdict import FileVerdict, Judged, LayerVerdict, OutputVerdict
from derive.diagnosis.whole import settled

PROBES, MOST_ORDERS = 4, 3
SQUARES = "windows are squares: this code has one size for both sides"


def check_file(
    path: Path, wanted: tuple[str, str, str] | None = None, limits: Limits = USUAL, style: Style = Style.AUTO
) -> FileVerdict:
    """The verdict on a Python file or notebook; `wanted` names one layer, its forward and its backward function."""
    text = source_text(path)
    file = str(path)
    try:
        layers = chosen(text, file, *wanted) if wanted else find_layers(text, file)
    except SyntaxError as error:
        return FileVerdict(file, (), f"{file}:{error.lineno or 0}: it is no Python: {error.msg}")
    if not layers:
        names = "conv_forward, max_pool_backward, class Conv with forward and backward, ..."
        return FileVerdict(
            file,
            (),
            f"{file}: no layer is found by its name ({names}); name one: --layer conv --forward f --backward g",
        )
    return check_found(file, text, [replace(each, subject=styled(each.subject, style)) for each in layers], limits)


def check_found(file: str, text: str, layers: Sequence[Found], limits: Limits = USUAL) -> FileVerdict:
    """The verdict on layers that were found in a file's text."""
    arrays = _arrays(layers)
    outcome = run_apart(file, text, [_job(found) for found in layers], arrays, limits)
    if outcome.failure:
        return FileVerdict(file, (), outcome.failure)
    judged = [judged_layer(found, ended, text) for found, ended in zip(layers, outcome.layers, strict=True)]
    return FileVerdict(file, _cleared(file, text, layers, judged, arrays, limits), absent=outcome.absent)


def _cleared(
    file: str,
    text: str,
    layers: Sequence[Found],
    judged: list[LayerVerdict],
    arrays: Mapping[str, Any],
    limits: Limits,
) -> tuple[LayerVerdict, ...]:
    """The verdicts, where a gradient is no more called wrong that is the derivative of its own wrong forward pass."""
    doubtful = [place for place, layer in enumerate(judged) if _in_doubt(layer)]
    if not doubtful:
        return tuple(judged)
    jobs = []
    for place in doubtful:
        job = dict(_job(layers[place]))
        orders = {order.name: told for order, told in zip(layers[place].subject.orders, job["layouts"], strict=True)}
        jobs.append({**job, "differences": True, "layouts": [orders[judged[place].order]]})
    outcome = run_apart(file, text, jobs, arrays, limits)
    for place, ended in zip(doubtful, outcome.layers, strict=False):
        layer = judged[place]
        own = {each.output for each in layer.outputs if each.output != "y" and _derives(each.output, ended.rows)}
        outputs = tuple(_own(each) if each.output in own else each for each in layer.outputs)
        judged[place] = replace(layer, outputs=outputs)
    return tuple(judged)


def _in_doubt(layer: LayerVerdict) -> bool:
    wrong = {each.output for each in layer.outputs if each.judged is Judged.WRONG}
    return "y" in wrong and len(wrong) > 1


def _own(each: OutputVerdict) -> OutputVerdict:
    said = "the derivative of this forward pass, by differences of it"
    return OutputVerdict(each.output, Judged.RIGHT, each.tried, evidence=said)


def _derives(tensor: str, rows: Sequence[Observation]) -> bool:
    """Whether a gradient agrees with differences in all cases that came through, three at least."""
    pairs = [row.arrays[tensor] for row in rows if tensor in row.arrays]
    return len(pairs) >= 3 and all(np.allclose(own[:, 0], own[:, 1], rtol=1e-5, atol=1e-6) for own in pairs)


def _arrays(layers: Sequence[Found]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for found in layers:
        own = reference(found.subject)
        for case in cases(found.subject):
            key = _key(case)
            held |= {f"{key}.{role}": array for role, array in case.arrays.items()}
            if not found.subject.loss:
                held[f"{key}.cotangent"] = own.y_bar(case)
    return held


def _key(case: Case) -> str:
    return f"{case.subject.kind}{case.place}"


def _job(found: Found) -> Mapping[str, Any]:
    """What the child is told of a layer: how it is called, and its cases; no right values."""
    subject, own = found.subject, reference(found.subject)
    return {
        "forward": found.forward.name if found.forward else "",
        "backward": found.backward.name if found.backward else "",
        "cls": found.cls.name if found.cls else "",
        "joint": found.joint,
        "tensors": list(subject.tensors),
        "fixed": dict(subject.fixed),
        "differences": False,
        "probes": PROBES,
        "most": MOST_ORDERS,
        "layouts": [_written(order) for order in subject.orders],
        "cases": [_told(own, case) for case in cases(subject)],
    }


def _written(order: Order) -> Mapping[str, Any]:
    return {"axes": dict(order.axes), "shapes": dict(order.shapes), "slope": order.slope}


def _told(own: Reference, case: Case) -> Mapping[str, Any]:
    shapes = {role: list(array.shape) for role, array in own.right(case).items()}
    n = case.configuration
    counts = {"inputs": n.shape[1], "outputs": n.outputs} if n.outputs else {"inputs": n.shape[1]}
    given = [*case.arrays, *(() if case.subject.loss else ("cotangent",))]
    return {"key": _key(case), "numbers": {**counts, **n.numbers}, "shapes": shapes, "arrays": given}


def judged_layer(found: Found, ended: Finished, text: str) -> LayerVerdict:
    place = found.cls or found.forward or found.backward
    line = place.line if place else 0
    if ended.failure:
        return LayerVerdict(found.name, found.subject, line, (), failure=ended.failure)
    tried = {which: _judged(found, rows, text) for which, rows in _by_layout(ended.rows).items()}
    best = min(tried, key=lambda which: (_badness(tried[which]), which))
    return LayerVerdict(found.name, found.subject, line, tried[best], found.subject.orders[best].name, which=best)


def _by_layout(rows: Sequence[Observation]) -> dict[int, list[Observation]]:
    found: dict[int, list[Observation]] = {}
    for row in rows:
        found.setdefault(row.layout, []).append(row)
    return found


def _badness(outputs: Sequence[OutputVerdict]) -> int:
    order = list(Judged)
    return sum(2 * order.index(each.judged) - bool(each.hypothesis) for each in outputs)


def _judged(found: Found, rows: Sequence[Observation], text: str) -> tuple[OutputVerdict, ...]:
    """Every output of a layer: the forward pass first, since a gradient may share its mistake."""
    subject, own = found.subject, reference(found.subject)
    tried, noted = adapted(own, rows)
    outputs: list[OutputVerdict] = []
    if "height" in tried[0].configuration.numbers and of_one_size(text, found.names):
        rows, tried, noted = _squares(rows, tried), tuple(filter(_square, tried)), SQUARES
    mistakes: tuple[Any, ...] = ()
    if found.forward is not None or found.cls is not None:
        outputs.append(with_convention(judge(own, "y", seen("y", tried, rows), text), noted))
        mistakes = outputs[0].hypothesis
    if found.backward is None and found.cls is None and not found.joint:
        missing = (
            OutputVerdict(t, Judged.MISSING, 0, evidence="there is no backward function") for t in subject.tensors
        )
        return (*outputs, *missing)
    for tensor in subject.tensors:
        outputs.append(judge(own, tensor, seen(tensor, tried, rows), text, mistakes))
    all_seen = {role: seen(role, tried, rows) for role in ("y", *subject.tensors)}
    if any(each.covers for each in outputs):  # what raised is explained: the other gradients are judged where they ran
        ran = {role: tuple(each for each in own if not each.raised) for role, own in all_seen.items()}
        outputs = [
            judge(own, each.output, ran[each.output], text, mistakes) if _cut_short(each) else each for each in outputs
        ]
    return tuple(_with_lines(each, found, text) for each in settled(own, outputs, all_seen))


def _with_lines(each: OutputVerdict, found: Found, text: str) -> OutputVerdict:
    wrong = each.judged is Judged.WRONG and text
    return replace(each, written=lines_of(text, found, each.output)) if wrong else each


def _squares(rows: Sequence[Observation], tried: Sequence[Case]) -> list[Observation]:
    return [row for row, case in zip(rows, tried, strict=True) if _square(case)]


def _square(case: Case) -> bool:
    n = case.configuration.numbers
    return n.get("height") == n.get("width")


def _cut_short(each: OutputVerdict) -> bool:
    return bool(each.line) and not each.covers
