"""Breaks of what calls the kernels: examples, masks, state, precision, and which result is whose."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest import mock

import numpy as np
from sympy import Integer, Pow

import derive.kernels.update
import derive.network.update_rule
from derive.algebra.equation import Term
from derive.kernels.network import Kernels
from derive.network.update_rule import STEP
from tests.breaks.breaks import PROBABILITY, Break, each_term
from tests.breaks.modes import NORMAL

MASKED = "input: {features: 5}\nlayers:\n  - dropout: {rate: 0.5}\n  - dense: {units: 2}\nloss: mean_squared_error\n"
ADAM = "input: {features: 2}\nlayers:\n  - dense: {units: 1}\nloss: mean_squared_error\ntrain: {optimiser: adam}\n"
EQUAL = (
    "input: {features: 2}\nlayers:\n  - dense: {units: 2}\n  - tanh\n  - dense: {units: 2}\nloss: mean_squared_error\n"
)
HONEST = Kernels.loss_and_gradients


def training(broken: Callable[..., Any]) -> Callable[[], Any]:
    """A patch of Kernels.loss_and_gradients."""
    return lambda: mock.patch.object(Kernels, "loss_and_gradients", broken)


def without_masks(self: Kernels, *given: Any, masks: Any, **options: Any) -> Any:
    """Every dropout is switched off."""
    return HONEST(self, *given, masks=dict.fromkeys(masks), **options)


def without_the_last_example(self: Kernels, x: Any, target: Any, *given: Any, masks: Any, **options: Any) -> Any:
    """A batch's last part is lost."""
    cut = {name: mask[:-1] for name, mask in masks.items()}
    return HONEST(self, x[:-1], target[:-1], *given, masks=cut, **options)


def in_single_precision(self: Kernels, *given: Any, **options: Any) -> Any:
    """The results pass through float32."""
    loss, found = HONEST(self, *given, **options)
    return loss, {name: array.astype(np.float32).astype(self.dtype) for name, array in found.items()}


def layers_swapped(self: Kernels, *given: Any, **options: Any) -> Any:
    """Two layers of the same shape get each other's derivatives."""
    loss, found = HONEST(self, *given, **options)
    return loss, {**found, "dense1.W": found["dense2.W"], "dense2.W": found["dense1.W"]}


def state_unmoved() -> Any:
    """The new state is the old one."""
    honest = Kernels.forward

    def forward(self: Kernels, *given: Any, state: Any = None, **options: Any) -> Any:
        found = honest(self, *given, state=state, **options)
        return (found[0], dict(state)) if isinstance(found, tuple) else found

    return mock.patch.object(Kernels, "forward", forward)


def without_bias_correction() -> Any:
    """Adam's printed rule takes the number of its step for infinite."""
    honest = derive.network.update_rule.update_rule

    def rule(*given: Any) -> Any:
        found = honest(*given)
        return replace(found, equations=tuple(each_term(equation, uncorrected) for equation in found.equations))

    return mock.patch.object(derive.kernels.update, "update_rule", rule)


def uncorrected(term: Term) -> Term:
    """The powers beta^tau taken for 0."""
    powers = [power for power in term.body.atoms(Pow) if power.exp == STEP]
    return replace(term, body=term.body.xreplace(dict.fromkeys(powers, Integer(0))))


CALLS = {
    "the bias correction forgotten": Break(ADAM, without_bias_correction),
    "masks forgotten in training": Break(MASKED, training(without_masks)),
    "the last example lost": Break(PROBABILITY, training(without_the_last_example)),
    "gradients in single precision": Break(PROBABILITY, training(in_single_precision)),
    "gradients of two layers swapped": Break(EQUAL, training(layers_swapped)),
    "the state stays as it was": Break(NORMAL, state_unmoved),
}
