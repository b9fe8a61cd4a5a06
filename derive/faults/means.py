"""Mistakes in a mean over whole axes: what else is counted in its divisor."""

from sympy import Expr, Integer, Mul

from derive.algebra.equation import Equation
from derive.algebra.index import Role
from derive.algebra.tensor import AxisRole, TensorRole
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import scaled
from derive.layers.declaration import BATCH


def summed_axes(formula: Formula) -> tuple[Expr, ...]:
    """n_h and n_w: the sizes of the axes that a layer sums over from end to end, example by example."""
    own = formula.declaration
    (term, *more) = own.equations[-1].terms
    whole = not more and own.output.role is TensorRole.ACTIVATION
    bound = term.bound if whole and all(index.role is not Role.TAP for index, _ in term.bound) else ()
    return tuple(Integer(1) * size for _, size in bound)


def _of_a_mean(formula: Formula) -> bool:
    """Whether it divides by the number of entries of those axes, on the way there or back."""
    if not (formula.output or formula.of_input) or formula.joined:
        return False
    count, terms = Mul(*summed_axes(formula)), formula.equation.terms
    return count != 1 and bool(terms) and all(term.body.as_numer_denom()[1] == count for term in terms)


def _batch_counted(formula: Formula) -> Equation | None:
    """1/(M n) in place of 1/n: of the mean itself. In its derivative that is a convention (scale)."""
    return scaled(formula.equation, 1 / BATCH) if formula.output and _of_a_mean(formula) else None


def _channels_counted(formula: Formula) -> Equation | None:
    """1/(C n) in place of 1/n."""
    own = formula.declaration.inputs[0]
    channels = [Integer(1) * n for role, n in zip(own.axes, own.shape, strict=True) if role is AxisRole.CHANNEL]
    apart = len(channels) == 1 and _of_a_mean(formula) and channels[0] not in summed_axes(formula)
    return scaled(formula.equation, 1 / channels[0]) if apart else None


MEANS = (
    Fault(
        "pooling.batch-counted-in",
        "the mean is divided by the number of examples too",
        "Each example has a mean of its own. Divided by the number of all entries of the array, which counts every "
        "example's, it is M times too small.",
        "Does an example's mean change if another example joins the batch?",
        "input: {channels: 1, length: 1}\nlayers: [mean]\n",
        _batch_counted,
    ),
    Fault(
        "pooling.channels-counted-in",
        "a channel's mean is divided by the entries of all channels",
        "Each channel has a mean of its own, of the entries of its map. The number of all entries of an example counts "
        "those of the other channels too.",
        "Of how many numbers is one channel's mean?",
        "input: {channels: 2, height: 1, width: 1}\nlayers: [global_avg_pool]\n",
        _channels_counted,
    ),
)
