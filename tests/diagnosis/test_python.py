"""derive.check and derive.testing.gradcheck: functions where they are."""

import numpy as np
import pytest

import derive
from derive.errors import NameNotFoundError
from derive.testing import gradcheck


def affine(x, w, b):  # type: ignore[no-untyped-def]
    return x @ w + b, (x, w)


def affine_back(dout, cache):  # type: ignore[no-untyped-def]
    x, w = cache
    return dout @ w.T, x.T @ dout, dout.sum(0)


def affine_back_wrong(dout, cache):  # type: ignore[no-untyped-def]
    x, w = cache
    return dout @ w.T, x.T @ dout, np.full(w.shape[1], dout.sum())


def test_a_right_pair_passes() -> None:
    gradcheck(affine, affine_back, layer="dense")
    assert derive.check((affine, affine_back), layer="dense").judged.value == "right"


def test_a_wrong_pair_fails_with_the_verdict() -> None:
    with pytest.raises(AssertionError, match=r"db: wrong.*(?s:.)*bias\.gradient-one-scalar"):
        gradcheck(affine, affine_back_wrong, layer="dense")
    verdict = derive.check((affine, affine_back_wrong), layer="dense")
    assert {each.output: each.mistakes for each in verdict.outputs if each.mistakes} == {
        "b": ("bias.gradient-one-scalar",)
    }


def test_a_layer_that_is_not_known_is_named_with_those_that_are() -> None:
    with pytest.raises(NameNotFoundError, match="take one of"):
        gradcheck(affine, affine_back, layer="densest")
