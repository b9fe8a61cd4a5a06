"""The objective of a forward pass and its gradients, each loss fused with the activation before it where possible."""

from collections.abc import Mapping

import numpy as np

from derive.engine import objective
from derive.engine.arrays import check_array, check_named
from derive.engine.interface import Array, Arrays, engine_error
from derive.engine.losses import Fused
from derive.engine.objective import Loss
from derive.engine.propagation import Gradients, Trace, backward
from derive.engine.stack import Layer, Stack, find

Targets = Array | Arrays | None


def the_losses(stack: Stack) -> tuple[Loss, ...]:
    """The network's losses. Raises EngineError if it was described without one."""
    if not stack.losses:
        raise engine_error("loss", "the network has none", 'give the Engine a loss={"kind": ...}')
    return stack.losses


def objective_value(stack: Stack, trace: Trace, target: Targets, params: Arrays | None, fuse: bool) -> float:
    """J of a forward pass: the losses, from the logits where one has its own activation before it and `fuse` is true,
    and what is added for the weights."""
    targets = _targets(stack, trace, target)
    losses = [_value(stack, loss, trace, targets[loss.name], fuse) for loss in the_losses(stack)]
    return sum(losses[1:], start=losses[0]) + _decay_value(stack, params)


def objective_gradients(
    stack: Stack, trace: Trace, target: Targets, params: Arrays, fuse: bool, wants_input: bool
) -> Gradients:
    """The gradients of J after a forward pass.

    Fused, the cotangent of the logits is computed directly; that of the probabilities is still reported, with
    infinite entries where a probability has rounded to 0 or 1 against its target.
    """
    targets = _targets(stack, trace, target)
    found = _backward(stack, trace, targets, params, fuse, wants_input)
    limits = {
        loss.source: objective.limit_cotangent(loss, _of(trace, loss.source), targets[loss.name])
        for loss in stack.losses
        if _fusion(stack, loss, fuse) is not None
    }
    known = found.cotangents
    shown = {name: known[name] + a_bar if name in known else a_bar for name, a_bar in limits.items()}
    return Gradients(found.parameters, {**shown, **known, **shown})


def training_gradients(stack: Stack, trace: Trace, target: Targets, params: Arrays) -> tuple[float, Arrays]:
    """J and its gradients by the parameters alone, just after a forward pass with these params; fused if possible."""
    targets = _targets(stack, trace, target)
    gradients = _backward(stack, trace, targets, params, fuse=True, wants_input=False)
    return objective_value(stack, trace, target, params, fuse=True), gradients.parameters


def _backward(stack: Stack, trace: Trace, targets: Arrays, params: Arrays, fuse: bool, wants_input: bool) -> Gradients:
    """All gradients from the losses on, and what the weights' own part of the objective adds."""
    check_named("parameter", params, stack.parameters, trace.output.dtype)
    seeds: dict[str, Array] = {}
    for loss in stack.losses:
        for name, array in _seeds(stack, loss, trace, targets[loss.name], fuse).items():
            seeds[name] = seeds[name] + array if name in seeds else array
    below = backward(stack.layers, trace, params, seeds, wants_input)
    return Gradients(_with_decay(stack, below.parameters, params), below.cotangents)


def _targets(stack: Stack, trace: Trace, target: Targets) -> Mapping[str, Array]:
    """The target of each loss: a layer's output or an input, or what is given, by the loss's name where there are
    several."""
    given = [loss.name for loss in the_losses(stack) if loss.target is None]
    named = dict(target) if isinstance(target, Mapping) else {} if target is None else dict.fromkeys(given[:1], target)
    if set(named) != set(given) or (target is not None and not given):
        what = f"targets of {', '.join(named) or 'none'}, expected those of {', '.join(given) or 'none'}"
        raise engine_error("target", what, "give several as a dict by the losses' names")
    for array in named.values():
        check_array("target", array)
    return named | {loss.name: _of(trace, loss.target) for loss in stack.losses if loss.target is not None}


def _of(trace: Trace, name: str) -> Array:
    """A layer's output, or an input: (M, ...)."""
    return trace.inputs[name] if name in trace.inputs else trace.outputs[name]


def _fusion(stack: Stack, loss: Loss, fuse: bool) -> Fused | None:
    """The loss as a function of the logits, if wanted and it reads its own activation."""
    fused = loss.kind.fused
    return fused if fuse and fused is not None and find(stack, loss.source).kind is fused.after else None


def _value(stack: Stack, loss: Loss, trace: Trace, target: Array, fuse: bool) -> float:
    output, fused = _of(trace, loss.source), _fusion(stack, loss, fuse)
    if fused is None:
        return objective.value(loss, output, target)
    summed = fused.value(_logits(find(stack, loss.source), trace), loss.kind.targets(output, target))
    return float(objective.reduced(loss, summed, output.shape))


def _seeds(stack: Stack, loss: Loss, trace: Trace, target: Array, fuse: bool) -> dict[str, Array]:
    """The cotangents that one loss gives, (M, ...): of the logits or of what it reads, and of a target of the
    network."""
    output, fused = _of(trace, loss.source), _fusion(stack, loss, fuse)
    targets = loss.kind.targets(output, target)
    found: dict[str, Array] = {}
    if fused is None:
        found[loss.source] = objective.cotangent(loss, output, target)
    else:
        (before,) = find(stack, loss.source).sources
        found[before] = objective.reduced(loss, fused.cotangent(output, targets), output.shape)
    if loss.target is None or loss.held:
        return found
    if fused is None:
        own = objective.target_cotangent(loss, output, target)
    else:
        logits = _logits(find(stack, loss.source), trace)
        own = objective.reduced(loss, fused.target_cotangent(logits, targets), output.shape)
    found[loss.target] = found[loss.target] + own if loss.target in found else own
    return found


def _logits(activation: Layer, trace: Trace) -> Array:
    """What an activation was given: (M, ...)."""
    (before,) = activation.sources
    return _of(trace, before)


def _decay_value(stack: Stack, params: Arrays | None) -> float:
    """l2/2 times the sum of the squares of the weights."""
    if stack.decay is None:
        return 0.0
    if params is None:
        raise engine_error("params", "they are missing, and the objective holds the weights", "give params")
    return stack.decay.l2 / 2 * sum(float(np.square(params[name]).sum()) for name in stack.decay.names)


def decay_gradients(stack: Stack, params: Arrays) -> dict[str, Array]:
    """l2 W for the weights that the objective holds."""
    return {} if stack.decay is None else {name: stack.decay.l2 * params[name] for name in stack.decay.names}


def _with_decay(stack: Stack, gradients: dict[str, Array], params: Arrays) -> dict[str, Array]:
    """The gradients with l2 W added for the weights."""
    decay = decay_gradients(stack, params)
    return {**gradients, **{name: gradients[name] + own if name in gradients else own for name, own in decay.items()}}
