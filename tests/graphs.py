"""Networks in which a tensor has several uses, wired by hand from a chain's layers."""

from dataclasses import replace

from derive.algebra.equation import Term, total
from derive.algebra.tensor import Tensor, TensorRole
from derive.calculus.vjp import Variable
from derive.layers.axes import IMAGE
from derive.layers.declaration import Declaration
from derive.network.model import Layer, Model
from derive.network.schedule import by_uses
from tests.kernels.networks import image, network


def addition() -> Declaration:
    """y = a + b, entry by entry, of two maps."""
    a, b = (IMAGE.tensor(name, TensorRole.INPUT) for name in "ab")
    y, ranges, at = IMAGE.tensor("y", TensorRole.ACTIVATION), IMAGE.ranges, IMAGE.at
    forward = total(y[at], ranges, Term((), (), (), a[at]), Term((), (), (), b[at]))
    return Declaration((a, b), y, (forward,), (Variable(a[at], ranges), Variable(b[at], ranges)))


def added(layer: Layer, first: Tensor, second: Tensor) -> Layer:
    """An addition in the place of an elementwise layer, of two tensors of one shape."""
    declaration = addition()
    tensors = {"a": first, "b": second, "y": layer.output}
    sizes = {own.extent: size for own, size in zip(IMAGE.axes, first.shape[1:], strict=True)}
    return replace(layer, declaration=declaration, tensors=tensors, sizes=sizes, rules=(), binding={})


def rewired(layer: Layer, **tensors: Tensor) -> Layer:
    """The layer reading other tensors of the same shapes, by its own letters."""
    return replace(layer, tensors={**layer.tensors, **tensors})


def residual(loss: bool = True) -> Model:
    """conv1, tanh, conv2 with conv1's filter, and the sum of conv2's output with conv1's: a fan-out and a tied W."""
    conv = {"conv": {"filters": 2, "kernel": 3, "padding": 1, "bias": False}}
    loss_of = "mean_squared_error" if loss else None
    model = network(image(2, 3, 2), conv, "tanh", conv, "tanh", "flatten", loss=loss_of)
    conv1, tanh, conv2, last, flat = model.layers
    tied = rewired(conv2, W=conv1.tensors["W"])
    joined = added(last, tied.output, conv1.output)
    return by_uses(replace(model, layers=(conv1, tanh, tied, joined, flat)))


def doubled() -> Model:
    """conv1, and its output added to itself: one layer reads a tensor twice."""
    conv = {"conv": {"filters": 2, "kernel": 2}}
    model = network(image(1, 3, 4), conv, "tanh", "flatten", loss="mean_squared_error")
    conv1, middle, flat = model.layers
    return by_uses(replace(model, layers=(conv1, added(middle, conv1.output, conv1.output), flat)))


def two_pools() -> Model:
    """conv1, relu1, and two max poolings of the one relu, added."""
    pool = {"max_pool": {"window": 2, "stride": 1}}
    conv = {"conv": {"filters": 2, "kernel": 2}}
    model = network(image(1, 5, 4), conv, "relu", pool, "tanh", "flatten", loss="mean_squared_error")
    conv1, relu1, first, last, flat = model.layers
    own = {letter: replace(t, name=t.name.replace(first.name, "max_pool2")) for letter, t in first.tensors.items()}
    second = replace(first, name="max_pool2", tensors=own)
    joined = added(last, first.output, second.output)
    return by_uses(replace(model, layers=(conv1, relu1, first, second, joined, flat)))
