"""The layers that derive check knows, with the names that people give them and the cases on which they are tried."""

from derive.diagnosis.subject import Configuration, Draw, Numbers, Order, Subject

BATCH_LAST = (0, 2, 3, 1)
IMAGES = {"x": BATCH_LAST, "y": BATCH_LAST}
LAST = "channels last"
FILTERS_LAST, INPUTS_FIRST = (2, 3, 1, 0), (1, 0, 2, 3)
ROW, COLUMN, AS_IMAGE, AS_CHANNEL = (1, -1), (-1, 1), (1, 1, 1, -1), (1, -1, 1, 1)


def _window(height: int, width: int, stride: int, pad: int = 0) -> Numbers:
    square = {"size": height} if height == width else {}
    return {"stride": stride, "pad": pad, "height": height, "width": width, **square}


def _conv_spec(configuration: Configuration) -> str:
    padded = ", padding: [p1, p2]" if configuration.numbers["pad"] else ""
    options = f"name: layer, filters: K, kernel: [f1, f2], stride: [s1, s2]{padded}"
    return f"input: {{channels: C, height: h, width: w}}\nlayers: [conv: {{{options}}}]\n"


def _sizes(configuration: Configuration) -> dict[str, int]:
    n = configuration.numbers
    taken = {"f1": "height", "f2": "width", "s1": "stride", "s2": "stride"}
    return {size: int(n[role]) for size, role in taken.items()} | (
        {"p1": int(n["pad"]), "p2": int(n["pad"])} if n["pad"] else {}
    )


def _pool_spec(kind: str) -> "type[str]":
    options = "name: layer, window: [f1, f2], stride: [s1, s2]"
    text = f"input: {{channels: C, height: h, width: w}}\nlayers: [{kind}: {{{options}}}]\n"
    return lambda configuration: text  # type: ignore[return-value]


def _rank(configuration: Configuration) -> str:
    return "{features: n}" if len(configuration.shape) == 2 else "{channels: C, height: h, width: w}"


def _elementwise_spec(kind: str) -> "type[str]":
    return lambda configuration: f"input: {_rank(configuration)}\nlayers: [{kind}: {{name: layer}}]\n"  # type: ignore


def _norm_spec(configuration: Configuration) -> str:
    options = f"name: layer, epsilon: {configuration.numbers['epsilon']}, unbiased_running_variance: false"
    return f"input: {_rank(configuration)}\nlayers: [batch_norm: {{{options}}}]\n"


def _dense_spec(configuration: Configuration) -> str:
    return "input: {features: n}\nlayers: [dense: {name: layer, units: K}]\n"


def _softmax_loss_spec(configuration: Configuration) -> str:
    return "input: {features: n}\nlayers: [softmax: {name: layer}]\nloss: cross_entropy\n"


