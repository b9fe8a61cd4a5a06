"""Mistakes with dropout's mask and its scale."""

from sympy import Expr, Integer

from derive.algebra.equation import Equation
from derive.algebra.setting import settled_value
from derive.algebra.tensor import Entry, TensorRole
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import replaced, scaled, with_role
from derive.layers.declaration import Declaration


def _scale(declaration: Declaration) -> Expr | None:
    """1/(1 - rate), where the layer reads a mask."""
    masked = any(tensor.role is TensorRole.MASK for tensor in declaration.given)
    return declaration.equations[-1].terms[0].body.as_independent(Entry, as_Add=False)[0] if masked else None


def _no_mask(formula: Formula) -> Equation | None:
    masks = with_role(formula.equation, TensorRole.MASK)
    return replaced(formula.equation, dict.fromkeys(masks, Integer(1))) if formula.backward else None


def _other_mask(formula: Formula) -> Equation | None:
    masks = with_role(formula.equation, TensorRole.MASK)
    return replaced(formula.equation, {mask: 1 - mask for mask in masks})


def _no_scale(formula: Formula) -> Equation | None:
    scale = _scale(formula.declaration)
    return None if scale is None else scaled(formula.equation, 1 / scale)


def _by_the_rate(formula: Formula) -> Equation | None:
    """1/rate in place of 1/(1 - rate)."""
    scale = _scale(formula.declaration)
    return (
        None if scale is None or settled_value(scale) == 1 else scaled(formula.equation, 1 / (scale * (1 - 1 / scale)))
    )


def _inverse_scale(formula: Formula) -> Equation | None:
    scale = _scale(formula.declaration)
    return None if scale is None else scaled(formula.equation, scale**-2)


def _scaled_at_inference(formula: Formula) -> Equation | None:
    """(1 - rate) x at inference, as dropout that is not inverted has it."""
    scale = _scale(formula.training) if formula.training is not None else None
    return None if scale is None else scaled(formula.equation, 1 / scale)


DROPOUT = (
    Fault(
        "dropout.no-mask-backward",
        "the backward pass forgets the mask",
        "An entry that was dropped has not moved the output, so that no gradient reaches it.",
        "What is the derivative by an entry that the mask set to 0?",
        "input: {features: 1}\nlayers: [dropout: {rate: 0.5}]\n",
        _no_mask,
    ),
    Fault(
        "dropout.mask-inverted",
        "the mask is used the wrong way round",
        "What should be kept is dropped, and what should be dropped is kept.",
        "Does a 1 in the mask keep an entry, or drop it?",
        "input: {features: 1}\nlayers: [dropout: {rate: 0.5}]\n",
        _other_mask,
    ),
    Fault(
        "dropout.no-scale",
        "what is kept is not scaled up",
        "Inverted dropout divides what is kept by 1 - rate, forward and backward, so that the mean stays.",
        "Which factor makes up for the entries that were dropped?",
        "input: {features: 1}\nlayers: [dropout: {rate: 0.5}]\n",
        _no_scale,
    ),
    Fault(
        "dropout.scaled-by-rate",
        "what is kept is divided by the rate",
        "The rate is the share that is dropped; the divisor is the share that is kept, 1 - rate.",
        "With a rate of 0.2, what share of the entries is kept?",
        "input: {features: 1}\nlayers: [dropout: {rate: 0.2}]\n",
        _by_the_rate,
    ),
    Fault(
        "dropout.scaled-down",
        "what is kept is multiplied by 1 - rate in training",
        "The factor stands on the wrong side: what is kept must grow in training, not shrink.",
        "Is the mean of the output the mean of the input?",
        "input: {features: 1}\nlayers: [dropout: {rate: 0.5}]\n",
        _inverse_scale,
    ),
    Fault(
        "dropout.scaled-at-inference",
        "the output is scaled at inference too",
        "Inverted dropout has scaled in training, so that inference changes nothing; here both are done.",
        "Where does inverted dropout make up for the entries that it drops?",
        "input: {features: 1}\nlayers: [dropout: {rate: 0.5}]\n",
        _scaled_at_inference,
    ),
)
