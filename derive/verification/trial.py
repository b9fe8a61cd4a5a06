"""One known mistake tried: its faulty kernels are built by the ordinary path and handed to the numeric checks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
from sympy import Integer

from derive.algebra.equation import Equation
from derive.algebra.substitution import instantiate
from derive.algebra.tensor import cotangent
from derive.errors import DeriveError, PlanError
from derive.faults.catalogue import BY_ID, mistakes
from derive.faults.fault import Fault
from derive.faults.formula import STEP, Formula, FormulaKey, formulas_in, steps_in
from derive.faults.pairs import PAIRS, Pair
from derive.layers.declaration import BATCH as EXAMPLES
from derive.network.formulas import TOTAL
from derive.network.model import AT_INFERENCE, Layer, Loss, Model
from derive.verification.case import BATCH, Case, make_case
from derive.verification.exact_grid import agree
from derive.verification.record import Check, Kind, Verdict
from derive.verification.run import check_numbers

JOINED = "joined"


class Outcome(Enum):
    """How a trial ended. REFUSED: the wrong formula does not even run, because its shapes do not fit."""

    KILLED = "killed"
    REFUSED = "refused"
    EQUIVALENT = "equivalent"
    ESCAPED = "escaped"


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A fault made in a small network: the wrong formulas by place, and `formula`, the right one, if it is one."""

    model: Model
    fault: Fault | Pair
    wrong: dict[FormulaKey, Equation]
    formula: Formula | None

    @property
    def key(self) -> tuple[str, str]:
        """The fault and the formula that it is made in, in words that are the same in every network of this layer:
        "W_bar", "y at inference", "step of W"."""
        (form, tensor), *others = self.wrong
        if others or (self.formula is not None and self.formula.joined):
            return self.fault.id, JOINED if not others else "both"
        if form == TOTAL:
            return self.fault.id, TOTAL
        if form == STEP:
            return self.fault.id, f"step of {tensor.rpartition('.')[2]}"
        return self.fault.id, f"{tensor}{AT_INFERENCE}" if form.endswith(AT_INFERENCE) else tensor


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a mistake, and the checks that failed."""

    made: Made
    outcome: Outcome
    failed: tuple[Check, ...]


def all_made(model: Model, owner: type[Layer] | type[Loss]) -> Iterator[Made]:
    """Every known mistake in a small network of one layer: in the layer's formulas, or in the loss's."""
    of_loss = owner is Loss
    places = {place: own for place, own in formulas_in(model).items() if (place[0] == "loss") is of_loss}
    for place, formula in {**places, **({} if of_loss else steps_in(model))}.items():
        for mistake in mistakes(formula):
            yield Made(model, mistake.fault, {place: mistake.wrong}, formula)
    if of_loss:
        yield from _pairs(model)


def _pairs(model: Model) -> Iterator[Made]:
    """Two mistakes at the network's end that cancel each other, where both can be made."""
    formulas, (last,), (loss,) = formulas_in(model), model.layers, model.losses
    places = {"loss": (loss.name, cotangent(loss.declaration.inputs[0]).name)}
    if len(last.inputs) > 1:
        return
    places["layer"] = (last.name, cotangent(last.declaration.input).name)
    for pair in PAIRS:
        wrong = {
            places["loss"]: BY_ID[pair.loss].apply(formulas[places["loss"]]),
            places["layer"]: BY_ID[pair.layer].apply(formulas[places["layer"]]),
        }
        both = {place: equation for place, equation in wrong.items() if equation is not None}
        joined = any(formula.joined for formula in formulas.values())
        if len(both) == len(wrong) and joined:
            yield Made(model, pair, both, None)


def attempt(made: Made) -> Trial:
    """Builds the faulty kernels and runs the checks; where nothing fails, the interpreter compares the formulas."""
    bad = failures(made.model, made.wrong)
    failed = tuple(check for check in bad if check.verdict is Verdict.FAILED)
    if failed:
        return Trial(made, Outcome.KILLED, failed)
    if bad:
        return Trial(made, Outcome.REFUSED, bad)
    return Trial(made, Outcome.EQUIVALENT if equivalent(made) else Outcome.ESCAPED, ())


def failures(model: Model, wrong: Mapping[FormulaKey, Equation]) -> tuple[Check, ...]:
    """The numeric checks that fail or cannot run, with these formulas in the places of the network's own."""
    steps = {tensor: equation for (form, tensor), equation in wrong.items() if form == STEP}
    replaced = {place: equation for place, equation in wrong.items() if place[0] != STEP}
    try:
        case = _case(model, replaced, steps)
    except DeriveError as error:
        reason = f"{type(error).__name__}: {error}"
        return (Check(Kind.ENGINE, "network", "the kernels are built", Verdict.COULD_NOT_RUN, "", reason=reason),)
    with np.errstate(all="ignore"):  # what a wrong formula makes infinite is found by the checks
        return tuple(c for c in check_numbers(case) if c.verdict in (Verdict.FAILED, Verdict.COULD_NOT_RUN))


def _case(model: Model, replaced: Mapping[FormulaKey, Equation], steps: Mapping[str, Equation]) -> Case:
    """The case with the wrong formulas; what the planner refuses for sizes of any number is tried at this network's,
    where two of them may be equal, so that a transposed array is read."""
    try:
        return make_case(model, replaced=replaced, steps=steps)
    except PlanError:
        return make_case(model, replaced={p: in_numbers(model, p, own) for p, own in replaced.items()}, steps=steps)


def in_numbers(model: Model, place: FormulaKey, equation: Equation) -> Equation:
    """A formula at its network's own sizes, the batch's among them."""
    own = next((form.sizes for form in model.forms if form.name == place[0]), {})
    known = {symbol: model.number(size) for symbol, size in own.items()} | dict(model.values) | {EXAMPLES: BATCH}
    numbers = {symbol: Integer(size) for symbol, size in known.items() if isinstance(size, int)}
    return instantiate(equation, {}, numbers)


def equivalent(made: Made) -> bool:
    """Whether right and wrong agree on the whole exact grid of the network's sizes.

    Never for a joined formula, a training step or a pair: what could be said of those is not looked at.
    """
    (form, _), *others = made.wrong
    placed = next((own for own in made.model.forms if own.name == form), None)
    if others or made.formula is None or made.formula.joined or placed is None:
        return False
    sizes = {symbol: int(made.model.number(size)) for symbol, size in placed.sizes.items() if symbol != EXAMPLES}
    (wrong,) = made.wrong.values()
    return agree(made.formula.declaration, made.formula.equation, wrong, {**sizes, EXAMPLES: BATCH})
