"""Batch normalisation, with the running statistics as state that is handed on, never written in place."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape, engine_error
from derive.engine.options import Options, flag, real


@dataclass(frozen=True, slots=True)
class BatchNorm:
    """Normalises each channel (or unit) of axis 1 over all other axes; N is their number of entries."""

    shape: Shape
    epsilon: float
    momentum: float
    unbiased_running_variance: bool

    @property
    def axes(self) -> tuple[int, ...]:
        return (0, *range(2, len(self.shape) + 1))


@dataclass(frozen=True, slots=True)
class Normalised:
    """For the backward pass: xhat (M, C, ...), r = 1/sqrt(variance + epsilon) (C,), and the mode."""

    xhat: Array
    r: Array
    training: bool


def _read(options: Options, shape: Shape) -> BatchNorm:
    return BatchNorm(
        shape,
        epsilon=real(options, "epsilon", 0.0, 1.0, default=1e-5),
        momentum=real(options, "momentum", 0.0, 1.0, default=0.1),
        unbiased_running_variance=flag(options, "unbiased_running_variance", True),
    )


def _initial_state(layer: BatchNorm, dtype: npt.DTypeLike) -> dict[str, Array]:
    channels = layer.shape[0]
    return {"running_mean": np.zeros(channels, dtype), "running_variance": np.ones(channels, dtype)}


def _initialise(layer: BatchNorm, generator: np.random.Generator) -> dict[str, Array]:
    return {"gamma": np.ones(layer.shape[0]), "beta": np.zeros(layer.shape[0])}


def _forward(layer: BatchNorm, x: Array, params: Arrays, context: Context) -> Forward[Normalised]:
    """y = gamma xhat + beta, xhat = (x - mean)/sqrt(variance + epsilon).

    In training: the batch's mean and biased variance, and
    new running value = (1 - momentum) running + momentum * batch value. In inference: the running values.
    """
    running = context.state["running_variance"]  # (C,)
    if not (running >= 0).all():
        what = f"the running variance has an entry of {running.min():g}, expected 0 or more"
        raise engine_error(context.where, what, "give the state that training has left, or a fresh one")
    if context.training:
        mean = x.mean(axis=layer.axes)  # (C,)
        centred = x - _over(layer, mean)  # (M, C, ...)
        rest = centred.mean(axis=layer.axes)  # (C,), what rounding has left in the mean
        mean, centred = mean + rest, centred - _over(layer, rest)
        variance = np.square(centred).mean(axis=layer.axes)  # (C,)
        state = _moved(layer, mean, variance, x.size // x.shape[1], context)
    else:
        mean, variance = context.state["running_mean"], context.state["running_variance"]  # (C,)
        centred = x - _over(layer, mean)  # (M, C, ...)
        state = dict(context.state)
    if (variance + layer.epsilon <= 0).any():
        what = f"a variance of {variance.min():g} with epsilon {layer.epsilon:g} has no inverse square root"
        raise engine_error(context.where, what, "use an epsilon above 0")
    r = 1 / np.sqrt(variance + layer.epsilon)  # (C,)
    xhat = centred * _over(layer, r)  # (M, C, ...)
    y = xhat * _over(layer, params["gamma"]) + _over(layer, params["beta"])  # (M, C, ...)
    return Forward(y, Normalised(xhat, r, context.training), state)


def _moved(layer: BatchNorm, mean: Array, variance: Array, count: int, context: Context) -> dict[str, Array]:
    """The running statistics after a batch of N = count entries for each channel, in new arrays (C,).

    One entry has no unbiased variance: then nothing moves, and a state that was given is refused.
    """
    if layer.unbiased_running_variance:
        if count < 2 and not context.keeps_state:
            return {}
        if count < 2:
            what = "one entry for each channel has no unbiased variance N/(N - 1)"
            fix = "train on at least 2 entries, or set unbiased_running_variance to false"
            raise engine_error(context.where, what, fix)
        variance = variance * (count / (count - 1))  # (C,)
    old, momentum = context.state, layer.momentum
    return {
        "running_mean": (1 - momentum) * old["running_mean"] + momentum * mean,
        "running_variance": (1 - momentum) * old["running_variance"] + momentum * variance,
    }


def _input_cotangent(layer: BatchNorm, y_bar: Array, cache: Normalised, params: Arrays) -> Array:
    """Training: x_bar = gamma r (y_bar - mean(y_bar) - xhat mean(y_bar xhat)); inference: gamma r y_bar.

    Source: Ioffe and Szegedy 2015, section 3, with the chain rule carried through mean and variance.
    """
    scale = _over(layer, params["gamma"] * cache.r)  # (1, C, ...)
    if not cache.training:
        return y_bar * scale
    mean = y_bar.mean(axis=layer.axes)  # (C,)
    slope = (y_bar * cache.xhat).mean(axis=layer.axes)  # (C,)
    x_bar: Array = scale * (y_bar - _over(layer, mean) - cache.xhat * _over(layer, slope))  # (M, C, ...)
    return x_bar


def _parameter_gradients(layer: BatchNorm, y_bar: Array, cache: Normalised) -> dict[str, Array]:
    """gamma_bar = sum of y_bar xhat, beta_bar = sum of y_bar, over all axes but the channel's."""
    return {"gamma": (y_bar * cache.xhat).sum(axis=layer.axes), "beta": y_bar.sum(axis=layer.axes)}


def _over(layer: BatchNorm, values: Array) -> Array:
    """One value for each channel, shaped to meet (M, C, ...): (1, C, 1, 1) or (1, C)."""
    return values.reshape(1, -1, *(1 for _ in layer.shape[1:]))


BATCH_NORM: Kind[BatchNorm, Normalised] = Kind(
    name="batch_norm",
    options=("epsilon", "momentum", "unbiased_running_variance"),
    read=_read,
    output_shape=lambda layer: layer.shape,
    forward=_forward,
    input_cotangent=_input_cotangent,
    parameter_gradients=_parameter_gradients,
    parameters=lambda layer: {"gamma": layer.shape[:1], "beta": layer.shape[:1]},
    initialise=_initialise,
    initial_state=_initial_state,
)
