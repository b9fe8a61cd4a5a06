"""What must come out of a case, and what comes out with known mistakes in the formulas: by the derived kernels."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from sympy import Integer

from derive.algebra.equation import Equation
from derive.algebra.substitution import instantiate
from derive.algebra.tensor import cotangent
from derive.diagnosis.case import SEED, Case
from derive.diagnosis.subject import Subject
from derive.errors import DeriveError
from derive.faults.catalogue import BY_ID, mistakes
from derive.faults.formula import Formula, FormulaKey, formulas_in
from derive.kernels.network import Kernels, kernels
from derive.layers.declaration import BATCH
from derive.network.build import bind, build
from derive.network.model import AT_INFERENCE, Model
from derive.spec.read import parse_spec

Array = Any
Arrays = Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Made:
    """A known mistake made in one formula, by its place: ("layer", "W_bar")."""

    fault: str
    place: FormulaKey


Hypothesis = tuple[Made, ...]  # made one after the other; empty: the right formulas
RIGHT: Hypothesis = ()


@cache
def model_of(text: str) -> Model:
    """The network of a spec's text, its sizes still names."""
    return build(parse_spec(text))


@cache
def places_of(text: str) -> dict[FormulaKey, Formula]:
    """The right formulas of a network; those at inference are not looked at here."""
    found = formulas_in(model_of(text))
    return {place: formula for place, formula in found.items() if not place[0].endswith(AT_INFERENCE)}


def place_of(subject: Subject, role: str) -> FormulaKey:
    """Where the formula of an output stands: of "y", or of the gradient by a tensor."""
    model = model_of(subject.spec(subject.grid[0]))
    if model.loss is not None:
        return (model.loss.name, model.loss.declaration.output.name if role == "y" else cotangent(model.input).name)
    (layer,) = model.layers
    if role == "y":
        return (layer.name, layer.declaration.output.name)
    own = layer.declaration.input if role == "x" else next(p for p in layer.declaration.parameters if p.name == role)
    return (layer.name, cotangent(own).name)


def formula(subject: Subject, case: Case, place: FormulaKey) -> Formula:
    """The right formula at a place, of the case's structure."""
    return places_of(subject.spec(case.configuration))[place]


@cache
def wrong_formulas(text: str, hypothesis: Hypothesis) -> dict[FormulaKey, Equation] | None:
    """The formulas that differ; None where a mistake has nothing to bite on in this structure."""
    changed: dict[FormulaKey, Formula] = {}
    for made in hypothesis:
        before = changed.get(made.place) or places_of(text).get(made.place)
        if before is None:
            return None
        after = BY_ID[made.fault].apply(before)
        if after is not None:
            changed[made.place] = replace(before, equation=after)
    return {place: own.equation for place, own in changed.items()}


@cache
def faults_at(text: str, place: FormulaKey) -> tuple[str, ...]:
    """The ids of the mistakes that can be made at a place."""
    return tuple(mistake.fault.id for mistake in mistakes(places_of(text)[place]))


@cache
def _made(text: str) -> Any:
    """What all kernels of a network share: they differ in one formula or two."""
    return {}


@cache
def _kernels(text: str, hypothesis: Hypothesis, dtype: str) -> Kernels | None:
    """Kernels for any sizes; None where the planner wants to know them, or two mistakes leave no formula."""
    wrong = wrong_formulas(text, hypothesis) or {}
    try:
        return kernels(model_of(text), dtype, wrong, _made(text))
    except DeriveError:
        return None


