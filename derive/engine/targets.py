"""Targets as people hand them over, checked and brought to the output's shape and dtype."""

import numpy as np

from derive.engine.interface import Array, engine_error

WHERE = "target"
SUM_TOLERANCE = 1e-5  # of a row's sum: float32 probabilities keep it


def same_shape(output: Array, target: Array) -> Array:
    """The target in the output's dtype; it must have the output's shape (M, ...)."""
    if target.shape != output.shape:
        what = f"shape {target.shape}, expected the output's {output.shape}"
        raise engine_error(WHERE, what, "give one target for each output")
    return target.astype(output.dtype, copy=False)


def unit_interval(output: Array, target: Array) -> Array:
    """Targets of the output's shape, each from 0 to 1."""
    values = same_shape(output, target)
    kept = (values >= 0) & (values <= 1)
    if not kept.all():
        place = _first(~kept)
        what = f"{values[place]:g} in row {place[0]}, expected 0 to 1"
        raise engine_error(WHERE, what, "give the probability of the class")
    return values


def probabilities(output: Array, target: Array) -> Array:
    """Class indices, or rows of the output's shape (M, K, ...) from 0 to 1 that sum to 1 over axis 1."""
    if target.shape != output.shape:
        return class_indices(output, target)
    values = unit_interval(output, target)
    sums = values.sum(axis=1, dtype=np.float64)  # (M, ...)
    kept = np.abs(sums - 1) <= SUM_TOLERANCE
    if not kept.all():
        place = _first(~kept)
        what = f"row {place[0]} sums to {sums[place]:.7g}, expected 1 to within {SUM_TOLERANCE:g}"
        raise engine_error(WHERE, what, 'divide each row by its sum, or describe the loss with "normalised": False')
    return values


def any_rows(output: Array, target: Array) -> Array:
    """Class indices, or any numbers of the output's shape."""
    return same_shape(output, target) if target.shape == output.shape else class_indices(output, target)


def class_indices(output: Array, target: Array) -> Array:
    """One-hot rows (M, K, ...) of class indices (M, ...), which must be integers."""
    indices = output.shape[:1] + output.shape[2:]
    if target.shape != indices or not np.issubdtype(target.dtype, np.integer):
        what = f"shape {target.shape} of {target.dtype}, expected {output.shape}, or integers of {indices}"
        raise engine_error(WHERE, what, "give probabilities for all classes, or one class index for each row")
    classes = output.shape[1]
    kept = (target >= 0) & (target < classes)
    if not kept.all():
        place = _first(~kept)
        what = f"class {target[place]} in row {place[0]}, expected 0 to {classes - 1}"
        raise engine_error(WHERE, what, "count the classes from 0")
    numbers = np.arange(classes).reshape(-1, *(1 for _ in output.shape[2:]))  # (K, 1, ...)
    one_hot: Array = (target[:, None] == numbers).astype(output.dtype)  # (M, K, ...)
    return one_hot


def refuse_infinite_binary(a: Array, t: Array) -> None:
    """Refuse an output outside [0, 1], a 0 whose target is not 0, and a 1 whose target is not 1."""
    _refuse(a, (a < 0) | (a > 1), "is no probability", "put a sigmoid before the loss")
    _refuse(a, ((a == 0) & (t > 0)) | ((a == 1) & (t < 1)), "makes the loss infinite", SATURATED)


def refuse_infinite_cross(p: Array, t: Array) -> None:
    """Refuse a negative output, and a 0 whose target is not 0."""
    _refuse(p, p < 0, "is no probability", "put a softmax before the loss")
    _refuse(p, (p == 0) & (t != 0), "makes the loss infinite", SATURATED)


SATURATED = "let the engine fuse the loss with the activation before it: it then works from the logits"


def _refuse(output: Array, bad: Array, why: str, fix: str) -> None:
    if bad.any():
        place = _first(bad)
        raise engine_error("loss", f"the output {output[place]:g} at {place} {why}", fix)


def _first(bad: Array) -> tuple[int, ...]:
    """The first place, in row-major order."""
    return tuple(int(index) for index in np.argwhere(bad)[0])
