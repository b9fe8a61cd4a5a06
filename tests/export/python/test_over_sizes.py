"""The one-file export of layers with windows, over a grid of their options' numbers: it runs, and tests itself."""

from itertools import product
from typing import Any

import pytest

from derive.errors import DeriveError
from derive.export.python.standalone import standalone
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import spec_from_dict
from tests.layers.exactly import part_of
from tests.structures import KINDS, STRUCTURES

STEPS, EXTENTS = (1, 2, 3), (3, 5)
PADDINGS: tuple[Any, ...] = (0, 1, 2, "same")
FORMS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("conv", {"filters": 2}),
    ("conv", {"filters": 4, "groups": 2, "bias": False}),
    ("depthwise", {}),
    ("depthwise", {"multiplier": 2}),
    ("conv_transpose", {"filters": 2}),
    ("max_pool", {}),
    ("max_pool", {"ceil_mode": True}),
    ("avg_pool", {}),
    ("avg_pool", {"ceil_mode": True}),
    ("avg_pool", {"count_include_pad": False}),
    ("avg_pool", {"ceil_mode": True, "count_include_pad": False}),
)
GRID = list(product(FORMS, EXTENTS, STEPS, STEPS, PADDINGS, (1, 2)))


def network(case: Any) -> Model | None:
    """A layer with windows over a length, None where it does not fit."""
    (kind, form), n, f, s, p, d = case
    taps = "window" if "pool" in kind else "kernel"
    layer = {kind: {taps: f, "stride": s, "padding": p, "dilation": d, **form}}
    try:
        return build(spec_from_dict({"name": "small", "input": {"channels": 2, "length": n}, "layers": [layer]}))
    except DeriveError:
        return None


@pytest.mark.parametrize("case", part_of(GRID, 60), ids=str)
def test_its_self_test_passes_whatever_the_window_is(case: Any) -> None:
    model = network(case)
    if model is None:
        return
    module: dict[str, Any] = {"__name__": "exported"}
    exec(compile(standalone(model), "<exported>", "exec"), module)
    assert module["self_test"]() < 1e-5


def test_most_of_the_grid_fits() -> None:
    assert sum(network(case) is not None for case in GRID[::20]) > 0.5 * len(GRID[::20])


def test_every_kind_of_the_catalogue_is_exported_and_run() -> None:
    assert {structure.kind for structure in STRUCTURES} == set(KINDS)
