"""The dense layer."""

from dataclasses import dataclass

import numpy as np

from derive.engine.initialise import glorot_uniform
from derive.engine.interface import Array, Arrays, Context, Forward, Kind, Shape, engine_error
from derive.engine.options import Options, flag, whole


@dataclass(frozen=True, slots=True)
class Dense:
    """W is (units, inputs), b is (units,)."""

    inputs: int
    units: int
    bias: bool


def _read(options: Options, shape: Shape) -> Dense:
    if len(shape) != 1:
        what = f"the input has shape {shape} without the batch, expected (units,)"
        raise engine_error(options.where, what, "add a flatten layer before it")
    return Dense(shape[0], whole(options, "units", 1), flag(options, "bias", True))


def _parameters(layer: Dense) -> dict[str, Shape]:
    weights = (layer.units, layer.inputs)
    return {"W": weights, "b": (layer.units,)} if layer.bias else {"W": weights}


def _initialise(layer: Dense, generator: np.random.Generator) -> dict[str, Array]:
    W = glorot_uniform((layer.units, layer.inputs), generator)
    return {"W": W, "b": np.zeros(layer.units)} if layer.bias else {"W": W}


def _forward(layer: Dense, x: Array, params: Arrays, context: Context) -> Forward[Array]:
    """z[m,k] = b[k] + sum_n W[k,n] x[m,n]; the cache is x."""
    z = x @ params["W"].T  # (M, units)
    if layer.bias:
        z += params["b"]
    return Forward(z, x)


def _input_cotangent(layer: Dense, z_bar: Array, x: Array, params: Arrays) -> Array:
    """x_bar[m,n] = sum_k z_bar[m,k] W[k,n]."""
    return z_bar @ params["W"]  # (M, inputs)


def _parameter_gradients(layer: Dense, z_bar: Array, x: Array) -> dict[str, Array]:
    """W_bar[k,n] = sum_m z_bar[m,k] x[m,n]; b_bar[k] = sum_m z_bar[m,k]."""
    W_bar = z_bar.T @ x  # (units, inputs)
    return {"W": W_bar, "b": z_bar.sum(axis=0)} if layer.bias else {"W": W_bar}


DENSE: Kind[Dense, Array] = Kind(
    name="dense",
    options=("units", "bias"),
    read=_read,
    output_shape=lambda layer: (layer.units,),
    forward=_forward,
    input_cotangent=_input_cotangent,
    parameter_gradients=_parameter_gradients,
    parameters=_parameters,
    initialise=_initialise,
)