CONV = Subject(
    "conv",
    "convolution",
    ("conv", "convolution", "convolve", "conv2d", "convolution2d"),
    ("x", "W", "b"),
    "z",
    _conv_spec,
    (
        Configuration((2, 3, 7, 5), 4, _window(3, 3, 1)),
        Configuration((2, 3, 7, 5), 4, _window(3, 3, 1, 1)),
        Configuration((2, 3, 9, 7), 5, _window(3, 3, 2, 1)),
        Configuration((3, 2, 7, 5), 4, _window(3, 2, 1)),
        Configuration((3, 2, 5, 6), 4, _window(2, 3, 1, 1)),
        Configuration((2, 3, 7, 9), 2, _window(3, 3, 2)),
        Configuration((2, 3, 8, 6), 4, _window(2, 2, 2)),
        Configuration((2, 3, 6, 5), 4, _window(2, 3, 2, 2)),
        Configuration((2, 3, 6, 8), 4, _window(2, 2, 2, 2)),
        Configuration((2, 3, 8, 5), 2, _window(2, 2, 3)),
        Configuration((2, 3, 7, 8), 2, _window(3, 3, 2)),
        Configuration((2, 3, 6, 7), 4, _window(3, 3, 3, 2)),
        Configuration((1, 1, 4, 4), 1, _window(1, 1, 1)),
        Configuration((3, 2, 4, 5), 3, _window(1, 1, 1)),
        Configuration((1, 2, 5, 4), 3, _window(3, 2, 1)),
        Configuration((3, 3, 5, 5), 3, _window(3, 3, 1, 1)),
        Configuration((3, 3, 6, 6), 3, _window(2, 2, 2)),
        Configuration((2, 3, 6, 6), 4, _window(3, 3, 1, 2)),
    ),
    (
        Order(""),
        Order(LAST, IMAGES | {"W": FILTERS_LAST}, {"b": AS_IMAGE}),
        Order(LAST, IMAGES | {"W": FILTERS_LAST}),
        Order(LAST, IMAGES | {"W": BATCH_LAST}),
        Order("the bias as a column", {}, {"b": COLUMN}),
        Order("the bias with four axes", {}, {"b": AS_CHANNEL}),
        Order("the bias as a row", {}, {"b": ROW}),
        Order("weights (in, out, height, width)", {"W": INPUTS_FIRST}),
    ),
    plain=lambda configuration: {"stride": 1, "pad": 0},
    sizes=lambda configuration: {k: v for k, v in _sizes(configuration).items() if k[0] != "f"},
)
POOLS = (
    Configuration((2, 3, 6, 8), 0, _window(2, 2, 2)),
    Configuration((2, 3, 7, 9), 0, _window(3, 3, 2)),
    Configuration((2, 3, 6, 9), 0, _window(3, 3, 3)),
    Configuration((2, 3, 7, 5), 0, _window(2, 2, 1)),
    Configuration((2, 3, 6, 9), 0, _window(2, 3, 2)),
    Configuration((2, 3, 6, 8), 0, _window(3, 2, 2)),
    Configuration((2, 3, 8, 5), 0, _window(2, 2, 3)),
    Configuration((2, 3, 7, 7), 0, _window(3, 3, 2), Draw.TIES),
    Configuration((2, 3, 6, 6), 0, _window(2, 2, 2), Draw.TIES),
    Configuration((2, 3, 7, 5), 0, _window(2, 2, 2)),
    Configuration((3, 3, 4, 4), 0, _window(2, 2, 2)),
    Configuration((1, 1, 3, 5), 0, _window(1, 1, 1)),
)
MAX_POOL = Subject(
    "max_pool",
    "max pooling",
    ("max pool", "maxpool", "maxpooling", "max pooling", "maxpool2d", "pool", "pooling"),
    ("x",),
    "y",
    _pool_spec("max_pool"),
    POOLS,
    (Order(""), Order(LAST, IMAGES)),
    {"mode": "max"},
    plain=lambda configuration: {"stride": configuration.numbers.get("size", 0)},
    sizes=_sizes,
)
AVG_POOL = Subject(
    "avg_pool",
    "average pooling",
    ("avg pool", "average pool", "mean pool", "avgpool", "averagepool", "meanpool", "average pooling", "avg pooling"),
    ("x",),
    "y",
    _pool_spec("avg_pool"),
    POOLS,
    (Order(""), Order(LAST, IMAGES)),
    {"mode": "average"},
    plain=lambda configuration: {"stride": configuration.numbers.get("size", 0)},
    sizes=_sizes,
)
DENSE = Subject(
    "dense",
    "dense",
    ("affine", "dense", "linear", "fc", "fully connected", "fullyconnected", "inner product"),
    ("x", "W", "b"),
    "z",
    _dense_spec,
    (
        Configuration((5, 3), 4),
        Configuration((2, 7), 3),
        Configuration((4, 4), 4),
        Configuration((1, 3), 2),
        Configuration((6, 2), 1),
        Configuration((3, 1), 5),
    ),
    (
        Order("weights (in, out)", {"W": (1, 0)}),
        Order("weights (in, out)", {"W": (1, 0)}, {"b": ROW}),
        Order("", {}, {}),
        Order("examples in columns", {"x": (1, 0), "y": (1, 0)}, {"b": COLUMN}),
        Order("", {}, {"b": ROW}),
        Order("examples in columns, weights (in, out)", {"x": (1, 0), "y": (1, 0), "W": (1, 0)}, {"b": COLUMN}),
    ),
)
ENTRYWISE = (
    Configuration((5, 4)),
    Configuration((2, 3, 4, 5)),
    Configuration((1, 7)),
    Configuration((4, 6), draw=Draw.ZEROS),
)


