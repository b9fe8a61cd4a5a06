"""A measured network in JAX: one compiled function for the whole step; the last activation is part of its loss."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from benchmarks.speed.case import Case, data

PLAIN: dict[str, Callable[[Any], Any]] = {
    "relu": jax.nn.relu,
    "tanh": jnp.tanh,
    "sigmoid": jax.nn.sigmoid,
    "flatten": lambda x: x.reshape(len(x), -1),
}


def compiled(case: Case, rate: float) -> Callable[[], float]:
    """The step, waiting for its result."""
    x, target = map(jnp.asarray, data(case))
    held = {"params": _parameters(case, x)}

    def loss(params: list[Any]) -> Any:
        z = _forward(case, params, x)
        if case.spec["loss"] == "cross_entropy":
            return -jnp.take_along_axis(jax.nn.log_softmax(z), target[:, None], 1).mean()
        return (jax.nn.softplus(z) - z * target).mean()

    @jax.jit
    def update(params: list[Any]) -> Any:
        value, slopes = jax.value_and_grad(loss)(params)
        return value, jax.tree.map(lambda p, g: p - rate * g, params, slopes)

    def step() -> float:
        value, held["params"] = update(held["params"])
        jax.block_until_ready(held["params"])
        return float(value)

    return step


def _parameters(case: Case, x: Any) -> list[Any]:
    random, params = np.random.default_rng(0), []
    for count, layer in enumerate(case.spec["layers"][:-1], start=1):
        options = {} if isinstance(layer, str) else next(iter(layer.values()))
        inputs = jax.eval_shape(lambda x: _forward(case, params, x, count - 1), x).shape[1]  # noqa: B023
        if "filters" in options:
            shape = (options["filters"], inputs, options["kernel"], options["kernel"])
        elif "units" in options:
            shape = (options["units"], inputs)
        else:
            continue
        weight = random.standard_normal(shape) / np.sqrt(np.prod(shape[1:]))
        params.append((jnp.asarray(weight, jnp.float32), jnp.zeros(shape[0], jnp.float32)))
    return params


def _forward(case: Case, params: list[Any], x: Any, until: int = -1) -> Any:
    own = iter(params)
    for layer in case.spec["layers"][:until]:
        x = PLAIN[layer](x) if isinstance(layer, str) else _layer(layer, own, x)
    return x


def _layer(layer: Any, own: Any, x: Any) -> Any:
    ((kind, options),) = layer.items()
    if kind == "conv":
        weight, bias = next(own)
        sides = [(options["padding"],) * 2] * 2
        return lax.conv_general_dilated(x, weight, (1, 1), sides) + bias[:, None, None]
    if kind == "dense":
        weight, bias = next(own)
        return x @ weight.T + bias
    window = (1, 1, options["window"], options["window"])
    if kind == "max_pool":
        return lax.reduce_window(x, -jnp.inf, lax.max, window, window, "VALID")
    return lax.reduce_window(x, 0.0, lax.add, window, window, "VALID") / options["window"] ** 2
