"""Images drawn by the program, and targets that the network itself gives with the weights that its spec states."""

from typing import Any

import numpy as np
import numpy.typing as npt

from derive.errors import TrainingError
from derive.kernels.network import kernels
from derive.network.model import Model
from derive.spec.train_options import DrawnOptions
from derive.spec.values import Values
from derive.training.examples import DataSet, Examples

Array = npt.NDArray[Any]
BOXES, DISCS, GRAIN = 3, 2, 0.25
PIECE = 256


def drawn_data(model: Model, options: DrawnOptions) -> DataSet:
    """Images of the network's input size with grey boxes, discs and grain; targets by the weights under `values`.

    Raises TrainingError for an input that is no image, and where a weight has no value.
    """
    shape = tuple(int(size) for size in model.shape(model.input)[1:])
    if len(shape) != 3:
        raise TrainingError(f"{model.name}: drawn images need an input of channels, height and width")
    teacher = _teacher(model)
    random = np.random.default_rng([options.seed])
    images = np.stack([draw(shape, random) for _ in range(options.examples + options.test)])
    targets = _answers(model, images, teacher)
    first, rest = slice(options.examples), slice(options.examples, None)
    training, test = (Examples(images[chosen], targets[chosen]) for chosen in (first, rest))
    return DataSet("images drawn by the program", training, test, teacher)


def _teacher(model: Model) -> dict[str, Array]:
    """The parameters under the spec's `values`, of every layer."""
    given = model.spec.values
    missing = [name for name in model.parameters if name not in given]
    if missing or model.state or model.masks:
        reason = f"values have no {', '.join(missing)}" if missing else "dropout and batch norm are not for them"
        raise TrainingError(
            f"{model.name}: drawn images get their targets from the weights under `values`, but {reason}\n"
            "  write the weights that shall be found, or give --data"
        )
    return {name: _array(given[name]) for name in model.parameters}


def _array(values: Values) -> Array:
    return np.array(values, dtype=np.float64)


def _answers(model: Model, images: Array, teacher: dict[str, Array]) -> Array:
    """The network's outputs in float64."""
    exact = kernels(model, "float64")
    pieces = [images[start : start + PIECE] for start in range(0, len(images), PIECE)]
    return np.concatenate([exact.forward(piece, teacher) for piece in pieces])


def draw(shape: tuple[int, ...], random: np.random.Generator) -> Array:
    """One image (C, H, W) with values in [0, 1]: an even ground, boxes and discs over it, and grain.

    The grain matters: in even shapes neighbouring pixels are nearly equal, and a filter's weights hard to tell apart.
    """
    image = np.broadcast_to(random.uniform(0, 1, (shape[0], 1, 1)), shape).copy()
    rows, columns = np.indices(shape[1:])
    for _ in range(BOXES):
        top, left, height, width = random.uniform(0, 1, 4) * np.array(shape[1:] * 2)
        inside = (abs(rows - top) < height / 3) & (abs(columns - left) < width / 3)
        image[:, inside] = random.uniform(0, 1, (shape[0], 1))
    for _ in range(DISCS):
        top, left = random.uniform(0, 1, 2) * np.array(shape[1:])
        inside = (rows - top) ** 2 + (columns - left) ** 2 < random.uniform(1, min(shape[1:]) / 3 + 1) ** 2
        image[:, inside] = random.uniform(0, 1, (shape[0], 1))
    return np.clip(image + random.uniform(-GRAIN, GRAIN, shape), 0, 1)
