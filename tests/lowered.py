"""One equation's kernel, run and held against the interpreter."""

from typing import Any

import numpy as np
import pytest

from derive.algebra.equation import Equation
from derive.algebra.evaluate import World, evaluate
from derive.kernels.lowering.lower import Numbers, lower
from derive.kernels.lowering.source import NAMESPACE, source_text
from tests.worlds import cells_of


def kernel_value(equation: Equation, arrays: dict[str, Any], sizes: dict[Any, int], rules: dict[Any, Any]) -> Any:
    """What the kernel gives for these arrays by the tensors' names; `rules` define sizes by others."""
    planned = lower("f", equation, {name: name for name in arrays}, Numbers({}, rules))
    space: dict[str, Any] = dict(NAMESPACE)
    exec(source_text(planned), space)
    return space["f"](*(arrays[name] for name in planned.arrays), *(sizes[s] for s in planned.sizes.values()))


def checked_value(equation: Equation, arrays: dict[str, Any], sizes: dict[Any, int], rules: dict[Any, Any]) -> Any:
    """The same, with the shape and every entry that the interpreter gives."""
    found = kernel_value(equation, arrays, sizes, rules)
    meant = evaluate(equation, World({name: cells_of(array) for name, array in arrays.items()}, sizes))
    assert np.shape(found) == tuple(max(axis) + 1 for axis in zip(*meant, strict=True))
    for place, value in meant.items():
        assert found[place] == pytest.approx(float(value)), place
    return found
