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


TWO = {
    "inputs": {"x1": {"features": 3}, "x2": {"features": 3}},
    "layers": [
        {"dense": {"name": "h", "from": "x1", "units": 3}},
        {"add": {"from": ["h", "x2"], "name": "both"}},
        {"softmax": {"name": "head"}},
        {"dense": {"from": "h", "units": 2, "name": "side"}},
        {"dense": {"from": "h", "units": 3, "name": "rebuilt"}},
    ],
    "losses": [
        {"mean_squared_error": {"from": "side", "name": "far"}},
        {"cross_entropy": {"from": "head", "name": "which"}},
        {"mean_squared_error": {"from": "rebuilt", "target": "x1", "weight": 0.5}},
    ],
    "regularise": {"l2": 0.001},
    "train": {"epochs": 2, "batch": 5, "validation": 4, "dtype": "float64"},
}


def test_several_inputs_and_targets_are_given_by_name_in_a_file_or_from_python(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    x = {"x1": random.standard_normal((23, 3)), "x2": random.standard_normal((23, 3))}
    t = {"far.target": random.standard_normal((23, 2)), "which.target": random.integers(0, 3, 23)}
    net = derive.load(TWO)
    mine, theirs = net.train((x, t)), net.train((x, t), engine=True)
    np.savez(tmp_path / "data.npz", **{f"{name}_train": array for name, array in {**x, **t}.items()})
    from_file = net.train(tmp_path / "data.npz")
    for name, array in mine.parameters.items():
        np.testing.assert_allclose(array, theirs.parameters[name], rtol=1e-10, atol=1e-13)
        np.testing.assert_array_equal(array, from_file.parameters[name])
    assert mine.history[-1].held_out is not None
    assert mine.history[-1].held_out.accuracy == theirs.history[-1].held_out.accuracy  # type: ignore[union-attr]
    np.savez(tmp_path / "half.npz", **{"x1_train": x["x1"], "far.target_train": t["far.target"]})
    with pytest.raises(DataError, match=r"no x2_train and no which.target_train; found x1_train, far.target_train"):
        net.train(tmp_path / "half.npz")
    with pytest.raises(DataError, match=r"22 examples of x2, expected 23 as of the first input"):
        net.train(({**x, "x2": x["x2"][1:]}, t))


def test_a_network_that_names_its_own_target_trains_on_inputs_alone(tmp_path: Path) -> None:
    spec = {
        "input": {"features": 3},
        "layers": [{"dense": {"units": 3}}],
        "loss": {"mean_squared_error": {"target": "input"}},
    }
    x = np.random.default_rng(0).standard_normal((50, 3))
    trained = derive.load(spec).train((x, None), epochs=40)
    assert trained.parameters["dense1.W"] == pytest.approx(np.eye(3), abs=1e-3)
    np.savez(tmp_path / "x.npz", x_train=x)
    assert derive.load(spec).train(tmp_path / "x.npz", epochs=1).test is None


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
            r"no data.*\n  give --data: an .npz with x1_train, x2_train, y_train, x1_test, x2_test, y_test$",
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
