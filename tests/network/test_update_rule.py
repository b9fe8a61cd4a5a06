"""Update rules as equations: the printed rows, compiled, move as the engine's hand-written optimisers do."""

from typing import Any

import numpy as np
import pytest

from derive.kernels.update import descent
from derive.network.build import build
from derive.network.model import Model
from derive.network.update_rule import update_rule
from derive.printing.chains import update as update_statement
from derive.printing.unicode import render
from derive.spec.read import spec_from_dict
from derive.spec.train_options import AdamOptions, MomentumOptions, OptimiserOptions, SgdOptions
from derive.verification.record import Verdict
from derive.verification.run import verify
from derive.verification.update_rule import engine_optimiser


def network(train: object = None) -> Model:
    document: dict[str, Any] = {
        "name": "steps",
        "input": {"features": 3},
        "layers": [{"dense": {"units": 2}}, "sigmoid"],
        "loss": "binary_cross_entropy",
    }
    return build(spec_from_dict(document if train is None else {**document, "train": {"optimiser": train}}))


ALL: list[OptimiserOptions] = [
    SgdOptions(),
    SgdOptions(weight_decay=0.1),
    SgdOptions(weight_decay=0.1, decoupled=True),
    MomentumOptions(),
    MomentumOptions(momentum=0.0, nesterov=True),
    MomentumOptions(nesterov=True),
    MomentumOptions(weight_decay=0.1),
    MomentumOptions(nesterov=True, weight_decay=0.1, decoupled=True),
    AdamOptions(),
    AdamOptions(beta1=0.5, beta2=0.75, epsilon=0.1, weight_decay=0.1),
    AdamOptions(weight_decay=0.1, decoupled=True),
]


@pytest.mark.parametrize("options", ALL, ids=repr)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_every_rule_moves_as_the_engines_optimiser(options: OptimiserOptions, dtype: Any) -> None:
    random = np.random.default_rng(1)
    model = network()
    shapes = {"dense1.W": (2, 3), "dense1.b": (2,)}
    mine = theirs = {name: random.standard_normal(shape).astype(dtype) for name, shape in shapes.items()}
    printed = descent(model, options)
    state, other = printed.start(mine), engine_optimiser(options, 1.0).start(mine)
    for rate in (0.1, 0.1, 0.05, 0.02):
        slopes = {name: random.standard_normal(shape).astype(dtype) for name, shape in shapes.items()}
        mine, state = printed.move(mine, slopes, state, rate)
        theirs, other = engine_optimiser(options, rate).update(theirs, slopes, other)
        assert state.keys() == other.keys()
        for name, array in {**theirs, **other}.items():
            own = {**mine, **state}[name]
            assert own.dtype == array.dtype
            assert np.allclose(own, array, rtol=1e-12 if dtype is np.float64 else 1e-5, atol=1e-7), name


def rows(options: OptimiserOptions) -> list[str]:
    layer = network().layers[0]
    found = update_rule(layer, "dense1.W", options).equations
    return [render(update_statement(equation)).split("\n")[0].replace("^[1]", "") for equation in found]


def test_momentum_is_printed_with_its_velocity() -> None:
    assert rows(MomentumOptions()) == [
        "V_W[k, c] := ∂J/∂W[k, c] + κ · V_W[k, c]",
        "W[k, c] := W[k, c] − α · V_W[k, c]",
    ]


def test_nesterov_looks_ahead_by_the_new_velocity() -> None:
    assert rows(MomentumOptions(nesterov=True))[1] == "W[k, c] := W[k, c] − α · (∂J/∂W[k, c] + κ · V_W[k, c])"


def test_adam_is_printed_with_its_bias_corrections() -> None:
    assert rows(AdamOptions()) == [
        "G_W[k, c] := β_1 · G_W[k, c] + (1 − β_1) · ∂J/∂W[k, c]",
        "Q_W[k, c] := β_2 · Q_W[k, c] + (1 − β_2) · (∂J/∂W[k, c])²",
        "Ĝ_W[k, c] := G_W[k, c]/(1 − β_1^τ)",
        "Q̂_W[k, c] := Q_W[k, c]/(1 − β_2^τ)",
        "W[k, c] := W[k, c] − α · Ĝ_W[k, c]/(δ + √(Q̂_W[k, c]))",
    ]


def test_weight_decay_stands_in_the_gradient_or_at_the_weight() -> None:
    assert rows(SgdOptions(weight_decay=0.1)) == ["W[k, c] := W[k, c] − α · (∂J/∂W[k, c] + λ · W[k, c])"]
    apart = rows(AdamOptions(weight_decay=0.1, decoupled=True))
    assert apart[-1] == "W[k, c] := (1 − α·λ) · W[k, c] − α · Ĝ_W[k, c]/(δ + √(Q̂_W[k, c]))"
    assert "λ" not in "".join(apart[:-1])


def test_verification_compares_the_rule_that_the_spec_names() -> None:
    (check,) = [c for c in verify(network({"adam": {"weight_decay": 0.1}})).checks if c.subject == "update rule"]
    assert check.verdict is Verdict.VERIFIED
    assert check.claim == "the printed rule of Adam and weight decay = the engine's: weights and state of every step"
    assert not [c for c in verify(network("sgd")).checks if c.subject == "update rule"]
