"""Published wrong answers come out of the catalogue: the operators on the derived formulas, run as kernels.

deeplearning.ai, course 4 week 1, conv backward: the means of dA, dW and db that people posted, with the mistake
that was found behind them. The cotangent is the code's own Z.
"""

from typing import Any

import numpy as np
import pytest

from derive.faults.catalogue import BY_ID
from derive.faults.formula import FormulaKey, formulas_in
from derive.kernels.network import kernels
from tests.kernels.networks import image, network

STRIDE, BIAS = "window.stride-missing", "bias.inside-window-sum"
MADE = {
    "stride missing in the backward pass": [(STRIDE, "W_bar"), (STRIDE, "x_bar")],
    "bias inside the window sum": [(BIAS, "z")],
    "both": [(STRIDE, "W_bar"), (STRIDE, "x_bar"), (BIAS, "z")],
}
PUBLISHED = {
    "stride missing in the backward pass": (0.634770447265, 1.55726574285, 7.83923256462),
    "bias inside the window sum": (2.8260400202773095, 2.0715074774472573, 32.32665314102945),
    "both": (-0.8661122901903887, 1.6265531153487156, 32.32665314102945),
}


def _means(made: list[tuple[str, str]]) -> tuple[float, float, float]:
    """The means of dA, dW and db of the exercise's conv layer with these faults in these formulas."""
    random = np.random.RandomState(1)
    a, w, b = (random.randn(*shape) for shape in ((10, 4, 4, 3), (2, 2, 3, 8), (1, 1, 1, 8)))
    model = network(image(3, 4, 4), {"conv": {"filters": 8, "kernel": 2, "padding": 2, "stride": 2}})
    formulas = formulas_in(model)
    wrong: dict[FormulaKey, Any] = {
        ("conv1", tensor): BY_ID[fault].apply(formulas["conv1", tensor]) for fault, tensor in made
    }
    faulty = kernels(model, replaced=wrong)
    x, params = a.transpose(0, 3, 1, 2), {"conv1.W": w.transpose(3, 2, 0, 1), "conv1.b": b.ravel()}
    found = faulty.vjp(x, params, faulty.forward(x, params))
    return tuple(float(found[name].mean()) for name in ("input", "conv1.W", "conv1.b"))  # type: ignore[return-value]


@pytest.mark.parametrize("name", MADE)
def test_a_published_wrong_answer_comes_out_of_the_catalogue(name: str) -> None:
    assert _means(MADE[name]) == pytest.approx(PUBLISHED[name], rel=1e-11)


def test_without_a_fault_the_right_answer_comes_out() -> None:
    assert _means([]) == pytest.approx((1.4524377775388075, 1.7269914583139097, 7.839232564616838), rel=1e-12)
