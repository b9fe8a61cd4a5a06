"""The steps that a network adds to its layers' derivations keep their values: the loss inserted, logarithms taken."""

import random
from fractions import Fraction
from typing import Any

import pytest

from derive.algebra.equation import Reduction
from derive.algebra.evaluate import World, evaluate
from derive.algebra.opaque import Opaque
from derive.algebra.size import named, value_of
from derive.algebra.tensor import Partial
from derive.calculus.derivation import Derivation
from derive.layers.catalogue import LOSSES
from derive.network.backward import derive_declaration, gradient, in_network, stable_loss
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import spec_from_dict
from tests.floats import Floats

ENDS: dict[str, tuple[str, ...]] = {
    "binary_cross_entropy": ("sigmoid",),
    "mean_squared_error": ("sigmoid", "relu"),
    "cross_entropy": ("softmax",),
}
CASES = [
    (loss.kind, end, reduction)
    for loss in LOSSES
    for end in ENDS[loss.kind]
    for reduction in ("sum", "mean", "mean_over_entries")
]


def _model(loss: str, end: str, reduction: str) -> Model:
    layers: list[Any] = [{"dense": {"units": 3}}, end]
    document = {"name": "probe", "input": {"features": 2}, "layers": layers, "loss": {loss: {"reduction": reduction}}}
    return build(spec_from_dict(document))


def _world(model: Model, table: Any = Opaque(3)) -> World:  # noqa: B008 -- frozen
    """Every tensor of the network: random, then forward, then backward by the linked formulas."""
    source = random.Random(5)
    sizes = dict(model.values) | {named("M"): 2}
    tensors: dict[str, Any] = {}
    for name, tensor in model.tensors.items():
        shape = [range(value_of(size, sizes)) for size in tensor.shape]
        if name in ("input", "target", *model.parameters):
            cells = {place: source.randint(-4, 4) for place in _product(shape)}
            tensors[name] = {p: Fraction(1, 3) for p in cells} if name == "target" else cells
    for placed in model.placed:
        for equation in placed.equations:
            tensors[equation.left.tensor.name] = evaluate(equation, World(tensors, sizes, table))
    last = model.layers[-1]
    own = derive_declaration(last.declaration)
    inner = [equation.left.tensor.name for equation in reversed(last.declaration.equations)]
    linked = [in_network(last, own[name]) for name in inner if name in own]
    for derivation in (gradient(model, model.output.name).derivation, *linked):
        equation = derivation.linked or derivation.equation
        tensors[equation.left.tensor.name] = evaluate(equation, World(tensors, sizes, table))
    return World(tensors, sizes, table)


def _product(ranges: list[range]) -> list[tuple[int, ...]]:
    places: list[tuple[int, ...]] = [()]
    for axis in ranges:
        places = [(*place, step) for place in places for step in axis]
    return places


def _check(derivation: Derivation, world: World) -> int:
    """Checks the steps without partial derivatives; the layers' own tests check the others."""
    checked = 0
    for step in derivation.steps:
        sides = (step.before, step.after)
        if any(term.body.atoms(Partial) for side in sides for term in side.terms):
            continue
        assert evaluate(step.before, world) == evaluate(step.after, world), step.rule.name
        checked += 1
    return checked


@pytest.mark.parametrize(("loss", "end", "reduction"), CASES)
def test_every_step_through_the_loss_keeps_its_values(loss: str, end: str, reduction: str) -> None:
    model = _model(loss, end, reduction)
    world = _world(model)
    found = gradient(model, model.layers[-1].input.name)
    assert _check(found.derivation, world) > 0
    if found.through_loss is not None:
        assert _check(found.through_loss, world) > 0
        assert evaluate(found.through_loss.equation, world) == evaluate(found.derivation.equation, world)


@pytest.mark.parametrize(("loss", "end", "reduction"), [case for case in CASES if "cross_entropy" in case[0]])
def test_the_stable_loss_has_the_values_of_the_loss(loss: str, end: str, reduction: str) -> None:
    model = _model(loss, end, reduction)
    derivation = stable_loss(model, model.losses[0])
    assert derivation is not None
    world = _world(model, Floats())
    for step in derivation.steps:
        ((before),), ((after),) = (evaluate(side, world).values() for side in (step.before, step.after))
        assert before == pytest.approx(after, rel=1e-8), step.rule.name  # 1 - a loses digits, which the step saves


@pytest.mark.parametrize("reduction", ["sum", "mean", "mean_over_entries"])
def test_the_stable_cross_entropy_of_a_sigmoid_is_checked_exactly(reduction: str) -> None:
    model = _model("binary_cross_entropy", "sigmoid", reduction)
    derivation = stable_loss(model, model.losses[0])
    assert derivation is not None
    assert _check(derivation, _world(model)) == 2


def test_sigmoid_with_cross_entropy_ends_in_a_minus_t() -> None:
    model = _model("binary_cross_entropy", "sigmoid", "sum")
    found = gradient(model, "dense1").through_loss
    assert found is not None
    (term,) = found.equation.terms
    assert str(term.body) == "sigmoid1[1*m, 1*c] - target[1*m, 1*c]"
    assert found.equation.reduction is Reduction.SUM


def test_a_squared_error_after_a_sigmoid_stays_linked() -> None:
    assert gradient(_model("mean_squared_error", "sigmoid", "sum"), "dense1").through_loss is None
