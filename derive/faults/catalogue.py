"""The catalogue of known mistakes: an explicit tuple, one line for each family."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from derive.errors import NameNotFoundError
from derive.faults.accumulating import ACCUMULATING
from derive.faults.axes import AXES
from derive.faults.bias import BIAS
from derive.faults.decay import DECAY
from derive.faults.dropout import DROPOUT
from derive.faults.elementwise import ELEMENTWISE
from derive.faults.fault import Fault, Mistake
from derive.faults.formula import Formula, formulas_of
from derive.faults.joining import JOINING
from derive.faults.landing import LANDING
from derive.faults.loss import LOSS
from derive.faults.means import MEANS
from derive.faults.moving import MOVING
from derive.faults.normalisation import NORMALISATION
from derive.faults.normalised_gradient import NORMALISED_GRADIENT
from derive.faults.pairs import PAIRS, Pair
from derive.faults.pooling import POOLING
from derive.faults.running import RUNNING
from derive.faults.scale import SCALE
from derive.faults.softmax import SOFTMAX
from derive.faults.step import STEP
from derive.faults.taps import TAPS
from derive.faults.uses import USES
from derive.faults.weights import WEIGHTS
from derive.faults.window import WINDOW
from derive.layers.declaration import Declared

FAULTS: tuple[Fault, ...] = (
    *WINDOW,
    *TAPS,
    *WEIGHTS,
    *BIAS,
    *ACCUMULATING,
    *AXES,
    *POOLING,
    *MEANS,
    *ELEMENTWISE,
    *JOINING,
    *USES,
    *MOVING,
    *LANDING,
    *SOFTMAX,
    *NORMALISATION,
    *NORMALISED_GRADIENT,
    *RUNNING,
    *DROPOUT,
    *LOSS,
    *DECAY,
    *SCALE,
    *STEP,
)
EVERY: tuple[Fault | Pair, ...] = (*FAULTS, *PAIRS)
BY_ID: Mapping[str, Fault] = {fault.id: fault for fault in FAULTS}


def find_fault(name: str) -> Fault | Pair:
    """The fault or pair of this id; NameNotFoundError with the likeliest ones for an unknown id."""
    known = {fault.id: fault for fault in EVERY}
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.3) or list(known)[:3]
        raise NameNotFoundError(f"no fault is called {name!r}; did you mean {', '.join(near)}?")
    return known[name]


def _family(formula: Formula) -> tuple[Fault, ...]:
    """The faults that may be made in a formula: sums over uses, and what is added for weights, have their own."""
    if formula.total:
        return USES
    return DECAY if formula.added else FAULTS


def mistakes(formula: Formula) -> tuple[Mistake, ...]:
    """Every known mistake that can be made in a formula, with the wrong formula; of a sum over uses only its own."""
    applied = ((fault, fault.apply(formula)) for fault in _family(formula))
    return tuple(Mistake(fault, formula, wrong) for fault, wrong in applied if wrong is not None)


def mistakes_in(formulas: Iterable[Formula]) -> tuple[Mistake, ...]:
    """The same for several formulas."""
    return tuple(mistake for formula in formulas for mistake in mistakes(formula))


def applicable(declared: Declared) -> tuple[Fault, ...]:
    """The faults that can be made in some formula of a layer or a loss, in the catalogue's order."""
    found = {mistake.fault.id for mistake in mistakes_in(formulas_of(declared))}
    return tuple(fault for fault in FAULTS if fault.id in found)
