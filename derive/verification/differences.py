"""Check 4: the generated backward kernels against differences of the generated forward kernels.

Through the whole network along its smooth piece (derive.verification.piece), by every parameter and the input;
and each layer that has kinks by its own kernels, at points that lie well away from them.
"""

from collections.abc import Iterator

import numpy as np

from derive.network.model import Layer
from derive.verification.case import Array, Case
from derive.verification.linearity import piecewise_linear
from derive.verification.piece import Piece
from derive.verification.record import Check, Kind, Verdict, counted
from derive.verification.slope import Line, line, measure, remainder, roughness
from derive.verification.tolerance import UNIT

LOOSEST_RELATIVE = 1e-6
REACH = 0.125  # of the tensor's own size
ENTRYWISE = 12
ZERO = 1e-13  # of the objective: a derivative below it is 0 but for round-off
CENTRAL = "derivative = central difference, within its truncation and round-off"
TAYLOR = "Taylor remainder: of second order where curved, round-off where linear"
ALONE = "a layer with kinks, away from them: derivative = central difference of its kernel"
THROUGH = "the smooth piece, where every relu and maximum keeps its side, passes through the network's value"
DIRECTIONS = "a random direction, one along the gradient"


def check_differences(case: Case) -> Iterator[Check]:
    """For every parameter and the input: random directions, and the slope of the Taylor remainder."""
    piece = Piece(case)
    if piece.held:
        yield _through(piece)
    derivatives = gradients(case)
    for name in (*case.model.parameters, *case.inputs):
        yield from _check_tensor(piece, name, derivatives[name])
    for layer in case.model.layers:
        if layer.declaration.has_kinks:
            yield _check_alone(case, layer)


def gradients(case: Case) -> dict[str, Array]:
    """By the backward kernels: of the loss, or of sum(y_bar * y) without one."""
    if case.model.loss is None:
        return case.kernels.vjp(case.x, case.params, case.y_bar, masks=case.masks)
    given = (case.x, case.target, case.params)
    found: dict[str, Array] = case.kernels.loss_and_gradients(*given, wrt_input=True, masks=case.masks)[1]
    return found


def _through(piece: Piece) -> Check:
    """At the point itself nothing has moved; both computations are the same but for the kinks' own kernels."""
    own = piece.value if piece.case.model.loss is not None else 0.0
    first = next(iter(piece.case.inputs))
    found = piece.moved(first, piece.case.inputs[first])
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


def _check_tensor(piece: Piece, name: str, derivative: Array) -> Iterator[Check]:
    start = piece.case.inputs[name] if name in piece.case.inputs else piece.case.params[name]
    size = abs(piece.value) + 1.0
    random = np.random.default_rng([ord(letter) for letter in name])
    directions = _directions(random, derivative)
    lines = [
        line(
            lambda t, d=direction: piece.moved(name, start + t * d),  # type: ignore[misc]
            REACH * (_rms(start) or 1.0) / _rms(direction),
            size,
            float(np.sum(derivative * direction)),
        )
        for direction in directions
    ]
    rough = roughness(lines[ALONG])
    entries = f", {counted(derivative.size, 'entry', 'entries')}" if derivative.size <= ENTRYWISE else ""
    yield _central(name, CENTRAL, derivative, list(zip(directions, lines, strict=True)), rough, DIRECTIONS + entries)
    linear = piecewise_linear(piece.case.model, name)
    yield _taylor(name, linear, derivative, directions[ALONG], lines[ALONG], rough)


ALONG = 1  # the direction that follows the gradient: its derivative stands out of the round-off


def _directions(random: np.random.Generator, derivative: Array) -> list[Array]:
    """A normal one; one of random lengths with the derivative's signs; each entry alone where there are few."""
    free, lengths = random.standard_normal(derivative.shape), random.standard_normal(derivative.shape)
    along = np.where(derivative == 0, lengths, np.abs(lengths) * np.sign(derivative))
    few = derivative.size if derivative.size <= ENTRYWISE else 0
    return [free, along, *(_unit(derivative.shape, place) for place in range(few))]


def _unit(shape: tuple[int, ...], place: int) -> Array:
    direction = np.zeros(shape)
    direction.flat[place] = 1.0
    return direction


def _rms(array: Array) -> float:
    return float(np.sqrt(np.mean(np.square(array))))


def _central(
    name: str, claim: str, derivative: Array, lines: list[tuple[Array, Line]], rough: float, figure: str
) -> Check:
    worst, loosest, wrong, zero = 0.0, 0.0, "", False
    for direction, along in lines:
        ours = float(np.sum(derivative * direction))
        zero = float(np.max(np.abs(derivative))) <= ZERO * along.size
        reference = max(abs(ours), float(np.linalg.norm(derivative) * np.linalg.norm(direction)) / 100)
        reference = along.size if zero else reference
        central, tolerance = measure(along, rough, reference)
        worst, loosest = max(worst, abs(central - ours) / reference), max(loosest, tolerance / reference)
        if not abs(central - ours) <= tolerance:
            wrong = f"central difference {central:.9g}, kernel {ours:.9g}, tolerance {tolerance:.1e}"
    verdict = Verdict.FAILED if wrong else Verdict.VERIFIED
    if not wrong and not loosest <= LOOSEST_RELATIVE and np.any(derivative != 0):
        verdict = Verdict.COULD_NOT_RUN
        wrong = f"the tolerance {loosest:.1e} is looser than {LOOSEST_RELATIVE:.0e}: not checked"
    measured: dict[str, float | int | str] = {"difference": worst, "tolerance": loosest}
    if zero:
        measured["zero"] = "relative to the objective"
    return Check(Kind.DIFFERENCES, name, claim, verdict, figure, measured, wrong)


def _taylor(name: str, linear: bool, derivative: Array, direction: Array, along: Line, rough: float) -> Check:
    """The remainder at halved steps: slope 2, or all of it round-off where the network is linear."""
    found = remainder(along, float(np.sum(derivative * direction)), rough)
    figure = "exactly linear: round-off" if linear else "curved: slope 2, or round-off where it is flat"
    measured: dict[str, float | int | str] = {"remainder": found.largest, "round-off": found.floor}
    if linear or found.slope is None:
        zero = float(np.max(np.abs(derivative))) <= ZERO * along.size
        fine = found.still and (zero or found.telling)
    else:
        fine, measured = found.second_order, {"slope": found.slope}
    shown = ", ".join(f"{what} {value:.3g}" for what, value in measured.items())
    verdict = Verdict.VERIFIED if fine else Verdict.FAILED
    return Check(Kind.DIFFERENCES, name, TAYLOR, verdict, figure, measured, "" if fine else shown)


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

    lines = []
    for direction in _directions(random, x_bar)[: ALONG + 1]:
        bounded = direction / np.max(np.abs(direction))  # 0.4 of a step of 1
        lines.append((bounded, Line(lambda t, d=bounded: moved(t, d), 0.4, 1.0)))  # type: ignore[misc]
    rounded = UNIT * float(np.max(np.abs(x)) * np.linalg.norm(x_bar))  # x + t d, rounded entry by entry
    rough = max(rounded, roughness(lines[ALONG][1]))
    return _central(layer.name, ALONE, x_bar, lines, rough, f"{DIRECTIONS}, {counted(count, 'entry', 'entries')}")
