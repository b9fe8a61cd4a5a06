"""A whole network in one function of somebody's, against a spec: which gradient is wrong, and by which mistake."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from derive.algebra.functions import positive
from derive.algebra.tensor import Fact, TensorRole
from derive.diagnosis.find import words_of
from derive.diagnosis.place import entries
from derive.diagnosis.reference import Made
from derive.diagnosis.sandbox import USUAL, Finished, Limits, Observation, run_apart
from derive.diagnosis.source import source_text
from derive.diagnosis.subject import Subject
from derive.diagnosis.verdict import FileVerdict, Judged, LayerVerdict, OutputVerdict
from derive.errors import DataError, DeriveError
from derive.faults.catalogue import BY_ID, mistakes
from derive.faults.formula import formulas_in
from derive.kernels.network import Kernels, kernels
from derive.network.model import AT_INFERENCE, Model

Array = Any
Arrays = Mapping[str, Array]
BATCH, CASES, SEED, WITHIN = 4, 3, 4071, 1e-8
NAMES = ({"gradients", "gradient", "grads", "grad"}, {"backward", "backprop", "backpropagation"}, {"loss"})


def check_network(path: Path, model: Model, function: str = "", limits: Limits = USUAL) -> FileVerdict:
    """The verdict on a function that returns a dict of a network's gradients; found by its name if none is given.

    Raises DataError for a network with sizes that are letters, with several inputs, or without a loss.
    """
    own = kernels(model)
    drawn = [_draw(model, own, seed) for seed in range(CASES)]
    text, file = source_text(path), str(path)
    try:
        places = {node.name: node.lineno for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    except SyntaxError as error:
        return FileVerdict(file, (), f"{file}:{error.lineno or 0}: it is no Python: {error.msg}")
    name = function or _named(places)
    if name not in places:
        said = f"there is no function {name}" if name else "no function is called gradients, backward or loss"
        return FileVerdict(file, (), f"{file}: {said}; name one: --backward NAME")
    arrays = {f"{number}.{key}": array for number, case in enumerate(drawn) for key, array in case.items()}
    job = {"network": name, "cases": len(drawn), "parameters": list(model.parameters)}
    outcome = run_apart(file, text, [job], arrays, limits)
    if outcome.failure:
        return FileVerdict(file, (), outcome.failure)
    subject = _subject(model)
    (ended,) = outcome.layers
    outputs = () if ended.failure else tuple(_outputs(model, own, drawn, ended))
    layer = LayerVerdict(name, subject, places[name], outputs, failure=ended.failure)
    return FileVerdict(file, (layer,), absent=outcome.absent)


def _named(places: Mapping[str, int]) -> str:
    return next((name for words in NAMES for name in places if words & set(words_of(name))), "")


def _subject(model: Model) -> Subject:
    return Subject("network", f"the network {model.name}", (), tuple(model.parameters), "J", lambda _: "", ())


def _draw(model: Model, own: Kernels, seed: int) -> dict[str, Array]:
    """Inputs, targets and parameters of one case: "x", "target", and each parameter by its name."""
    if len(model.terms) != 1 or model.loss is None or "target" not in model.targets or len(model.inputs) != 1:
        raise DataError(
            f"{model.name}: derive check --spec needs a network with one input and one loss on given targets"
        )
    random = np.random.default_rng([SEED, seed])
    x = random.standard_normal(_shape(model, model.input.shape))
    shape, declaration = _shape(model, model.output.shape), model.loss.declaration
    target = random.standard_normal(shape)
    if Fact.SUMS_TO_ONE in model.loss.target.facts:
        target = np.eye(shape[1])[random.integers(0, shape[1], shape[0])]
    elif any(term.body.has(positive) or "log" in str(term.body) for term in declaration.equations[-1].terms):
        target = (target > 0).astype(float)
    parameters = {n: random.standard_normal(_shape(model, t.shape, False)) / 2 for n, t in model.parameters.items()}
    return {"x": x, "target": target, **parameters}


def _shape(model: Model, sizes: Sequence[Any], batch: bool = True) -> tuple[int, ...]:
    numbers = [model.number(size) for size in (sizes[1:] if batch else sizes)]
    if not all(isinstance(number, int) for number in numbers):
        raise DataError(f"{model.name}: derive check --spec needs numbers for all sizes; give them with the spec")
    return (BATCH, *map(int, numbers)) if batch else tuple(map(int, numbers))


def _gradients(own: Kernels, case: Arrays) -> Arrays:
    parameters = {name: case[name] for name in own.model.parameters}
    with np.errstate(all="ignore"):
        off = dict.fromkeys(own.model.masks)  # nothing is dropped: nobody's masks are known
        return dict(own.loss_and_gradients(case["x"], case["target"], parameters, masks=off)[1])


def _outputs(model: Model, own: Kernels, drawn: Sequence[Arrays], ended: Finished) -> Iterator[OutputVerdict]:
    """Every parameter's gradient; a mistake is one that explains all of them in all cases."""
    right = [_gradients(own, case) for case in drawn]
    raised = next((row for row in ended.rows if row.stage != "done"), None)
    if raised is not None:
        said = f"it raises {raised.error} in line {raised.line}: {raised.message}"
        yield from (OutputVerdict(n, Judged.NOT_RUN, 0, evidence=said, line=raised.line) for n in model.parameters)
        return
    given = [name for name in model.parameters if all(name in row.arrays for row in ended.rows)]
    wrong = {name for name in given if not _agree(name, ended.rows, right)}
    made = _mistake(model, drawn, ended.rows, given) if wrong else None
    for name in model.parameters:
        found = [row.arrays.get(name) for row in ended.rows]
        if name not in given:
            yield OutputVerdict(name, Judged.MISSING, 0, evidence="it is not in the dict")
        elif name not in wrong:
            yield OutputVerdict(name, Judged.RIGHT, len(drawn))
        elif made is not None:
            said = f"equals the derived gradient with this change in {made.place[0]}: {BY_ID[made.fault].name}"
            yield OutputVerdict(name, Judged.WRONG, len(drawn), (made,), where="in every case", evidence=said)
        else:
            said = entries(found[0], right[0][name], WITHIN * max(1.0, float(np.abs(right[0][name]).max())))
            yield OutputVerdict(name, Judged.WRONG, len(drawn), where="in some case", evidence=said)


def _agree(name: str, rows: Sequence[Observation], other: Sequence[Arrays]) -> bool:
    return all(_equal(row.arrays.get(name), own[name]) for row, own in zip(rows, other, strict=True))


def _equal(array: Array | None, own: Array) -> bool:
    most = WITHIN * float(np.abs(own).max(initial=1e-9))
    return array is not None and array.shape == own.shape and np.allclose(array, own, rtol=1e-7, atol=most)


def _mistake(model: Model, drawn: Sequence[Arrays], rows: Sequence[Observation], given: Sequence[str]) -> Made | None:
    """The one known mistake, in one formula of the network, that gives all gradients of all cases."""
    planned: Any = {}
    for place, formula in formulas_in(model).items():
        if place[0].endswith(AT_INFERENCE) or formula.equation.left.tensor.role is TensorRole.STATE:
            continue
        for mistake in mistakes(formula):
            try:
                faulty_kernels = kernels(model, replaced={place: mistake.wrong}, made=planned)
                faulty = [_gradients(faulty_kernels, case) for case in drawn]
            except (DeriveError, ValueError, IndexError):
                continue
            if all(_agree(name, rows, faulty) for name in given):
                return Made(mistake.fault.id, place)
    return None
