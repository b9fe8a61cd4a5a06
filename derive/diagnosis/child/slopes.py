"""Somebody's gradients against differences of their own forward pass, along random directions."""

from dataclasses import replace
from typing import Any

import numpy as np

from derive.diagnosis.child.layout import Layout
from derive.diagnosis.child.trial import Case, Layer, run

STEP, DIRECTIONS, SEED = 1e-5, 2, 5
Array = Any


def slopes(layer: Layer, case: Case, layout: Layout, file: str) -> dict[str, Array]:
    """For each gradient pairs, one a direction: the gradient times the direction, and the central difference."""
    random = np.random.default_rng(SEED)
    y = run(layer, case, layout, file).arrays.get("y")
    if y is None:
        return {}
    bar = random.standard_normal(y.shape) if "cotangent" in case.arrays else np.ones(y.shape)
    own = replace(case, arrays={**case.arrays, "cotangent": bar} if "cotangent" in case.arrays else case.arrays)
    gradients = run(layer, own, layout, file).arrays
    found = {}
    for tensor in layer.tensors:
        array = case.arrays[tensor]
        if tensor in gradients and gradients[tensor].shape == array.shape:
            pairs = [_pair(layer, own, layout, file, tensor, gradients[tensor], random) for _ in range(DIRECTIONS)]
            found[tensor] = np.array(pairs)
    return found


def _pair(
    layer: Layer, case: Case, layout: Layout, file: str, tensor: str, gradient: Array, random: np.random.Generator
) -> tuple[float, float]:
    direction = random.standard_normal(gradient.shape)
    ends = []
    for sign in (1, -1):
        moved = {**case.arrays, tensor: case.arrays[tensor] + sign * STEP * direction}
        y = run(layer, replace(case, arrays=moved), layout, file).arrays.get("y")
        if y is None:
            return float(np.sum(gradient * direction)), float("nan")
        ends.append(float(np.sum(case.arrays.get("cotangent", 1.0) * y)))
    return float(np.sum(gradient * direction)), (ends[0] - ends[1]) / (2 * STEP)
