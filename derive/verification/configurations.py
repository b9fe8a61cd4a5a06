"""A fixed list of small networks of one layer: where a mistake that changes nothing on one layer shows on another."""

from functools import cache
from itertools import chain

from derive.errors import SpecError
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import parse_spec

IMAGE = (
    "input: {{channels: {}, height: {}, width: {}}}\nlayers: [{}]\nloss: {{mean_squared_error: {{reduction: sum}}}}\n"
)
VECTOR = "input: {{features: {}}}\nlayers: [{}]\nloss: {}\n"
SQUARES = "{mean_squared_error: {reduction: sum}}"

WINDOWS = (
    (7, 8, "stride: 1"),
    (8, 9, "stride: 2"),
    (9, 11, "stride: 3, padding: 1"),
    (7, 8, "stride: 1, padding: 2"),
    (8, 9, "stride: 2, padding: 2"),
    (8, 9, "stride: [2, 1]"),
    (7, 8, "stride: 1, padding: [1, 2]"),
    (7, 8, "stride: [1, 2], padding: [2, 1]"),
)
DILATED = ((9, 11, "stride: 1, dilation: 2"), (9, 11, "stride: 3, dilation: 2, padding: 1"))
SAME = ((7, 8, "stride: 1, padding: same"), (7, 9, "stride: 2, padding: same"))
CEIL = ((6, 9, "stride: 2, ceil_mode: true"), (6, 9, "stride: 2, padding: 1, ceil_mode: true"))
CLIPPED = ((7, 8, "stride: 2, padding: 1, count_include_pad: false"),)
PAIRS = ("[3, 2]", "3", "2")  # taps: a rectangle, and squares


@cache
def configurations(kind: str) -> tuple[Model, ...]:
    """The networks of a layer kind, or of a loss with a layer that it may follow."""
    texts = LAYERS[kind]() if kind in LAYERS else PLAIN[kind]
    return tuple(model for text in texts if (model := _built(text)) is not None)


def _built(text: str) -> Model | None:
    try:
        return build(parse_spec(text))
    except SpecError:
        return None


def _windowed(kind: str, word: str, sizes: tuple[tuple[int, int, str], ...], extra: str = "") -> list[str]:
    return [
        IMAGE.format(3, height, width, f"{kind}: {{{extra}{word}: {taps}, {options}}}")
        for height, width, options in sizes
        for taps in PAIRS
    ]


def _conv() -> list[str]:
    plain = _windowed("conv", "kernel", (*WINDOWS, *DILATED, *SAME), "filters: 3, ")
    grouped = IMAGE.format(4, 7, 8, "conv: {filters: 6, kernel: 2, groups: 2, stride: 2, padding: 1}")
    return [*plain, grouped]


def _max_pool() -> list[str]:
    return _windowed("max_pool", "window", (*WINDOWS, *DILATED, *SAME, *CEIL))


def _avg_pool() -> list[str]:
    return _windowed("avg_pool", "window", (*WINDOWS, *SAME, *CEIL, *CLIPPED))


LAYERS = {"conv": _conv, "max_pool": _max_pool, "avg_pool": _avg_pool}


def _elementwise(kind: str) -> tuple[str, ...]:
    return (VECTOR.format(5, kind, SQUARES), IMAGE.format(2, 4, 3, kind))


PLAIN: dict[str, tuple[str, ...]] = {
    **{kind: _elementwise(kind) for kind in ("sigmoid", "tanh", "relu", "batch_norm")},
    "dropout": tuple(
        chain.from_iterable(_elementwise(f"dropout: {{rate: {rate}}}") for rate in ("0.2", "0.5", "0.75"))
    ),
    "softmax": (VECTOR.format(5, "softmax", SQUARES),),
    "dense": tuple(VECTOR.format(n, f"dense: {{units: {k}}}", SQUARES) for n, k in ((5, 2), (3, 3))),
    "flatten": (IMAGE.format(2, 4, 3, "flatten"),),
    "global_avg_pool": (IMAGE.format(2, 4, 3, "global_avg_pool"),),
    "binary_cross_entropy": tuple(
        VECTOR.format(5, "sigmoid", f"{{binary_cross_entropy: {{reduction: {reduction}}}}}")
        for reduction in ("mean", "sum")
    ),
    "cross_entropy": tuple(
        VECTOR.format(5, "softmax", f"{{cross_entropy: {{reduction: {reduction}}}}}") for reduction in ("mean", "sum")
    ),
    "mean_squared_error": tuple(
        VECTOR.format(5, layer, f"{{mean_squared_error: {{reduction: {reduction}}}}}")
        for layer in ("sigmoid", "relu")
        for reduction in ("mean", "sum")
    ),
}
