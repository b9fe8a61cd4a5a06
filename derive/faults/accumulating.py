"""Mistakes with = in place of +=: a sum of which only the last share is left."""

from dataclasses import replace

from derive.algebra.equation import Equation, Reduction
from derive.algebra.index import Index, Role
from derive.algebra.tensor import TensorRole
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import tiles, with_role

CONV = "input: {{channels: 1, height: 1, width: {}}}\nlayers: [conv: {{filters: {}, kernel: [1, {}]}}]\n"


def _shares(formula: Formula, *roles: Role) -> tuple[Index, ...]:
    """The indices of these roles that the only term sums over, where the formula is a plain sum."""
    plain = formula.equation.reduction in (Reduction.SUM, Reduction.SCATTER) and len(formula.equation.terms) == 1
    (term, *_) = formula.equation.terms or (None,)
    if not plain or term is None or term.brackets or not formula.backward or formula.joined:
        return ()
    return tuple(index for index, _ in term.bound if index.role in roles)


def _left_over(formula: Formula, indices: tuple[Index, ...]) -> Equation | None:
    """The formula with a loop over these indices whose every turn writes over the one before."""
    if not indices:
        return None
    (term,) = formula.equation.terms
    outer = tuple(pair for pair in term.bound if pair[0] in indices)
    inner = replace(term, bound=tuple(pair for pair in term.bound if pair[0] not in indices))
    return Equation(formula.equation.left, (*formula.equation.free, *outer), (inner,), Reduction.OVERWRITE)


def _last_example(formula: Formula) -> Equation | None:
    return _left_over(formula, _shares(formula, Role.BATCH)) if formula.of_parameter else None


def _last_position(formula: Formula) -> Equation | None:
    positions = _shares(formula, Role.OUTPUT)
    return _left_over(formula, _shares(formula, Role.BATCH, Role.OUTPUT)) if positions else None


def _last_output(formula: Formula) -> Equation | None:
    return _left_over(formula, _shares(formula, Role.CHANNEL, Role.UNIT)) if _of_weighted(formula) else None


def _of_weighted(formula: Formula) -> bool:
    return formula.of_input and bool(with_role(formula.equation, TensorRole.PARAMETER))


def _repeated(formula: Formula) -> Equation | None:
    """Each cell keeps what its last tap has written: taps stand in the outer loop."""
    equation = formula.equation
    if equation.reduction is not Reduction.SCATTER or tiles(equation):
        return None
    taps = tuple(pair for pair in equation.free if pair[0].role is Role.TAP)
    places = tuple(pair for pair in equation.free if pair[0].role is Role.OUTPUT)
    others = tuple(pair for pair in equation.free if pair not in (*taps, *places))
    return replace(equation, free=(*others, *taps, *places), reduction=Reduction.OVERWRITE)


ACCUMULATING = (
    Fault(
        "accumulating.last-example",
        "only the last example is left",
        "Every example has a share in a parameter's gradient. With = in place of += in the loop over the examples, "
        "each writes over the one before.",
        "What does the loop do with the share of the first example when it comes to the second?",
        "input: {features: 1}\nlayers: [dense: {units: 1}]\n",
        _last_example,
    ),
    Fault(
        "accumulating.last-position",
        "only the last position is left",
        "A filter is used at every position of every example, and all of them have a share in its gradient. With = in "
        "place of += only the last position of the last example is left.",
        "How often is this parameter used?",
        CONV.format(1, 1, 1),
        _last_position,
    ),
    Fault(
        "accumulating.last-output",
        "only the last output's share is left",
        "Every output that an entry reaches hands a share back. With = in place of += in the loop over the outputs, "
        "each writes over the one before.",
        "Which outputs does this entry of the input reach?",
        "input: {features: 1}\nlayers: [dense: {units: 2}]\n",
        _last_output,
    ),
    Fault(
        "accumulating.repeated-indices",
        "an index that occurs twice is added once",
        "x[indices] += values adds to each cell once, however often its index occurs: the last value wins, and shares "
        "of windows that overlap are lost. np.add.at adds all of them.",
        "What is x after x = zeros(1); x[[0, 0]] += 1?",
        CONV.format(3, 1, 2),
        _repeated,
    ),
)
