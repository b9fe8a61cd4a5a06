"""Small data and networks that the training tests share; nothing is downloaded."""

import gzip
import struct
from pathlib import Path
from typing import Any

import numpy as np

import derive
from derive.network.model import Model
from derive.spec.train_options import TrainSpec
from derive.spec.train_overrides import overridden
from derive.training.examples import DataSet, Examples
from derive.training.job import Job, prepare

IDX = {np.dtype(np.uint8): 0x08, np.dtype(">f4"): 0x0D}
NAMES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")

# Everything that has a memory: dropout's masks, batch norm's running statistics, a schedule, an optimiser's moments.
REMEMBERING = {
    "name": "remembering",
    "input": {"channels": 1, "height": 7, "width": 5},
    "layers": [
        {"conv": {"filters": 2, "kernel": 3, "padding": 1, "bias": False}},  # batch norm would make its slope 0
        "batch_norm",
        "relu",
        {"max_pool": {"window": 2}},
        "flatten",
        {"dense": {"units": 11}},
        "relu",
        {"dropout": {"rate": 0.3}},
        {"dense": {"units": 3}},
        "softmax",
    ],
    "loss": "cross_entropy",
    "train": {
        "epochs": 3,
        "batch": 8,
        "validation": 5,
        "optimiser": {"adam": {"learning_rate": 0.01}},
        "schedule": {"cosine": {"warmup": 1}},
    },
}


def idx_bytes(array: Any) -> bytes:
    """An IDX file's content."""
    head = bytes((0, 0, IDX[array.dtype], array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape)
    return head + array.tobytes()


def digits(count: int, seed: int = 0, height: int = 7, width: int = 5, classes: int = 3) -> tuple[Any, Any]:
    """Images of bytes (N, H, W) and labels (N,): the brighter third of the image says the class."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, classes, count).astype(np.uint8)
    images = random.integers(0, 100, (count, height, width))
    for image, label in zip(images, labels, strict=True):
        image[label * height // classes : (label + 1) * height // classes] += 150
    return images.astype(np.uint8), labels


def write_folder(folder: Path, packed: bool = False, names: tuple[str, ...] = NAMES) -> Path:
    """A folder of four IDX files."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = (*digits(43, 1), *digits(11, 2))
    for name, array in zip(names, arrays, strict=True):
        content = idx_bytes(array)
        target = folder / (f"{name}.gz" if packed else name)
        target.write_bytes(gzip.compress(content) if packed else content)
    return folder


def model(spec: dict[str, Any] | None = None) -> Model:
    """The model of a spec as a dict."""
    return derive.load(spec or REMEMBERING).model


def job(spec: dict[str, Any] | None = None, engine: bool = False, **changes: Any) -> Job:
    """A run on 43 small images, 5 of them held out."""
    own = model(spec)
    images, labels = digits(43, 1)
    tests, answers = digits(11, 2)
    data = DataSet(
        "small", Examples(images[:, None], labels.astype(np.int64)), Examples(tests[:, None], answers.astype(np.int64))
    )
    return prepare(own, overridden(own.spec.train or TrainSpec(), changes), data, engine)
