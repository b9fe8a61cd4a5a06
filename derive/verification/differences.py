"""Check 4: the generated backward kernels against differences of the generated forward kernels.

Through the whole network along its smooth piece (derive.verification.piece), by every parameter and the input;
and each layer that has kinks by its own kernels, at points that lie well away from them.
"""

from collections.abc import Iterator

import numpy as np

from derive.network.model import Layer
from derive.verification.along_lines import ALONG, DIRECTIONS, central, main_directions, slope_along
from derive.verification.apart import check_apart
from derive.verification.case import Array, Case
from derive.verification.piece import SmoothPiece
from derive.verification.record import Check, Kind, Verdict, counted
from derive.verification.slope import Line, roughness
from derive.verification.together import check_together
from derive.verification.tolerance import UNIT

ALONE = "a layer with kinks, away from them: derivative = central difference of its kernel"
THROUGH = "the smooth piece, where every relu and maximum keeps its side, passes through the network's value"
LARGE = 2**25  # numbers in all layers, times the tensors that are moved: from here on these are moved at once


def check_differences(case: Case) -> Iterator[Check]:
    """For every parameter and the input: random directions, and the slope of the Taylor remainder."""
    piece = SmoothPiece(case)
    if piece.held:
        yield _through(piece)
    derivatives = gradients(case)
    given = {name: derivatives[name] for name in (*case.model.parameters, *case.inputs)}
    if is_large(case):
        yield from check_together(piece, given)
    else:
        for name, derivative in given.items():
            yield from check_apart(piece, name, derivative)
    for layer in _with_kinks(case):
        yield _check_alone(case, layer)


def is_large(case: Case) -> bool:
    """Whether the network is too large to be computed anew for each of its tensors."""
    numbers = sum(int(np.prod(case.tensors[layer.output.name].shape)) for layer in case.model.layers)
    return numbers * len(case.params) >= LARGE


def _with_kinks(case: Case) -> list[Layer]:
    """The layers with kinks; of a large network one of each form and shape, as the others compute the same."""
    found = [layer for layer in case.model.layers if layer.declaration.has_kinks]
    if not is_large(case):
        return found
    forms = {(id(each.declaration), case.tensors[each.input.name].shape): each for each in reversed(found)}
    return [layer for layer in found if layer in forms.values()]


def gradients(case: Case) -> dict[str, Array]:
    """By the backward kernels: of the loss, or of sum(y_bar * y) without one."""
    if not case.model.terms:
        return case.kernels.vjp(case.x, case.params, case.y_bar, masks=case.masks)
    given = (case.x, case.target, case.params)
    found: dict[str, Array] = case.kernels.loss_and_gradients(*given, wrt_input=True, masks=case.masks)[1]
    return found


def _through(piece: SmoothPiece) -> Check:
    """At the point itself nothing has moved; both computations are the same but for the kinks' own kernels."""
    own = piece.value if piece.case.model.terms else 0.0
    first = next(iter(piece.case.inputs))
    found = piece.moved({first: piece.case.inputs[first]})
    bound = 16 * UNIT * (abs(piece.value) + 1)
    fine = abs(found - own) <= bound
    return Check(
        Kind.DIFFERENCES,
        "network",
        THROUGH,
        Verdict.VERIFIED if fine else Verdict.FAILED,
        f"{len(piece.held)} layers with kinks",
        {"difference": abs(found - own), "bound": bound},
        "" if fine else f"the piece has {found:.9g}, the network {own:.9g}",
    )


def _check_alone(case: Case, layer: Layer) -> Check:
    """On all different half-integers, whose signs and order no step shorter than a half changes."""
    random = np.random.default_rng([ord(letter) for letter in layer.name])
    shape = case.tensors[layer.input.name].shape
    count = int(np.prod(shape))
    x = (random.permutation(count) - count // 2 + 0.5).reshape(shape).astype(case.kernels.dtype)
    y_bar = random.standard_normal(case.tensors[layer.output.name].shape)
    y, x_bar = case.kernels.layer_alone(layer, x, y_bar)
    run = case.kernels.start(case.x, case.params, masks=case.masks)

    def moved(t: float, direction: Array) -> float:
        run.arrays.clear()
        run.arrays[layer.input.name] = x + t * direction
        return float(np.sum(y_bar * (run.value(layer.output.name) - y)))

    slopes = []
    for direction in main_directions(random, x_bar):
        bounded = direction / np.max(np.abs(direction))  # 0.4 of a step of 1
        own = Line(lambda t, d=bounded: moved(t, d), 0.4, 1.0)  # type: ignore[misc]
        slopes.append(slope_along(x_bar, bounded, own))
    rounded = UNIT * float(np.max(np.abs(x)) * np.linalg.norm(x_bar))  # x + t d, rounded entry by entry
    rough = max(rounded, roughness(slopes[ALONG].line))
    return central(layer.name, ALONE, slopes, rough, f"{DIRECTIONS}, {counted(count, 'entry', 'entries')}")
