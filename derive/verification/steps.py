"""Each step of a derivation, evaluated before and after by the reference interpreter, exactly, at small sizes."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from sympy import Symbol

from derive.algebra.dual import value_part
from derive.algebra.equation import Equation, Reduction, Term, total
from derive.algebra.evaluate import Position, Values, World, evaluate
from derive.algebra.opaque import Opaque
from derive.algebra.size import Size
from derive.algebra.tensor import Fact, Tensor, cotangent
from derive.calculus.derivation import Lemma, Step
from derive.errors import EvaluationError, SizeError
from derive.layers.declaration import Declaration, Declared
from derive.network.backward import derive_declaration, gradient
from derive.network.model import Loss, Model, Placed
from derive.network.schedule import loss_behind
from derive.proof.obligations import ForAllSizes, for_all_sizes
from derive.verification.exact_point import (
    cotangent_values,
    forward_values,
    in_backward_order,
    positions,
    random_point,
)
from derive.verification.sizing.layer import small_sizes
from derive.verification.sizing.points import grid
from derive.verification.sizing.text import sizes_text

SEED = 0
POINTS = (Fraction(3, 2), Fraction(-2), Fraction(0))  # where slopes of functions are looked at
FEW = (2, 3)  # examples, and every other size, where only the loss and the layer before it are looked at


@dataclass(frozen=True, slots=True)
class StepsChecked:
    """What came out for the derivation by one tensor: `wrong` says which step changed a value, and where; `index` of
    how many steps of the index kind it is shown for all sizes."""

    tensor: str
    steps: int
    figure: str
    wrong: str = ""
    index: ForAllSizes = field(default_factory=lambda: ForAllSizes(0, 0))

    @property
    def sentence(self) -> str:
        """The result in words."""
        if self.wrong:
            return f"{self.tensor}: {self.wrong} ({self.figure})"
        return f"all {self.steps} steps keep the value of every entry, in exact fractions, {self.figure}{self._index}"

    @property
    def _index(self) -> str:
        """What is known for all sizes, where a step solves brackets, drops conditions or the like."""
        steps, shown = self.index.steps, self.index.shown
        if not steps:
            return ""
        which = f"the {steps} that change indices" if steps > 1 else "the one that changes indices"
        if shown == steps:
            return f"; {which} for all sizes, by identities of polynomials"
        return f"; of {which}, {shown} for all sizes, by identities of polynomials: no others were found"


def check_steps(model: Model, tensor: str) -> StepsChecked:
    """Re-checks every step of the derivation by one tensor, at the layer's smallest telling sizes."""
    try:
        points = grid(model)
    except SizeError as error:
        return StepsChecked(tensor, 0, str(error), "could not be checked")
    model = points[min(1, len(points) - 1)]
    found = gradient(model, tensor)
    own = _own_name(found.placed, tensor)
    steps = derive_declaration(found.placed.declaration)[own].steps
    worlds = [_world(found.placed.declaration, own, sizes) for sizes in small_sizes(found.placed, model)]
    wrong = next((text for world in worlds for text in _wrong(steps, world)), "")
    shown = "; and at ".join(sizes_text(world.sizes) for world in worlds)
    lemmas = derive_declaration(found.placed.declaration)[own].lemmas
    wrong = wrong or next((text for lemma in lemmas for text in _wrong_lemma(lemma, worlds)), "")
    count = len(steps) + sum(len(lemma.derivation.steps) for lemma in lemmas)
    loss = loss_behind(model, found.placed)
    if found.through_loss is not None and loss is not None:
        more = found.through_loss.steps[len(found.derivation.steps) :]
        wrong = wrong or next(_wrong(more, _joint_world(found.placed, loss)), "")
        count += len(more)
    index = for_all_sizes(steps, Declared(found.placed.declaration, found.placed.binding))
    return StepsChecked(tensor, count, f"at {shown}", wrong, index)


def _own_name(placed: Placed, tensor: str) -> str:
    names = (variable.tensor.name for variable in placed.declaration.variables)
    return next(name for name in names if placed.tensors[name].name == tensor)


def _wrong_lemma(lemma: Lemma, worlds: list[World]) -> Iterator[str]:
    """The steps that change a value in a derivation that another rests on: of a function's slope at a few points,
    of a derivative of the loss in the layer's worlds."""
    name = lemma.wrt.tensor.name
    own = {name: total(lemma.wrt, lemma.ranges, Term((), (), (), lemma.wrt))}
    if lemma.function:
        worlds = [World({name: {(): value}}, {}, Opaque(SEED)) for value in POINTS]
    for world in worlds:
        there = replace(world, equations={**world.equations, **own})
        yield from (f"derivation by {name}, {text}" for text in _wrong(lemma.derivation.steps, there))