SLOPES = (Order(""), Order("the slope written in terms of the output", slope="y"))


def _entrywise(kind: str, *names: str) -> Subject:
    return Subject(kind, kind, names, ("x",), "a", _elementwise_spec(kind), ENTRYWISE, SLOPES)


ROWS = (
    Configuration((5, 4)),
    Configuration((3, 7)),
    Configuration((1, 3)),
    Configuration((4, 4)),
    Configuration((3, 5), draw=Draw.LARGE),
)
EXAMPLES_IN_COLUMNS = Order("examples in columns", {"x": (1, 0), "y": (1, 0)})
SOFTMAX = Subject(
    "softmax",
    "softmax",
    ("softmax",),
    ("x",),
    "a",
    _elementwise_spec("softmax"),
    ROWS,
    (Order(""), EXAMPLES_IN_COLUMNS, Order("the slope written in terms of the output", slope="y")),
)
SOFTMAX_LOSS = Subject(
    "softmax_loss",
    "softmax with cross-entropy",
    ("softmax loss", "softmax cross entropy", "softmax crossentropy", "cross entropy softmax", "softmax with loss"),
    ("x",),
    "loss",
    _softmax_loss_spec,
    ROWS,
    loss=True,
)
NORMED = (
    Configuration((5, 4), 0, {"epsilon": 0.00001}),
    Configuration((7, 3), 0, {"epsilon": 0.5}),
    Configuration((6, 5), 0, {"epsilon": 0.01}, Draw.NARROW),
    Configuration((2, 3), 0, {"epsilon": 0.1}),
    Configuration((4, 4), 0, {"epsilon": 0.1}),
)
SHAPED = (
    Configuration((2, 3, 4, 5), 0, {"epsilon": 0.00001}),
    Configuration((3, 2, 5, 3), 0, {"epsilon": 0.5}),
    Configuration((4, 3, 2, 2), 0, {"epsilon": 0.01}, Draw.NARROW),
)
PARAMETER_COLUMNS = {"gamma": COLUMN, "beta": COLUMN}
BATCH_NORM = Subject(
    "batch_norm",
    "batch normalisation",
    ("batchnorm", "batch norm", "batchnormalization", "batch normalization", "bn", "batchnorm1d"),
    ("x", "gamma", "beta"),
    "y",
    _norm_spec,
    NORMED,
    (
        Order(""),
        Order("parameters as rows", {}, {"gamma": ROW, "beta": ROW}),
        Order("examples in columns", {"x": (1, 0), "y": (1, 0)}, PARAMETER_COLUMNS),
    ),
    {"mode": "train"},
)
SPATIAL_BATCH_NORM = Subject(
    "spatial_batch_norm",
    "batch normalisation of maps",
    ("spatial batchnorm", "spatial batch norm", "batchnorm2d", "batch norm2d"),
    ("x", "gamma", "beta"),
    "y",
    _norm_spec,
    SHAPED,
    (
        Order(""),
        Order("parameters with four axes", {}, {"gamma": AS_CHANNEL, "beta": AS_CHANNEL}),
        Order(LAST, IMAGES),
        Order(LAST, IMAGES, {"gamma": AS_IMAGE, "beta": AS_IMAGE}),
    ),
    {"mode": "train"},
)
SUBJECTS: tuple[Subject, ...] = (
    SPATIAL_BATCH_NORM,
    BATCH_NORM,
    SOFTMAX_LOSS,
    CONV,
    AVG_POOL,
    MAX_POOL,
    DENSE,
    _entrywise("relu", "relu", "rectifier"),
    _entrywise("sigmoid", "sigmoid", "logistic", "sigm"),
    _entrywise("tanh", "tanh"),
    SOFTMAX,
)
