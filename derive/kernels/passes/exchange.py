"""A ReLU and the max pooling behind it change places in a training step: the ReLU then works on the pooled map.

max(0, z) does not fall with z, so the largest of max(0, z) is max(0, the largest z). Where that is positive, both
orders have the same first winner; where it is 0, the ReLU's slope is 0 and no winner receives anything. So loss and
gradients are the same numbers, to the last digit; a slope of 0 may have another sign where windows overlap. Only the
step's calls change; what `tensors` shows keeps its order.
"""

from dataclasses import replace
from itertools import pairwise

from derive.algebra.equation import Reduction
from derive.algebra.functions import relu
from derive.algebra.tensor import bar_name
from derive.kernels.passes.plan import KernelCall, Plan
from derive.network.model import Layer, Model
from derive.network.schedule import readers


def with_pooling_first(model: Model, plan: Plan) -> Plan:
    """The plan with every ReLU after the max pooling that reads it, where no other layer reads what either reads."""
    for first, second in pairwise(model.layers):
        if _is_relu(first) and _selects(second) and _alone(model, first, second):
            plan = _exchanged(plan, first, second)
    return plan


def _alone(model: Model, first: Layer, second: Layer) -> bool:
    """Whether the second layer alone reads the first, which alone reads what it reads."""
    seen = readers(model, first.output) != (second,) or first.output in model.outputs
    return not seen and len(readers(model, first.input)) == 1


def _is_relu(layer: Layer) -> bool:
    """Whether each output is max(0, the input's entry)."""
    (equation, *others) = layer.declaration.equations
    (term, *more) = equation.terms
    one = len(layer.declaration.inputs) == 1
    return one and not others and not more and term.body == relu(layer.declaration.input[equation.left.subscripts])


def _selects(layer: Layer) -> bool:
    """Whether each output is the largest input of a window that holds at least one."""
    reductions = {equation.reduction for equation in layer.declaration.equations}
    return layer.declaration.covers and Reduction.FIRST in reductions


def _exchanged(plan: Plan, first: Layer, second: Layer) -> Plan:
    """The second layer now reads x and gives the tensor between both, the first reads that and gives y."""
    x, between, y = first.input.name, first.output.name, second.output.name
    earlier, later = {between: x, y: between}, {x: between, between: y}
    selection = [plan.forward[equation.left.tensor.name] for equation in second.equations]
    forward = [_renamed(call, earlier) for call in selection] + [_renamed(plan.forward[between], later)]
    back = [call for call in plan.from_loss if call.placed not in (first.name, second.name)]
    at = next(place for place, call in enumerate(plan.from_loss) if call.placed == second.name)
    own = [_renamed(call, later) for call in plan.from_loss if call.placed == first.name]
    own += [_renamed(call, earlier) for call in plan.from_loss if call.placed == second.name]
    return replace(
        plan,
        forward={**plan.forward, **{call.target: call for call in forward}},
        from_loss=(*back[:at], *own, *back[at:]),
    )


def _renamed(call: KernelCall, names: dict[str, str]) -> KernelCall:
    """The call with tensors, and their cotangents, in other places."""
    places = names | {bar_name(old): bar_name(new) for old, new in names.items()}
    reads = tuple(places.get(name, name) for name in call.reads)
    of = None if call.of is None else names.get(call.of, call.of)
    return replace(call, target=places.get(call.target, call.target), reads=reads, of=of)
