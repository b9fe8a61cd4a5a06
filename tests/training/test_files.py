"""Folders and .npz files: found by their names, brought to the network's shapes, refused by name."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from derive.errors import DataError
from derive.training.files import read_data
from derive.training.shapes import wanted
from tests.training.small import NAMES, REMEMBERING, digits, idx_bytes, model, write_folder

WANT = wanted(model())


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_data(path, WANT)
    return str(caught.value)


@pytest.mark.parametrize("packed", [False, True])
def test_a_folder_gives_training_and_test_examples(tmp_path: Path, packed: bool) -> None:
    data = read_data(write_folder(tmp_path, packed), WANT)
    images, labels = digits(43, 1)
    assert data.training.inputs.shape == (43, 1, 7, 5)
    assert np.array_equal(data.training.inputs[:, 0], images)
    assert np.array_equal(data.training.targets, labels)
    assert data.test is not None
    assert np.array_equal(data.test.inputs[:, 0], digits(11, 2)[0])


@pytest.mark.parametrize(
    "names",
    [
        tuple(name.replace("-idx", ".idx") for name in NAMES),
        tuple(name.replace("t10k", "test") for name in NAMES),
        tuple(f"emnist-digits-{name.replace('t10k', 'test')}" for name in NAMES),
    ],
)
def test_other_spellings_of_the_names_are_found(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert len(read_data(write_folder(tmp_path, names=names), WANT).training) == 43


def test_a_file_beside_its_compressed_copy_is_taken_once(tmp_path: Path) -> None:
    write_folder(tmp_path, packed=True)
    assert len(read_data(write_folder(tmp_path), WANT).training) == 43


def test_two_data_sets_in_one_folder_are_refused(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / "letters-train-images-idx3-ubyte").write_bytes(b"")
    assert "several files of train images: letters-train-images-idx3-ubyte, train-images" in refusal(tmp_path)


def test_the_test_set_may_be_missing_but_not_half_of_it(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / NAMES[3]).unlink()
    assert f"the test labels are missing beside {NAMES[2]}" in refusal(tmp_path)
    (tmp_path / NAMES[2]).unlink()
    assert read_data(tmp_path, WANT).test is None


def test_an_empty_folder_and_nothing_at_all_are_refused_with_what_was_expected(tmp_path: Path) -> None:
    assert "no training images and labels\n  expected train-images-idx3-ubyte" in refusal(tmp_path)
    assert "there is nothing\n  expected a folder with train-images-idx3-ubyte" in refusal(tmp_path / "none")
    (tmp_path / "data.csv").write_text("1")
    assert "expected a folder with" in refusal(tmp_path / "data.csv")


def test_a_missing_label_is_told_with_both_counts(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / NAMES[1]).write_bytes(idx_bytes(digits(42)[1]))
    assert "43 inputs and 42 targets; expected one target for each input" in refusal(tmp_path)


def test_images_of_another_size_are_told_with_both_sizes(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / NAMES[0]).write_bytes(idx_bytes(digits(43, height=5, width=7)[0]))
    assert "examples of 5 x 7; the network's input is 1 x 7 x 5 (channels, height, width)" in refusal(tmp_path)


def test_labels_beyond_the_networks_classes_are_told(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / NAMES[1]).write_bytes(idx_bytes(np.arange(43, dtype=np.uint8)))
    assert "classes from 0 to 42, first wrong in row 3; the network's 3 outputs are classes 0 to 2" in refusal(tmp_path)


def keras(path: Path, **changes: Any) -> Path:
    arrays = dict(zip(("x_train", "y_train", "x_test", "y_test"), (*digits(43, 1), *digits(11, 2)), strict=True))
    arrays |= changes
    np.savez(path, **{name: array for name, array in arrays.items() if array is not None})
    return path


def test_a_keras_file_gives_the_same_examples_as_the_folder(tmp_path: Path) -> None:
    ours, theirs = read_data(write_folder(tmp_path), WANT), read_data(keras(tmp_path / "k.npz"), WANT)
    for mine, other in ((ours.training, theirs.training), (ours.test, theirs.test)):
        assert mine is not None
        assert other is not None
        assert np.array_equal(mine.inputs, other.inputs)
        assert np.array_equal(mine.targets, other.targets)


def test_colours_move_from_the_last_axis_to_the_first(tmp_path: Path) -> None:
    spec = {**REMEMBERING, "input": {"channels": 2, "height": 7, "width": 5}}
    images = np.random.default_rng(0).integers(0, 256, (43, 7, 5, 2)).astype(np.uint8)
    data = read_data(keras(tmp_path / "k.npz", x_train=images, x_test=None, y_test=None), wanted(model(spec)))
    assert data.test is None
    assert np.array_equal(data.training.inputs[3, 1], images[3, :, :, 1])


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"y_train": None}, "no y_train; found x_train, x_test, y_test"),
        ({"y_test": None}, "no y_test; found"),
        ({"x_train": np.full((43, 7, 5), np.nan)}, "inputs hold nan or infinity; expected finite numbers"),
        ({"y_train": np.array(3)}, "targets are one number; expected an array with one entry or row for each example"),
        ({"x_train": np.array(3.0)}, "inputs are one number; expected an array with one entry or row for each example"),
        ({"x_train": np.zeros((43, 7, 5), np.int64)}, "inputs of int64; expected unsigned bytes"),
        ({"x_train": np.full((43, 7, 5), "a")}, "inputs of <U1; expected numbers"),
        ({"y_train": np.full(43, 0.5)}, "targets of single numbers (float64); the network's output is 3, or whole"),
        ({"y_train": np.full((43, 3), 1.5)}, "targets: row 0, entry [0] is 1.5; expected between 0 and 1"),
    ],
)
def test_arrays_of_the_wrong_kind_are_refused(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    assert told in refusal(keras(tmp_path / "k.npz", **changes))


def test_a_systems_notes_about_files_are_no_data(tmp_path: Path) -> None:
    write_folder(tmp_path)
    for name in NAMES:
        (tmp_path / f"._{name}").write_bytes(b"\0\5\x16\7notes of another system")
    assert len(read_data(tmp_path, WANT).training) == 43


def test_a_folder_named_like_its_file_is_looked_into(tmp_path: Path) -> None:
    write_folder(tmp_path)
    for name in NAMES:
        (tmp_path / name).rename(tmp_path / "moved")
        (tmp_path / name).mkdir()
        (tmp_path / "moved").rename(tmp_path / name / name)
    assert len(read_data(tmp_path, WANT).training) == 43


def test_a_folder_named_like_the_file_beside_it_is_left_alone(tmp_path: Path) -> None:
    write_folder(tmp_path, packed=True)
    (tmp_path / NAMES[0]).mkdir()
    assert len(read_data(tmp_path, WANT).training) == 43


def test_a_folder_named_like_its_file_without_the_file_is_told_to_be_a_folder(tmp_path: Path) -> None:
    write_folder(tmp_path)
    for name in (NAMES[0], NAMES[3]):
        (tmp_path / name).rename(tmp_path / "kept")
        (tmp_path / name).mkdir()
        assert f"{name}: a folder without the file of its name in it\n  expected the file of the t" in refusal(tmp_path)
        (tmp_path / name).rmdir()
        (tmp_path / "kept").rename(tmp_path / name)


def test_labels_may_be_integers_and_images_floats(tmp_path: Path) -> None:
    write_folder(tmp_path)
    images, labels = digits(43, 1)
    (tmp_path / NAMES[0]).write_bytes(idx_bytes((images / 255).astype(">f4")))
    (tmp_path / NAMES[1]).rename(tmp_path / "train-labels-idx1-int")
    content = bytes((0, 0, 0x0C, 1)) + (43).to_bytes(4, "big") + labels.astype(">i4").tobytes()
    (tmp_path / "train-labels-idx1-int").write_bytes(content)
    found = read_data(tmp_path, WANT).training
    assert found.inputs.dtype == np.float32
    assert np.array_equal(found.targets, labels)
