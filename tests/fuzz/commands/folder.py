"""The folder in which commands are fuzzed: small specs, training data, and files that are none of these."""

import os
from pathlib import Path

import numpy as np

SPECS = {
    "relu.yaml": "input: {features: 2}\nlayers: [relu]\n",
    "dense.yaml": "name: d\ntitle: 数 😀 Größe\ninput: {features: 3}\nlayers: [{dense: {units: 2}}]\n"
    "loss: mean_squared_error\nvalues: {input: [[1, 2, 3]], target: [[1, 1/2]]}\n",
    "pool.yaml": "input: {channels: 1, height: 4, width: 4}\nlayers: [{max_pool: {window: 2}}]\n",
    "named.yaml": "input: {channels: C, height: n, width: n}\nlayers: [{conv: {filters: 2, kernel: f}}, relu]\n",
    "softmax.yaml": "input: {features: 4}\nlayers: [{dense: {units: 3}}, softmax]\nloss: cross_entropy\n"
    "train: {epochs: 1, batch: 2, validation: 0}\n",
    "self.yaml": "input: {features: self}\nlayers: [{dense: {units: np}}, tanh]\n",
    "odd #%?&\"'<x>.yaml": "input: {features: 2}\nlayers: [sigmoid]\n",
    "broken.yaml": "input: {features: 2\nlayers: [conv]\n",
    "wrong.yaml": "input: {features: -2}\nlayers: [{batch_norm: {epsilon: .inf}}, {dropout: {rate: 1e400}}]\n",
    "empty.yaml": "",
}


def fill(folder: Path) -> None:
    """Writes everything; called once for each folder."""
    for name, text in SPECS.items():
        (folder / name).write_text(text, encoding="utf-8")
    for raw in (b"caf\xe9.yaml", b"two\nlines.yaml"):
        with open(os.path.join(os.fsencode(folder), raw), "w") as stream:
            stream.write(SPECS["pool.yaml"])
    (folder / "folder.yaml").mkdir()
    (folder / "binary.yaml").write_bytes(b"\0\xff\xfe\x00binary")
    (folder / "latin.yaml").write_bytes(b"title: caf\xe9\n")
    os.symlink("nowhere", folder / "dangling.yaml")
    os.symlink("loop.yaml", folder / "loop.yaml")
    _data(folder)


def _data(folder: Path) -> None:
    """Examples for softmax.yaml: good ones, and files that hold something else."""
    inputs, classes = np.arange(24, dtype="float32").reshape(6, 4) / 24, np.arange(6) % 3
    for name, arrays in {
        "good": {"x_train": inputs, "y_train": classes, "x_test": inputs, "y_test": classes},
        "zero": {"x_train": inputs, "y_train": np.array(3)},
        "single": {"x_train": np.array(1.0), "y_train": np.array(3)},
        "none": {"x_train": inputs[:0], "y_train": classes[:0]},
        "nan": {"x_train": inputs * np.nan, "y_train": classes},
        "text": {"x_train": inputs, "y_train": np.array(["a"] * 6)},
        "complex": {"x_train": inputs * 1j, "y_train": classes},
        "other": {"images": inputs},
        "classes": {"x_train": inputs, "y_train": classes + 100},
        "large": {"x_train": inputs * np.float32(1e38), "y_train": classes},
    }.items():
        np.savez(folder / f"{name}.npz", allow_pickle=True, **arrays)  # type: ignore[arg-type]
    (folder / "cut.npz").write_bytes((folder / "good.npz").read_bytes()[:300])
    (folder / "idx").mkdir()
    (folder / "idx" / "train-images-idx3-ubyte").write_bytes(b"\0\0\x08\x03\0\0\0\x01")
    (folder / "idx" / "train-labels-idx1-ubyte").mkdir()
