"""Derivatives along directions against what is measured along lines: central differences, the Taylor remainder."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from derive.verification.case import Array
from derive.verification.record import Check, Kind, Verdict
from derive.verification.slope import Line, measure, remainder

LOOSEST_RELATIVE = 1e-6
REACH = 0.125  # of the tensor's own size
ENTRYWISE = 12
ZERO = 1e-13  # of the objective: a derivative below it is 0 but for round-off
CENTRAL = "derivative = central difference, within its truncation and round-off"
TAYLOR = "Taylor remainder: of second order where curved, round-off where linear"
DIRECTIONS = "a random direction, one along the gradient"
ALONG = 1  # the direction that follows the gradient: its derivative stands out of the round-off


@dataclass(frozen=True, slots=True)
class Slope:
    """A derivative along a direction: `ours` by the kernels; what its error is relative to; `still` says that the
    derivative is 0 but for round-off; `line` is what is measured."""

    ours: float
    reference: float
    still: bool
    line: Line


def directions(random: np.random.Generator, derivative: Array) -> list[Array]:
    """A normal one; one of random lengths with the derivative's signs; each entry alone where there are few."""
    few = derivative.size if derivative.size <= ENTRYWISE else 0
    return [*main_directions(random, derivative), *(_unit(derivative.shape, place) for place in range(few))]


def main_directions(random: np.random.Generator, derivative: Array) -> list[Array]:
    """A normal direction, and one of random lengths with the derivative's signs."""
    free, lengths = random.standard_normal(derivative.shape), random.standard_normal(derivative.shape)
    return [free, np.where(derivative == 0, lengths, np.abs(lengths) * np.sign(derivative))]


def slope_along(derivative: Array, direction: Array, line: Line) -> Slope:
    """The derivative along a direction of its own tensor."""
    ours, still = float(np.sum(derivative * direction)), is_still(derivative, line.size)
    reference = max(abs(ours), float(np.linalg.norm(derivative) * np.linalg.norm(direction)) / 100)
    return Slope(ours, line.size if still else reference, still, line)


def is_still(derivative: Array, size: float) -> bool:
    """Whether a derivative of an objective of this size is 0 but for round-off."""
    return float(np.max(np.abs(derivative))) <= ZERO * size


def central(subject: str, claim: str, slopes: Sequence[Slope], rough: float, figure: str) -> Check:
    """Every slope against the central difference of its line."""
    worst, loosest, wrong = 0.0, 0.0, ""
    for slope in slopes:
        found, tolerance = measure(slope.line, rough, slope.reference)
        away = abs(found - slope.ours)
        worst, loosest = max(worst, away / slope.reference), max(loosest, tolerance / slope.reference)
        if not away <= tolerance:
            wrong = f"central difference {found:.9g}, kernel {slope.ours:.9g}, tolerance {tolerance:.1e}"
    verdict = Verdict.FAILED if wrong else Verdict.VERIFIED
    moving = any(slope.ours != 0 or not slope.still for slope in slopes)
    if not wrong and not loosest <= LOOSEST_RELATIVE and moving:
        verdict = Verdict.COULD_NOT_RUN
        wrong = f"the tolerance {loosest:.1e} is looser than {LOOSEST_RELATIVE:.0e}: not checked"
    measured: dict[str, float | int | str] = {"difference": worst, "tolerance": loosest}
    if any(slope.still for slope in slopes):
        measured["zero"] = "relative to the objective"
    return Check(Kind.DIFFERENCES, subject, claim, verdict, figure, measured, wrong)


def taylor(subject: str, linear: bool, slope: Slope, rough: float) -> Check:
    """The remainder at halved steps: slope 2, or all of it round-off where the network is linear."""
    found = remainder(slope.line, slope.ours, rough)
    figure = "exactly linear: round-off" if linear else "curved: slope 2, or round-off where it is flat"
    measured: dict[str, float | int | str] = {"remainder": found.largest, "round-off": found.floor}
    if linear or found.slope is None:
        fine = found.still and (slope.still or found.telling)
    else:
        fine, measured = found.second_order, {"slope": found.slope}
    shown = ", ".join(f"{what} {value:.3g}" for what, value in measured.items())
    verdict = Verdict.VERIFIED if fine else Verdict.FAILED
    return Check(Kind.DIFFERENCES, subject, TAYLOR, verdict, figure, measured, "" if fine else shown)


def rms(array: Array) -> float:
    """The root of the mean square."""
    return float(np.sqrt(np.mean(np.square(array))))


def _unit(shape: tuple[int, ...], place: int) -> Array:
    direction = np.zeros(shape)
    direction.flat[place] = 1.0
    return direction
