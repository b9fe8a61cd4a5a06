"""The engine's public face: one object for a network, each method a plain function of another file."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from derive.engine import gradients, objective, propagation, shuffling, stack, training
from derive.engine.arrays import check_array, check_batch
from derive.engine.gradients import Targets
from derive.engine.interface import Array, Arrays, Mode, Shape
from derive.engine.memory import keep_freed_memory
from derive.engine.optimisers import Optimiser
from derive.engine.propagation import Gradients, Masks, Trace
from derive.engine.training import History, Step


class Engine:
    """A feed-forward network: layers in order, units as (batch, unit), maps as (batch, channel, height, width), or with
    one axis or three behind the channels.

    A layer reads the one before it, or those that its description names under "inputs". Several inputs of the network
    have their shapes, and are given, by name. The objective is the sum of the losses, each on the last layer's output
    or on that of its "source", and of what `regularise` adds; the targets of several are given by the losses' names.
    `outputs` are layers that nothing else needs to read.
    It holds no arrays: parameters and state go in and come out. The dtype is that of the arrays.
    Raises EngineError for a description or an array that does not fit.
    """

    __slots__ = ("_stack",)

    def __init__(
        self,
        input_shape: Sequence[int] | Mapping[str, Sequence[int]],
        layers: Sequence[Mapping[str, object]],
        loss: Mapping[str, object] | Sequence[Mapping[str, object]] | None = None,
        regularise: Mapping[str, object] | None = None,
        outputs: Sequence[str] = (),
    ) -> None:
        keep_freed_memory()
        self._stack = stack.read_stack(input_shape, layers, loss, regularise, outputs)

    @property
    def shapes(self) -> dict[str, Shape]:
        """The output shape of every layer and every input, without the batch."""
        return stack.shapes(self._stack)

    @property
    def parameters(self) -> dict[str, Shape]:
        """The shape of every parameter: "conv1.W" (out, in/groups, f_h, f_w), "out.W" (out, in), "bn1.gamma"."""
        return dict(self._stack.parameters)

    def init(self, seed: int, dtype: npt.DTypeLike = np.float64) -> dict[str, Array]:
        """Glorot-uniform weights, zero biases, gamma 1, beta 0; both dtypes start at the same values."""
        return stack.initial_parameters(self._stack, shuffling.seeded(seed), dtype)

    def initial_state(self, dtype: npt.DTypeLike = np.float64) -> dict[str, Array]:
        """Running mean 0 and variance 1 for every batch norm: "bn1.running_mean", "bn1.running_variance"."""
        return stack.initial_state(self._stack, dtype)

    def draw_masks(self, batch: int, seed: int | Sequence[int]) -> dict[str, Array]:
        """A mask of booleans (M, ...) for every dropout layer, true with probability 1 - rate."""
        return stack.draw_masks(self._stack, batch, shuffling.seeded(seed))

    def forward(
        self,
        x: Array | Arrays,
        params: Arrays,
        mode: Mode = "train",
        masks: Masks | None = None,
        state: Arrays | None = None,
    ) -> Trace:
        """Run x (M, ...). In training each dropout needs a mask of 0 and 1 by its name (None: off).

        Batch norm's state defaults to its initial one in training; inference must be given it.
        """
        return propagation.forward(self._stack, x, params, mode, masks or {}, state or {})

    def vjp(self, trace: Trace, params: Arrays, y_bar: Array | Arrays, wants_input: bool = True) -> Gradients:
        """All cotangents from that of the last output, y_bar (M, ...), or from those of several layers' by name, after
        a forward pass with these params."""
        return propagation.vjp(self._stack, trace, params, y_bar, wants_input)

    def layer_forward(
        self,
        name: str,
        xs: tuple[Array, ...],
        params: Arrays,
        mode: Mode = "train",
        masks: Masks | None = None,
        state: Arrays | None = None,
    ) -> tuple[Array, Any]:
        """One layer alone, from its inputs (M, ...): its output and the cache for `layer_backward`."""
        layer = stack.find(self._stack, name)
        step = propagation.layer_forward(layer, xs, params, mode, masks or {}, state or {})
        return step.output, step.cache

    def layer_state(self, name: str, xs: tuple[Array, ...], params: Arrays, state: Arrays) -> dict[str, Array]:
        """One layer alone: the state that a training step on its inputs leaves it, by full name."""
        layer = stack.find(self._stack, name)
        step = propagation.layer_forward(layer, xs, params, "train", {}, state)
        return {layer.states[short]: array for short, array in step.state.items()}

    def layer_backward(
        self, name: str, y_bar: Array, cache: Any, params: Arrays
    ) -> tuple[tuple[Array, ...], dict[str, Array]]:
        """One layer alone: the cotangents (M, ...) of its inputs, and its parameters' gradients by full name
        ("conv1.W")."""
        return propagation.layer_backward(stack.find(self._stack, name), y_bar, cache, params)

    def loss(self, trace: Trace, target: Targets, fuse: bool = True, params: Arrays | None = None) -> float:
        """The objective of a forward pass; `params` are needed where it holds the weights."""
        return gradients.objective_value(self._stack, trace, target, params, fuse)

    def loss_cotangent(self, output: Array, target: Array, name: str = "loss") -> Array:
        """dJ/d output (M, ...) of the loss of this name alone, never fused. Raises EngineError where it is infinite."""
        return objective.cotangent(self._checked_loss(output, target, name), output, target)

    def target_cotangent(self, output: Array, target: Array, name: str = "loss") -> Array:
        """dJ/d target (M, ...) likewise, of a target that the network computes."""
        return objective.target_cotangent(self._checked_loss(output, target, name), output, target)

    def decay(self, params: Arrays) -> dict[str, Array]:
        """What the objective's l2/2 times the squares of the weights gives to their gradients."""
        return gradients.decay_gradients(self._stack, params)

    def _checked_loss(self, output: Array, target: Array, name: str) -> objective.Loss:
        loss = next(loss for loss in gradients.the_losses(self._stack) if loss.name == name)
        check_batch("output", output, stack.shapes(self._stack)[loss.source])
        check_array("target", target)
        return loss

    def loss_and_gradients(
        self,
        x: Array | Arrays,
        target: Targets,
        params: Arrays,
        mode: Mode = "train",
        masks: Masks | None = None,
        state: Arrays | None = None,
        fuse: bool = True,
        wants_input: bool = True,
    ) -> tuple[float, Gradients]:
        """J and all its gradients; `fuse` joins a cross-entropy with the sigmoid or softmax before it."""
        trace = self.forward(x, params, mode, masks, state)
        loss = self.loss(trace, target, fuse, params)
        return loss, self.loss_gradients(trace, target, params, fuse, wants_input)

    def loss_gradients(
        self, trace: Trace, target: Targets, params: Arrays, fuse: bool = True, wants_input: bool = True
    ) -> Gradients:
        """All gradients of the loss after a forward pass with these params."""
        return gradients.objective_gradients(self._stack, trace, target, params, fuse, wants_input)

    def train_step(
        self,
        x: Array | Arrays,
        target: Targets,
        params: Arrays,
        optimiser: Optimiser,
        optimiser_state: Arrays,
        masks: Masks | None = None,
        state: Arrays | None = None,
    ) -> Step:
        """One update: the loss before it, the new parameters, optimiser state and layer state."""
        return training.train_step(self._stack, x, target, params, optimiser, optimiser_state, masks or {}, state or {})

    def fit(
        self,
        x: Array,
        t: Array,
        params: Arrays,
        epochs: int,
        batch: int,
        optimiser: Optimiser,
        seed: int,
        state: Arrays | None = None,
        optimiser_state: Arrays | None = None,
    ) -> tuple[dict[str, Array], History]:
        """Train on x (N, ...) with targets t (N, ...); the same seed gives the same parameters."""
        return training.fit(self._stack, x, t, params, epochs, batch, optimiser, seed, state or {}, optimiser_state)