@dataclass(frozen=True, eq=False)
class Reference:
    """Predictions for the cases of one subject, each computed once."""

    subject: Subject
    known: dict[tuple[str, int, Hypothesis, str], Arrays | None]

    def outputs(
        self, case: Case, hypothesis: Hypothesis = RIGHT, dtype: str = "float64", y_bar: Array | None = None
    ) -> Arrays | None:
        """The output "y" and the gradients by tensor; None where the shapes do not fit, so that nothing runs.

        `y_bar`: the output's cotangent, in place of the case's own.
        """
        if y_bar is not None or case.place not in range(len(self.subject.grid)):
            return self._computed(case, hypothesis, dtype, y_bar)
        key = (self.subject.spec(case.configuration), case.place, hypothesis, dtype)
        if key not in self.known:
            self.known[key] = self._computed(case, hypothesis, dtype)
        return self.known[key]

    def right(self, case: Case, dtype: str = "float64") -> Arrays:
        """What must come out."""
        found = self.outputs(case, RIGHT, dtype)
        assert found is not None
        return found

    def y_bar(self, case: Case) -> Array:
        """The output's cotangent that a case is run with."""
        return _cotangent(case, self.right(case)["y"].shape)

    def _computed(self, case: Case, hypothesis: Hypothesis, dtype: str, y_bar: Array | None = None) -> Arrays | None:
        text = self.subject.spec(case.configuration)
        sizes = dict(self.subject.sizes(case.configuration))
        own = _kernels(text, hypothesis, dtype)
        try:
            if own is None:
                own, sizes = _at_numbers(self.subject, case, hypothesis, dtype), {}
            with np.errstate(all="ignore"):
                return _run(own, self.subject, case, sizes, y_bar)
        except (DeriveError, ValueError, IndexError):
            return None


@cache
def reference(subject: Subject) -> Reference:
    """The predictions of a subject."""
    return Reference(subject, {})


def _run(own: Kernels, subject: Subject, case: Case, sizes: dict[str, int], y_bar: Array | None = None) -> Arrays:
    (layer,) = own.model.layers
    params = {f"{layer.name}.{tensor}": case.arrays[tensor] for tensor in subject.tensors[1:]}
    x = case.arrays["x"]
    if subject.loss:
        value, found = own.loss_and_gradients(x, np.eye(x.shape[1])[case.arrays["labels"]], params, True, sizes)
        return {"y": np.asarray(value), "x": found["input"]}
    y = own.forward(x, params, sizes)
    bars = own.vjp(x, params, _cotangent(case, y.shape) if y_bar is None else y_bar, sizes)
    return {"y": y, "x": bars["input"], **{tensor: bars[f"{layer.name}.{tensor}"] for tensor in subject.tensors[1:]}}


def _cotangent(case: Case, shape: tuple[int, ...]) -> Array:
    return np.random.default_rng([SEED, max(case.place, 0), 1]).standard_normal(shape)


def _at_numbers(subject: Subject, case: Case, hypothesis: Hypothesis, dtype: str) -> Kernels:
    """Kernels for the case's own sizes, among which some may be equal, so that a transposed array can be read."""
    text = subject.spec(case.configuration)
    model = model_of(text)
    names = ("n",) if len(case.configuration.shape) == 2 else ("C", "h", "w")
    given = dict(zip(names, case.configuration.shape[1:], strict=True)) | dict(subject.sizes(case.configuration))
    if case.configuration.outputs:
        given["K"] = case.configuration.outputs
    if "W" in case.arrays and case.arrays["W"].ndim == 4:
        given |= dict(zip(("f1", "f2"), case.arrays["W"].shape[2:], strict=True))
    bound = bind(model, given)
    wrong = wrong_formulas(text, hypothesis) or {}
    return kernels(bound, dtype, {place: _numbered(bound, place, own, case.batch) for place, own in wrong.items()})


def _numbered(model: Model, place: FormulaKey, equation: Equation, batch: int) -> Equation:
    own = next((form.sizes for form in model.forms if form.name == place[0]), {})
    known = {symbol: model.number(size) for symbol, size in own.items()} | dict(model.values) | {BATCH: batch}
    return instantiate(equation, {}, {s: Integer(size) for s, size in known.items() if isinstance(size, int)})
