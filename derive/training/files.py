"""Where training data come from: a folder of four IDX files, a Keras-style .npz, or a pair of arrays."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy.typing as npt

from derive.errors import DataError
from derive.training.examples import DataSet, Examples
from derive.training.idx import read_idx
from derive.training.npz import read_npz
from derive.training.shapes import Wanted, shaped

Array = npt.NDArray[Any]
KEYS = ("x_train", "y_train", "x_test", "y_test")
FOUR = "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte (.gz or not)"
IMAGES, LABELS = (3, 4), (1,)
ENTRIES = ("ubyte", "byte", "short", "int", "float", "double")


def read_data(path: Path, want: Wanted) -> DataSet:
    """The examples under a path, in the network's shapes; raises DataError."""
    if path.is_dir():
        return _folder(path, want)
    if not path.exists():
        raise DataError(f"{path}: there is nothing\n  expected a folder with {FOUR}, or an .npz with {', '.join(KEYS)}")
    if path.suffix != ".npz":
        raise DataError(f"{path}: expected a folder with {FOUR}, or an .npz with {', '.join(KEYS)}")
    return _npz(path, want)


def _folder(folder: Path, want: Wanted) -> DataSet:
    """Training images and labels, and those of the test if they are there."""
    files = {(use, kind): _find(folder, use, kind) for use in ("train", "test") for kind in ("images", "labels")}
    training = _pair(folder, files, "train", want)
    if training is None:
        raise DataError(f"{folder}: no training images and labels\n  expected {FOUR}")
    return DataSet(str(folder), training, _pair(folder, files, "test", want))


def _find(folder: Path, use: str, kind: str) -> Path | None:
    """The one file whose name says both; of a file and its compressed copy the file.

    Where a folder has the name, as some programs unpack archives, the file may lie in it. Files whose names begin with
    a dot are another system's notes about files, not data.
    """
    words = "train" if use == "train" else "t10k|test"
    pattern = re.compile(rf"(?!\.)(.*[-_.])?({words})[-_.]{kind}[-_.]idx\d[-_.]({'|'.join(ENTRIES)})(\.gz)?")
    named = sorted(path for path in _entries(folder) if pattern.fullmatch(path.name))
    inside = (path for each in named if each.is_dir() for path in sorted(_entries(each)) if path.is_file())
    files = [path for path in named if not path.is_dir()]
    found = files or [path for path in inside if pattern.fullmatch(path.name)]
    if named and not found:
        what = f"{named[0]}: a folder without the file of its name in it"
        raise DataError(f"{what}\n  expected the file of the {use} {kind} in its place, or in it under the same name")
    plain = [path for path in found if path.suffix != ".gz"]
    stems = {path.name.removesuffix(".gz") for path in found}
    if len(stems) > 1:
        raise DataError(
            f"{folder}: several files of {use} {kind}: {', '.join(sorted(stems))}\n  leave one of them there"
        )
    return next(iter(plain or found), None)


def _entries(folder: Path) -> Iterator[Path]:
    try:
        yield from folder.iterdir()
    except OSError as error:
        raise DataError(f"{folder}: cannot be read: {error.strerror or error}") from error


def _pair(folder: Path, files: dict[tuple[str, str], Path | None], use: str, want: Wanted) -> Examples | None:
    images, labels = files[use, "images"], files[use, "labels"]
    if images is None and labels is None:
        return None
    if images is None or labels is None:
        lacking = "images" if images is None else "labels"
        raise DataError(
            f"{folder}: the {use} {lacking} are missing beside {(images or labels or folder).name}\n  expected {FOUR}"
        )
    if len(want.inputs) > 1 or len(want.targets) > 1:
        keys = ", ".join((*want.keys("train").values(), *want.keys("test").values()))
        raise DataError(f"{folder}: the network has several inputs or targets\n  give an .npz with {keys}")
    return shaped(read_idx(images, IMAGES), read_idx(labels, LABELS), want, str(images))


def _npz(path: Path, want: Wanted) -> DataSet:
    """x_train and y_train, and x_test and y_test if they are there; of several inputs or targets each under its
    name."""
    train, test = want.keys("train"), want.keys("test")
    keys = (*train.values(), *test.values())
    found = read_npz(path, keys)
    wanted = [*train.values(), *(test.values() if found.keys() & set(test.values()) else ())]
    missing = [key for key in wanted if key not in found]
    if missing:
        held = ", ".join(found) or "none of them"
        as_in = ", as in Keras" if set(keys) <= set(KEYS) else ""
        raise DataError(f"{path}: no {' and no '.join(missing)}; found {held}\n  expected {', '.join(keys)}{as_in}")
    examples = (_named(found, each, want, path) for each in (train, test) if set(each.values()) <= found.keys())
    return DataSet(str(path), next(examples), next(examples, None))


def _named(found: Mapping[str, Array], keys: Mapping[str, str], want: Wanted, path: Path) -> Examples:
    arrays = {name: found[key] for name, key in keys.items()}
    inputs = {name: arrays[name] for name in want.inputs}
    return shaped(inputs, {name: arrays[name] for name in want.targets}, want, f"{path}: {', '.join(keys.values())}")
