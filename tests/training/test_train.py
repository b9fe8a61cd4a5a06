"""Training from Python, accuracy, and what cannot be trained."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import derive
from derive.errors import DataError, TrainingError
from derive.network.update_rule import method
from derive.spec.train_options import OPTIMISER_OPTIONS, AdamOptions, MomentumOptions, SgdOptions
from tests.training.small import REMEMBERING, digits, write_folder

YES_NO = {
    "input": {"features": 2},
    "layers": [{"dense": {"units": 1}}, "sigmoid"],
    "loss": "binary_cross_entropy",
    "train": {"optimiser": {"sgd": {"learning_rate": 2.0}}, "epochs": 20, "batch": 10, "validation": 0},
}


def test_a_network_trains_on_a_folder_and_on_arrays_alike(tmp_path: Path) -> None:
    net = derive.load(REMEMBERING)
    from_files = net.train(write_folder(tmp_path), epochs=2)
    images, labels = digits(43, 1)
    from_arrays = net.train((images, labels), epochs=2)
    assert from_files.test is not None
    assert from_arrays.test is None
    assert np.array_equal(from_files.parameters["dense2.W"], from_arrays.parameters["dense2.W"])
    assert sorted(from_files.state) == ["batch_norm1.running_mean", "batch_norm1.running_variance"]


def test_trained_parameters_run_in_the_kernels(tmp_path: Path) -> None:
    net = derive.load(REMEMBERING)
    trained = net.train(write_folder(tmp_path), epochs=8)
    images, labels = digits(29, 5)
    y = net.kernels("float32").forward(images[:, None] / 255, trained.parameters, mode="inference", state=trained.state)
    assert np.mean(y.argmax(axis=1) == labels) > 0.85


def test_a_yes_or_no_is_right_on_the_targets_side_of_one_half() -> None:
    x = np.random.default_rng(0).standard_normal((50, 2))
    t = (x[:, 0] > x[:, 1]).astype(int)
    trained = derive.load(YES_NO).train((x, t))
    y = derive.load(YES_NO).kernels().forward(x, {n: a.astype(float) for n, a in trained.parameters.items()})
    assert np.mean((y[:, 0] > 0.5) == t) > 0.9
    accuracy = trained.history[-1].training.accuracy
    assert accuracy is not None
    assert accuracy > 0.9


def test_a_squared_error_has_no_right_and_wrong() -> None:
    spec: dict[str, Any] = {"input": {"features": 2}, "layers": [{"dense": {"units": 1}}], "loss": "mean_squared_error"}
    x = np.random.default_rng(0).standard_normal((50, 2))
    trained = derive.load(spec).train((x, 3 * x[:, :1]), epochs=30)
    assert trained.history[-1].training.accuracy is None
    assert trained.parameters["dense1.W"] == pytest.approx(np.array([[3, 0]]), abs=1e-3)


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ({**YES_NO, "loss": None}, "has no loss, so nothing says what to learn"),
        ({**YES_NO, "layers": ["sigmoid"]}, "has no parameters: there is nothing to learn"),
        (
            {
                **{key: value for key, value in YES_NO.items() if key != "input"},
                "inputs": {"x1": {"features": 2}, "x2": {"features": 2}},
                "layers": [{"add": ["x1", "x2"]}, {"dense": {"units": 1}}, "sigmoid"],
            },
            r"has several inputs \(x1, x2\), and examples are read for one",
        ),
        ({**YES_NO, "input": {"features": "n"}}, r"training needs a number for n\n  add --bind n=\.\.\."),
        (YES_NO, "no data to train with, and its spec names none\n  give --data"),
    ],
)
def test_what_cannot_be_trained_is_refused_with_the_reason(spec: dict[str, Any], told: str) -> None:
    with pytest.raises(TrainingError, match=told):
        derive.load(spec).train()


def test_vectors_of_another_length_are_refused() -> None:
    with pytest.raises(DataError, match="examples of 3; the network's input is 2"):
        derive.load(YES_NO).train((np.zeros((4, 3)), np.zeros(4, int)))


def test_every_optimiser_says_what_it_is_and_where_it_comes_from() -> None:
    found = [method(options()) for options in OPTIMISER_OPTIONS.values()]
    found += [method(MomentumOptions(nesterov=True)), method(AdamOptions(weight_decay=0.1, decoupled=True))]
    found += [method(SgdOptions(weight_decay=0.1, decoupled=way)) for way in (False, True)]
    assert len({each.name for each in found}) == len(found)
    assert all(any(letter.isdigit() for letter in each.source) for each in found)
