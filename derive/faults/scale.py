"""Factors in a gradient that are the same for every entry. Some of them are conventions, and are reported as such."""

from collections.abc import Callable

from sympy import Expr, Integer, Rational

from derive.algebra.equation import Equation
from derive.algebra.tensor import TensorRole
from derive.faults.fault import Change, Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import scaled
from derive.layers.declaration import BATCH

MEAN_OR_SUM = "a convention if meant so: {} stands in the loss or in the gradient, once; the factor is {}"


def _by(factor: Expr, where: Callable[[Formula], bool]) -> Change:
    return lambda formula: scaled(formula.equation, factor) if where(formula) else None


def _of_loss(formula: Formula) -> bool:
    return formula.declaration.output.role is TensorRole.LOSS and formula.backward


def _summed(formula: Formula) -> bool:
    """A gradient that a training step uses: of a parameter, or the loss's own."""
    return formula.of_parameter or _of_loss(formula)


def _any(formula: Formula) -> bool:
    """A gradient of a training step, or one that is handed on to the layer before."""
    return _summed(formula) or (formula.of_input and not formula.joined and formula.training is None)


def _over_outputs(formula: Formula) -> Equation | None:
    """The loss's derivative divided by the number of outputs of an example."""
    if not _of_loss(formula):
        return None
    outputs = Integer(1)
    for size in formula.equation.left.tensor.shape[1:]:
        outputs = outputs * size
    return scaled(formula.equation, 1 / outputs)


SCALE = (
    Fault(
        "scale.divided-by-batch",
        "the gradient is divided by the number of examples",
        "The sum over the examples has become their mean. If the loss is a mean already, 1/M stands here twice.",
        "Does 1/M stand in the loss, or in the gradient, or in both?",
        "input: {features: 1}\nlayers: [dense: {units: 1}]\n",
        _by(1 / BATCH, _any),
        MEAN_OR_SUM.format("1/M", "1/M"),
    ),
    Fault(
        "scale.times-batch",
        "the gradient is multiplied by the number of examples",
        "The mean over the examples has become their sum, or the sum was multiplied by M once more.",
        "Does the gradient of a batch of two equal examples have twice the size of one example's?",
        "input: {features: 1}\nlayers: [dense: {units: 1}]\n",
        _by(BATCH, _any),
        MEAN_OR_SUM.format("1/M", "M"),
    ),
    Fault(
        "scale.divided-by-outputs",
        "the loss's derivative is divided by the number of outputs",
        "The loss is summed over an example's outputs, and its derivative averages over them.",
        "Is the loss a sum over the outputs of an example, or their mean?",
        "input: {features: 2}\nlayers: [sigmoid]\nloss: mean_squared_error\n",
        _over_outputs,
        MEAN_OR_SUM.format("the mean over an example's outputs", "one over their number"),
    ),
    Fault(
        "scale.doubled",
        "the gradient is twice as large",
        "A factor of 2, as from a square whose 1/2 was not written, or from a use that was counted twice.",
        "Is there a factor 1/2 in the loss?",
        "input: {features: 1}\nlayers: [dense: {units: 1}]\n",
        _by(Integer(2), _summed),
        MEAN_OR_SUM.format("the 1/2 of a squared error", "2"),
    ),
    Fault(
        "scale.halved",
        "the gradient is half as large",
        "A factor of 1/2, as from a squared error that is written with 1/2 in one place only.",
        "Is there a factor 1/2 in the loss?",
        "input: {features: 1}\nlayers: [dense: {units: 1}]\n",
        _by(Rational(1, 2), _summed),
        MEAN_OR_SUM.format("the 1/2 of a squared error", "1/2"),
    ),
)
