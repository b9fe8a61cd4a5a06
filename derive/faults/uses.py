"""Mistakes in the sum over a tensor's uses, as of an output that is read twice or of weights that are shared."""

from dataclasses import replace

from sympy import Integer

from derive.algebra.equation import Equation
from derive.faults.fault import Fault
from derive.faults.formula import Formula
from derive.faults.rewriting import scaled

TWICE = "input: {features: 1}\nlayers:\n  - tanh: {name: f}\n  - multiply: [f, input]\n"


def _first_only(formula: Formula) -> Equation | None:
    return replace(formula.equation, terms=formula.equation.terms[:1]) if formula.total else None


def _last_only(formula: Formula) -> Equation | None:
    return replace(formula.equation, terms=formula.equation.terms[-1:]) if formula.total else None


def _averaged(formula: Formula) -> Equation | None:
    return scaled(formula.equation, Integer(1) / len(formula.equation.terms)) if formula.total else None


USES = (
    Fault(
        "uses.not-added",
        "only the share that comes back first is kept",
        "A tensor that is read several times moves the loss through each of its uses: its gradient is their sum. "
        "Weights that are shared are one tensor with several uses.",
        "Through which paths does the loss change if this tensor changes?",
        TWICE,
        _first_only,
    ),
    Fault(
        "uses.overwritten",
        "each share writes over the one before it, so that the last is left",
        "The shares of a gradient are added up. Where they are assigned, = in place of +=, only the last one is left.",
        "What is in the array before the second share arrives, and what afterwards?",
        TWICE,
        _last_only,
    ),
    Fault(
        "uses.averaged",
        "the shares are averaged",
        "The chain rule adds the ways on which a change reaches the loss; it does not divide by their number.",
        "By how much does f(x) + g(x) change if x does?",
        TWICE,
        _averaged,
    ),
)
