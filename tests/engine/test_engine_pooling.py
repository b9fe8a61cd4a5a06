"""Pooling: against loops, finite differences, ties by hand, and published numbers."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from derive.engine import Engine
from derive.errors import EngineError

Array = npt.NDArray[Any]

SHARED: dict[str, dict[str, Any]] = {
    "stride is the window": {"window": (2, 3)},
    "overlapping": {"window": (3, 2), "stride": (2, 1)},
    "gapped": {"window": (2, 1), "stride": (3, 2)},
    "padded": {"window": (3, 5), "stride": (2, 3), "padding": (1, 2)},
    "padded by side": {"window": (3, 2), "stride": 2, "padding": ((0, 2), (1, 0))},
    "ceil mode past the padding": {"window": (3, 2), "stride": (3, 3), "ceil_mode": True},
    "ceil mode, padded": {"window": (2, 3), "stride": (3, 2), "padding": (1, 1), "ceil_mode": True},
    "ceil mode drops the last window": {
        "window": (1, 2), "stride": (3, 3), "padding": ((0, 1), (1, 1)), "ceil_mode": True
    },
    "same": {"window": (2, 4), "stride": (2, 3), "padding": "same"},
    "same, overlapping": {"window": (3, 2), "stride": 1, "padding": "same"},
}  # fmt: skip
MAXIMUM = {f"max, {name}": ("max_pool", options) for name, options in SHARED.items()} | {
    "max, dilated": ("max_pool", {"window": (2, 3), "stride": 2, "dilation": (3, 2), "padding": 1}),
    "max, dilated until windows overlap": ("max_pool", {"window": 2, "stride": 2, "dilation": 2}),
    "max, large window": ("max_pool", {"window": (7, 11), "stride": 1, "padding": (3, 5)}),
}
AVERAGE = {f"average, {name}": ("avg_pool", options) for name, options in SHARED.items()} | {
    f"average without pads, {name}": ("avg_pool", {**options, "count_include_pad": False})
    for name, options in SHARED.items()
}
ALL: dict[str, tuple[str, dict[str, Any]]] = MAXIMUM | AVERAGE
CASES = pytest.mark.parametrize(("kind", "options"), ALL.values(), ids=ALL.keys())


def engine_for(kind: str, options: dict[str, Any], shape: tuple[int, ...] = (3, 7, 11)) -> Engine:
    return Engine(shape, [{"kind": kind, "name": "pool", **options}])


def two(value: Any) -> tuple[Any, Any]:
    return value if isinstance(value, tuple) else (value, value)


def sides(options: dict[str, Any], axis: int) -> tuple[int, int]:
    padding = options.get("padding", 0)
    if padding != "same":
        return two(two(padding)[axis])
    n, f = (7, 11)[axis], two(options["window"])[axis]
    s = two(options.get("stride", options["window"]))[axis]
    total = max((int(np.ceil(n / s)) - 1) * s + f - n, 0)
    return total // 2, total - total // 2


def window_cells(options: dict[str, Any], i: int, j: int) -> Iterator[tuple[int, int]]:
    """The cells that window (i, j) reads, in row-major order, padding included."""
    (f, f2), (d, d2) = two(options["window"]), two(options.get("dilation", 1))
    s, s2 = two(options.get("stride", options["window"]))
    for u, v in np.ndindex(f, f2):
        yield s * i + d * u - sides(options, 0)[0], s2 * j + d2 * v - sides(options, 1)[0]


def looped(kind: str, options: dict[str, Any], x: Array, out: tuple[int, int]) -> Array:
    """Pooling by its definition."""
    y = np.empty((*x.shape[:2], *out))
    include = options.get("count_include_pad", True) and options.get("padding") != "same"
    height, width = x.shape[2:]
    bottom, right = height + sides(options, 0)[1], width + sides(options, 1)[1]
    for m, c, i, j in np.ndindex(y.shape):
        cells = list(window_cells(options, i, j))
        values = [x[m, c, r, q] for r, q in cells if 0 <= r < height and 0 <= q < width]
        counted = sum(r < bottom and q < right for r, q in cells) if include else len(values)
        y[m, c, i, j] = max(values) if kind == "max_pool" else sum(values) / counted
    return y


def spread(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Distinct values, 0.1 apart, some negative: no maximum is nearer to a kink than that."""
    size = int(np.prod(shape))
    return ((rng.permutation(size) - size // 2) * 0.1).reshape(shape)


@CASES
def test_forward_equals_the_loops(kind: str, options: dict[str, Any], rng: np.random.Generator) -> None:
    engine = engine_for(kind, options)
    x = spread(rng, (2, 3, 7, 11))
    y = engine.forward(x, {}).output
    np.testing.assert_allclose(y, looped(kind, options, x, engine.shapes["pool"][1:]), rtol=1e-13)


@CASES
def test_gradients_equal_finite_differences(
    kind: str, options: dict[str, Any], rng: np.random.Generator, assert_differentiates: Any
) -> None:
    assert_differentiates(engine_for(kind, options), spread(rng, (2, 3, 7, 11)))


def test_global_average_gives_one_value_for_each_channel(rng: np.random.Generator, assert_differentiates: Any) -> None:
    engine = engine_for("global_avg_pool", {}, (3, 5, 7))
    assert engine.shapes["pool"] == (3,)
    x = rng.standard_normal((2, 3, 5, 7))
    np.testing.assert_allclose(engine.forward(x, {}).output[1, 2], sum(x[1, 2].ravel()) / 35, rtol=1e-13)
    assert_differentiates(engine, x)


@pytest.mark.parametrize(
    ("options", "size"),
    [
        ({"window": 2, "stride": 3, "ceil_mode": True, "padding": ((0, 1), 0)}, (3, 2)),
        ({"window": 1, "stride": 3, "ceil_mode": True, "padding": ((0, 2), 0)}, (3, 2)),
        ({"window": 3, "stride": 3, "ceil_mode": True}, (3, 2)),
        ({"window": 3, "stride": 3}, (2, 1)),
        ({"window": 2, "stride": 2, "ceil_mode": True, "padding": 1}, (4, 3)),
        ({"window": 1, "stride": 4, "ceil_mode": True, "padding": ((0, 2), 0)}, (2, 2)),
    ],
)
def test_sizes_follow_the_conventions(options: dict[str, Any], size: tuple[int, int]) -> None:
    assert engine_for("avg_pool", options, (2, 7, 5)).shapes["pool"] == (2, *size)


def test_a_tie_goes_to_the_first_maximum_in_row_major_order() -> None:
    engine = engine_for("max_pool", {"window": (2, 3)}, (1, 2, 3))
    for row in range(2):
        for column in range(3):
            x = np.zeros((1, 1, 2, 3))
            x[0, 0].flat[row * 3 + column :] = 5.0
            x_bar = engine.vjp(engine.forward(x, {}), {}, np.full((1, 1, 1, 1), 7.0)).cotangents["input"]
            expected = np.zeros((1, 1, 2, 3))
            expected[0, 0, row, column] = 7.0
            np.testing.assert_array_equal(x_bar, expected)


def test_a_cell_that_wins_in_two_windows_collects_both_cotangents() -> None:
    engine = engine_for("max_pool", {"window": (1, 2), "stride": 1}, (1, 1, 3))
    trace = engine.forward(np.array([[[[0.0, 9.0, 0.0]]]]), {})
    x_bar = engine.vjp(trace, {}, np.array([[[[2.0, 3.0]]]])).cotangents["input"]
    np.testing.assert_array_equal(x_bar, [[[[0.0, 5.0, 0.0]]]])


def test_padding_never_wins_a_maximum_even_against_minus_infinity() -> None:
    engine = engine_for("max_pool", {"window": (2, 2), "stride": 2, "padding": 1}, (1, 2, 2))
    trace = engine.forward(np.full((1, 1, 2, 2), -np.inf), {})
    assert (trace.output == -np.inf).all()
    y_bar = np.array([[[[2.0, 3.0], [5.0, 7.0]]]])
    np.testing.assert_array_equal(engine.vjp(trace, {}, y_bar).cotangents["input"], y_bar)


def test_negative_maps_keep_their_maximum_beside_padding() -> None:
    engine = engine_for("max_pool", {"window": 3, "stride": 1, "padding": "same"}, (1, 2, 3))
    x = -np.arange(1.0, 7.0).reshape(1, 1, 2, 3)
    np.testing.assert_array_equal(engine.forward(x, {}).output[0, 0], [[-1, -1, -2], [-1, -1, -2]])


@pytest.mark.parametrize("place", range(6))
def test_a_nan_in_the_window_is_passed_on(place: int) -> None:
    x = np.arange(6.0).reshape(1, 1, 2, 3)
    x.flat[place] = np.nan
    assert np.isnan(engine_for("max_pool", {"window": (2, 3)}, (1, 2, 3)).forward(x, {}).output).all()


@pytest.mark.parametrize("place", range(6))
def test_the_first_cell_of_a_window_with_a_nan_takes_the_cotangent(place: int) -> None:
    engine = engine_for("max_pool", {"window": (3, 4), "stride": 1, "padding": ((1, 0), (1, 0))}, (1, 2, 3))
    x = np.arange(6.0).reshape(1, 1, 2, 3)
    x.flat[place] = np.nan
    x_bar = engine.vjp(engine.forward(x, {}), {}, np.full((1, 1, 1, 1), 7.0)).cotangents["input"]
    np.testing.assert_array_equal(x_bar, [[[[7.0, 0.0, 0.0], [0.0, 0.0, 0.0]]]])


def test_a_maximum_over_more_than_256_taps_remembers_its_winner(rng: np.random.Generator) -> None:
    engine = engine_for("max_pool", {"window": (17, 19)}, (1, 17, 19))
    x = np.arange(323.0).reshape(1, 1, 17, 19)
    x_bar = engine.vjp(engine.forward(x, {}), {}, np.full((1, 1, 1, 1), 3.0)).cotangents["input"]
    assert x_bar[0, 0, 16, 18] == 3.0
    assert x_bar.sum() == 3.0


def test_a_maximum_over_padding_only_is_refused_with_its_numbers() -> None:
    with pytest.raises(EngineError) as error:
        engine_for("max_pool", {"window": 2, "dilation": 2, "padding": 1}, (1, 1, 1))
    assert str(error.value) == (
        "layer pool (max_pool): window 0 of 1 on the height of 1 lies entirely in the padding "
        "(window 2, stride 2, dilation 2, padding 1 + 1: it reads the cells -1, 1)\n"
        "  use less padding, or a smaller dilation or stride"
    )


def test_an_average_over_padding_only_is_refused_unless_padding_counts() -> None:
    options = {"window": (2, 1), "stride": 1, "padding": ((2, 0), (0, 0))}
    with pytest.raises(EngineError, match=r"window 0 of 4 on the height of 3 .* reads the cells -2, -1"):
        engine_for("avg_pool", {**options, "count_include_pad": False}, (1, 3, 2))
    y = engine_for("avg_pool", options, (1, 3, 2)).forward(np.ones((1, 1, 3, 2)), {}).output
    np.testing.assert_array_equal(y[0, 0, :, 0], [0.0, 0.5, 1.0, 1.0])


def published(kind: str) -> tuple[Array, Array]:
    """The course's draws in our layout: the input's cotangent as (batch, height, width, channel), and dA."""
    state = np.random.RandomState(1)
    x, y_bar = (state.randn(*shape).transpose(0, 3, 1, 2) for shape in ((5, 5, 3, 2), (5, 4, 2, 2)))
    engine = engine_for(kind, {"window": 2, "stride": 1}, (2, 5, 3))
    trace = engine.forward(np.ascontiguousarray(x), {})
    return engine.vjp(trace, {}, np.ascontiguousarray(y_bar)).cotangents["input"].transpose(0, 2, 3, 1), y_bar


def test_max_pooling_gives_the_published_values() -> None:
    x_bar, y_bar = published("max_pool")
    assert y_bar.mean() == pytest.approx(0.14571390272918056, rel=1e-13)
    np.testing.assert_allclose(x_bar[1, 1], [[0, 0], [5.05844394, -1.68282702], [0, 0]], atol=5e-9)


def test_average_pooling_gives_the_published_values() -> None:
    x_bar, _ = published("avg_pool")
    expected = [[0.08485462, 0.2787552], [1.26461098, -0.25749373], [1.17975636, -0.53624893]]
    np.testing.assert_allclose(x_bar[1, 1], expected, atol=5e-9)