def _wrong(steps: tuple[Step, ...], world: World) -> Iterator[str]:
    """The first entry that a step changes, for each step that changes one."""
    known: dict[int, Mapping[Position, object]] = {}

    def value(equation: Equation) -> Mapping[Position, object]:
        if id(equation) not in known:
            known[id(equation)] = evaluate(equation, world)
        return known[id(equation)]

    for number, step in enumerate(steps, 1):
        try:
            before, after = value(step.before), value(step.after)
        except EvaluationError as error:
            yield f"step {number} ({step.rule.name}) has no value: {error}"
            return
        if before != after:
            place = next((p for p in before if before[p] != after.get(p)), None)
            where = "the set of entries" if place is None else f"entry {list(place)}"
            values = "" if place is None else f": {before[place]} before, {after.get(place)} after"
            yield f"step {number} ({step.rule.name}) changes {where}{values}"


def _world(declaration: Declaration, wrt: str, sizes: Mapping[Symbol, int]) -> World:
    """Every tensor and cotangent of a layer at a random point, and the equations that a partial is worked out by."""
    functions = Opaque(SEED)
    given = random_point(declaration, sizes, SEED)
    tensors = forward_values(declaration, World(given, sizes, functions))
    tensors[cotangent(declaration.output).name] = cotangent_values(declaration, sizes, SEED)
    for _, derivation in in_backward_order(declaration):
        rests_on = (lemma.derivation.equation for lemma in derivation.lemmas if not lemma.function)
        for equation in (*rests_on, derivation.equation):
            tensors[equation.left.tensor.name] = evaluate(equation, World(tensors, sizes, functions))
    return World(tensors, sizes, functions, equations=_definitions(declaration, wrt))


def _integers(tensor: Tensor, sizes: Mapping[Symbol, int], source: random.Random) -> Values:
    return {place: source.randint(-4, 4) for place in positions(tensor, sizes)}


def _definitions(declaration: Declaration, wrt: str) -> dict[str, Equation]:
    """Each sum or maximum by the tensor that it names; x = x for the tensor that is differentiated by."""
    kinds = (Reduction.SUM, Reduction.MAXIMUM)
    named = (equation for equation in declaration.equations if equation.reduction in kinds)
    variable = declaration.variable(wrt)
    identity = total(variable.entry, variable.ranges, Term((), (), (), variable.entry))
    return {equation.left.tensor.name: equation for equation in named} | {wrt: identity}


def _joint_world(last: Placed, loss: Loss) -> World:
    """The last layer and the loss together: probabilities by the layer, targets at random, and the slope between."""
    sizes = _few_sizes(loss.input, last.input)
    functions = Opaque(SEED)
    source = random.Random(f"loss {SEED}")
    target = loss.target
    tensors: dict[str, Values] = {tensor.name: _integers(tensor, sizes, source) for tensor in (last.input, target)}
    if Fact.SUMS_TO_ONE in target.facts:
        tensors[target.name] = _normalised(tensors[target.name])
    for equation in last.equations:
        tensors[equation.left.tensor.name] = evaluate(equation, World(tensors, sizes, functions))
    derived = derive_declaration(loss.declaration)[loss.declaration.inputs[0].name]
    slope = loss.instantiate(derived.equation)
    tensors[slope.left.tensor.name] = evaluate(slope, World(tensors, sizes, functions))
    return World(tensors, sizes, functions)


def _normalised(values: Values) -> Values:
    """The values made positive and to sum to 1 over the last axis."""
    positive = {place: abs(Fraction(value_part(value))) + 1 for place, value in values.items()}
    sums: dict[Position, Fraction] = {}
    for place, value in positive.items():
        sums[place[:-1]] = sums.get(place[:-1], Fraction(0)) + value
    return {place: value / sums[place[:-1]] for place, value in positive.items()}


def _few_sizes(*tensors: Tensor) -> dict[Symbol, int]:
    symbols = [symbol for tensor in tensors for size in tensor.shape for symbol in _symbols(size)]
    return {symbol: FEW[min(place, 1)] for place, symbol in enumerate(dict.fromkeys(symbols))}


def _symbols(size: Size) -> list[Symbol]:
    return [] if isinstance(size, int) else sorted(size.free_symbols, key=str)
