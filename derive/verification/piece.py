"""The smooth piece of a network on which a point lies: every relu and every maximum keeps the side that it has there.

The piece passes through the network's own value, and has the derivative that the conventions name. It has no
kinks, so that differences along it may take steps as long as a smooth network's; a network of millions of relus
would leave none. That a relu's or a maximum's own kernel follows its piece is checked layer by layer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from sympy import Expr

from derive.algebra.equation import Equation, Reduction, Term, reads
from derive.algebra.functions import in_pieces, positive
from derive.algebra.tensor import Entry
from derive.errors import EvaluationError
from derive.network.model import Layer
from derive.network.schedule import reached
from derive.verification.case import Array, Case
from derive.verification.kinks import Side, arguments, choice, kinked, numbers
from derive.verification.lowered import numbers_of, runnable

Held = Callable[[Mapping[str, Array]], Array]


@dataclass(frozen=True)
class SmoothPiece:
    """The kernels of a case with its kinks held; of a change, only the layers that it reaches are computed again."""

    case: Case

    @cached_property
    def held(self) -> Mapping[str, Held]:
        """What a layer with kinks does on the piece, by the layer's name."""
        return {layer.name: hold(self.case, layer) for layer in kinked(self.case.model)}

    @cached_property
    def value(self) -> float:
        """The network's own value at the point: the objective, or the sum of y_bar y."""
        case = self.case
        if case.model.terms:
            return float(case.kernels.loss(case.x, case.target, case.params, masks=case.masks))
        return float(sum(np.sum(y_bar * case.tensors[name]) for name, y_bar in case.y_bars.items()))

    def moved(self, changed: Mapping[str, Array]) -> float:
        """The piece's value with some tensors replaced: the objective, or the sum of y_bar (y - y at the point)."""
        case = self.case
        params = {name: changed.get(name, array) for name, array in case.params.items()}
        x = case.given({name: changed.get(name, array) for name, array in case.inputs.items()})
        moving, target = case.apart
        run = moving.start(x, params, target=target, masks=case.masks)
        depending = reached(case.model, changed)
        names = {layer.name for layer in depending}
        still = (layer.output.name for layer in case.model.layers if layer.name not in names)
        run.arrays.update({output: case.tensors[output] for output in still})
        for layer in depending:
            if layer.name in self.held:
                run.arrays[layer.output.name] = self.held[layer.name](run.arrays)
            else:
                run.value(layer.output.name)
        if case.model.terms:
            return float(run.loss())
        moved = (np.sum(y_bar * (run.arrays[each] - case.tensors[each])) for each, y_bar in case.y_bars.items())
        return float(sum(moved))


def hold(case: Case, layer: Layer) -> Held:
    """The layer on the piece of the case's point, as a function of all arrays: each relu's side, each winner's place.

    Raises EvaluationError for a winner that its layer uses in another way than to choose.
    """
    steps = [(equation.left.tensor.name, _held(case, layer, equation)) for equation in layer.declaration.equations]
    letters = {letter: tensor.name for letter, tensor in layer.tensors.items()}
    given = [letter for letter in letters if letter not in dict(steps)]

    def output(arrays: Mapping[str, Array]) -> Array:
        own = {letter: arrays[letters[letter]] for letter in given}
        for letter, step in steps:
            if step is not None:
                own[letter] = step(own)
        return own[layer.declaration.output.name]

    return output


def _held(case: Case, layer: Layer, equation: Equation) -> Held | None:
    """One equation with its kinks held; None for winners, which the equation that chooses by them holds."""
    if equation.reduction is Reduction.FIRST:
        return None
    chosen = _choosing(layer, equation)
    if chosen is not None:
        first, read = chosen
        places = choice(layer, first, case.model, case.tensors).places
        shape = case.tensors[layer.output.name].shape
        return lambda own: own[read].reshape(-1)[places].reshape(shape)
    sides = arguments(layer, equation, case.model, case.tensors)
    changed = _with_sides(equation, [side for side, _ in sides])
    sizes = numbers(layer, case.model, case.tensors)
    run = runnable(changed, numbers_of(layer.declaration))
    masks = {side.tensor.name: (values > 0).astype(values.dtype) for side, values in sides}
    return lambda own: run({**own, **masks}, sizes)


def _choosing(layer: Layer, equation: Equation) -> tuple[Equation, str] | None:
    """sum over u of first[i, u] x[i, u] is the x that is first: the equation of the winners, and the tensor x."""
    winners = {e.left.tensor.name: e for e in layer.declaration.equations if e.reduction is Reduction.FIRST}
    read = [name for name in winners if reads(equation, name)]
    if not read:
        return None
    first = winners[read[0]]
    bodies = [term.body for term in equation.terms]
    if bodies != [first.left * first.terms[0].body] or equation.free != first.free:
        raise EvaluationError(f"no smooth piece of {layer.name} is known: {equation.left} does not choose by {read[0]}")
    return first, next(entry.tensor.name for entry in first.terms[0].body.atoms(Entry))


def _with_sides(equation: Equation, sides: list[Side]) -> Equation:
    """[z > 0] becomes side, and so relu(z) side z."""
    of = {side.argument: side.equation.left for side in sides}

    def held(node: Expr) -> Expr:
        return of[node.args[0]]

    terms = (
        Term(t.bound, t.guards, t.brackets, in_pieces(t.body).replace(lambda node: isinstance(node, positive), held))
        for t in equation.terms
    )
    return Equation(equation.left, equation.free, tuple(terms), equation.reduction)
