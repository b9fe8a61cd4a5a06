"""The loss of a forward pass and its gradients, fused with the last activation where that is possible."""

from derive.engine import objective
from derive.engine.arrays import check_array, check_named
from derive.engine.interface import Array, Arrays, engine_error
from derive.engine.losses import Fused
from derive.engine.objective import Loss
from derive.engine.propagation import Gradients, Trace, backward, vjp
from derive.engine.stack import Stack


def the_loss(stack: Stack) -> Loss:
    """The network's loss. Raises EngineError if it was described without one."""
    if stack.loss is None:
        raise engine_error("loss", "the network has none", 'give the Engine a loss={"kind": ...}')
    return stack.loss


def fusion(stack: Stack, fuse: bool) -> Fused | None:
    """The loss as a function of the logits, if wanted and the network ends in the loss's own activation."""
    fused = the_loss(stack).kind.fused
    return fused if fuse and fused is not None and stack.layers[-1].kind is fused.after else None


def loss_value(stack: Stack, trace: Trace, target: Array, fuse: bool) -> float:
    """J of a forward pass, from the logits if the network ends in its loss's activation and `fuse` is true."""
    check_array("target", target)
    loss, fused = the_loss(stack), fusion(stack, fuse)
    if fused is None:
        return objective.value(loss, trace.output, target)
    targets = loss.kind.targets(trace.output, target)
    return fused.value(_logits(stack, trace), targets) / objective.divisor(loss, trace.output.shape)


def loss_gradients(
    stack: Stack, trace: Trace, target: Array, params: Arrays, fuse: bool, wants_input: bool
) -> Gradients:
    """The gradients of J after a forward pass.

    Fused, the cotangent of the logits is computed directly; that of the probabilities is still reported, with
    infinite entries where a probability has rounded to 0 or 1 against its target.
    """
    check_array("target", target)
    loss, fused = the_loss(stack), fusion(stack, fuse)
    if fused is None:
        y_bar = objective.cotangent(loss, trace.output, target)  # (M, ...)
        return vjp(stack, trace, params, y_bar, wants_input)
    check_named("parameter", params, stack.parameters, trace.output.dtype)
    targets = loss.kind.targets(trace.output, target)
    z_bar = fused.cotangent(trace.output, targets) / objective.divisor(loss, trace.output.shape)  # (M, ...)
    below = backward(stack.layers[:-1], trace, params, _before_last(stack), z_bar, wants_input)
    a_bar = objective.limit_cotangent(loss, trace.output, target)  # (M, ...)
    return Gradients(below.parameters, {stack.layers[-1].name: a_bar} | below.cotangents)


def training_gradients(stack: Stack, trace: Trace, target: Array, params: Arrays) -> tuple[float, Arrays]:
    """J and its gradients by the parameters alone, just after a forward pass with these params; fused if possible."""
    loss, fused = the_loss(stack), fusion(stack, True)
    if fused is None:
        gradients = loss_gradients(stack, trace, target, params, fuse=False, wants_input=False)
        return loss_value(stack, trace, target, fuse=False), gradients.parameters
    check_array("target", target)
    targets, divisor = loss.kind.targets(trace.output, target), objective.divisor(loss, trace.output.shape)
    z_bar = fused.cotangent(trace.output, targets) / divisor  # (M, ...)
    gradients = backward(stack.layers[:-1], trace, params, _before_last(stack), z_bar, wants_input=False)
    return fused.value(_logits(stack, trace), targets) / divisor, gradients.parameters


def _logits(stack: Stack, trace: Trace) -> Array:
    """What the last layer was given: (M, ...)."""
    name = _before_last(stack)
    return trace.inputs[name] if name in trace.inputs else trace.outputs[name]


def _before_last(stack: Stack) -> str:
    """The name of what the last layer, an activation, reads."""
    (name,) = stack.layers[-1].sources
    return name
