"""Check 4: the generated backward kernels against differences of the generated forward kernels.

A central difference over four points has a truncation error of h^4 and a round-off of about u|f|/h; both are
estimated here, so the tolerance follows from the network. The Taylor remainder |f(x + hd) - f(x) - h f'd|
falls with h^2 when the derivative is right, with h when it is wrong.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from derive.verification.case import Array, Case
from derive.verification.kinks import same_sides, sides
from derive.verification.linearity import piecewise_linear
from derive.verification.record import Check, Kind, Verdict
from derive.verification.tolerance import UNIT

LOOSEST_RELATIVE = 1e-5
STEP = (2 * UNIT) ** 0.2
HALVINGS = 30
SMALLER_STEPS = 5
DIRECTIONS = 2
ENTRYWISE = 12
MOST_MOVED = 100
LEAST_SLOPE = 1.9  # 3 or more where the curvature along the direction vanishes
ZERO = 1e-13  # of the objective: a derivative below it is 0 but for round-off
CENTRAL = "derivative = central difference, within its truncation and round-off"
TAYLOR = "Taylor remainder: of second order where curved, round-off where linear"


@dataclass(frozen=True, slots=True)
class Line:
    """The network along one direction of one tensor: f(t), and whether no kink lies between 0 and t."""

    value: Callable[[float], float]
    smooth: Callable[[float], bool]
    scale: float


def check_differences(case: Case) -> Iterator[Check]:
    """For every parameter and the input: random directions, and the slope of the Taylor remainder."""
    derivatives = gradients(case)
    for name in (*case.model.parameters, "input"):
        random = np.random.default_rng([ord(letter) for letter in name])
        shape = derivatives[name].shape
        most = MOST_MOVED if sides(case.model, case.tensors) else derivatives[name].size
        directions = [_random_direction(random, shape, most) for _ in range(DIRECTIONS)]
        if derivatives[name].size <= ENTRYWISE:
            directions += [_unit(shape, place) for place in range(derivatives[name].size)]
        yield _central(case, name, derivatives[name], directions)
        yield _taylor(case, name, derivatives[name], directions[0])


def gradients(case: Case) -> dict[str, Array]:
    """By the backward kernels: of the loss, or of sum(y_bar * y) without one."""
    if case.model.loss is None:
        return case.kernels.vjp(case.x, case.params, case.y_bar, masks=case.masks)
    given = (case.x, case.target, case.params)
    found: dict[str, Array] = case.kernels.loss_and_gradients(*given, wrt_input=True, masks=case.masks)[1]
    return found


def objective(case: Case, name: str, array: Array) -> float:
    """The scalar that is differentiated, with one tensor replaced."""
    x = array if name == "input" else case.x
    params = case.params if name == "input" else {**case.params, name: array}
    if case.model.loss is not None:
        return case.kernels.loss(x, case.target, params, masks=case.masks)
    return float(np.sum(case.y_bar * case.kernels.forward(x, params, masks=case.masks)))


def line(case: Case, name: str, direction: Array) -> Line:
    """The network along a direction."""
    start = case.x if name == "input" else case.params[name]
    here = sides(case.model, case.tensors)

    def moved(t: float) -> bool:
        array = start + t * direction
        x, params = (array, case.params) if name == "input" else (case.x, {**case.params, name: array})
        return same_sides(here, sides(case.model, case.kernels.tensors(x, params, masks=case.masks)))

    def smooth(t: float) -> bool:
        return not here or (moved(t) and moved(-t))

    scale = max(1.0, float(np.max(np.abs(start)))) / max(1.0, float(np.max(np.abs(direction))))
    return Line(lambda t: objective(case, name, start + t * direction), smooth, scale)


def _random_direction(random: np.random.Generator, shape: tuple[int, ...], most: int) -> Array:
    """A normal direction with so many entries at most: with fewer of them, fewer kinks lie along it."""
    direction = random.standard_normal(shape)
    keep = random.permutation(direction.size)[: max(1, min(direction.size, most))]
    chosen = np.zeros(direction.size, dtype=bool)
    chosen[keep] = True
    return np.where(chosen.reshape(shape), direction, 0.0)


def _unit(shape: tuple[int, ...], place: int) -> Array:
    direction = np.zeros(shape)
    direction.flat[place] = 1.0
    return direction


def _central(case: Case, name: str, derivative: Array, directions: list[Array]) -> Check:
    worst, loosest, wrong, zero = 0.0, 0.0, "", False
    for direction in directions:
        along = line(case, name, direction)
        step = smooth_step(along, STEP * along.scale)
        if step is None:
            return _stuck(name, CENTRAL)
        ours = float(np.sum(derivative * direction))
        size = abs(along.value(0.0)) + abs(ours) * step + 1.0
        zero = float(np.max(np.abs(derivative))) <= ZERO * size
        reference = max(abs(ours), float(np.linalg.norm(derivative) * np.linalg.norm(direction)) / 100)
        reference = size if zero else reference
        central, tolerance = measure(along, step, noise(along, size), LOOSEST_RELATIVE * reference)
        worst, loosest = max(worst, abs(central - ours) / reference), max(loosest, tolerance / reference)
        if not abs(central - ours) <= tolerance:
            wrong = f"central difference {central:.9g}, kernel {ours:.9g}, tolerance {tolerance:.1e}"
    verdict = Verdict.FAILED if wrong else Verdict.VERIFIED
    if not wrong and not loosest <= LOOSEST_RELATIVE and np.any(derivative != 0):
        verdict = Verdict.COULD_NOT_RUN
        wrong = f"the tolerance {loosest:.1e} is looser than {LOOSEST_RELATIVE:.0e}: not checked"
    entries = f", {derivative.size} entries" if derivative.size <= ENTRYWISE else ""
    return Check(
        Kind.DIFFERENCES,
        name,
        CENTRAL,
        verdict,
        f"{DIRECTIONS} directions{entries}",
        {"difference": worst, "tolerance": loosest, **({"zero": "relative to the objective"} if zero else {})},
        wrong,
    )


def measure(along: Line, step: float, roughness: float, wanted: float) -> tuple[float, float]:
    """The central difference and its tolerance, truncation and round-off: at the first of a few smaller steps
    where the tolerance is as wanted, else at the last."""
    for halvings in range(SMALLER_STEPS):
        h = step / 2**halvings
        central, wide = _difference(along, h), _difference(along, 2 * h)
        tolerance = abs(wide - central) + 16 * roughness / h
        if tolerance <= wanted:
            break
    return central, tolerance


def noise(along: Line, size: float) -> float:
    """The rounding error of f, from its jumps between neighbouring points; at least one unit of its size."""
    near = [along.value(k * 2.0**-44 * along.scale) for k in range(-4, 5)]
    return max(UNIT * size, *(abs(a - b) for a, b in pairwise(near)))


def _difference(along: Line, step: float) -> float:
    """The central difference over -2h, -h, h, 2h: exact for polynomials of degree 4."""
    near, far = (along.value(h) - along.value(-h) for h in (step, 2 * step))
    return (8 * near - far) / (12 * step)


def smooth_step(along: Line, largest: float) -> float | None:
    """The largest step, halved from `largest`, with no kink within four times of it; None if there is none."""
    step = largest
    for _ in range(HALVINGS):
        if along.smooth(4 * step):
            return step
        step /= 2
    return None


def _stuck(name: str, claim: str) -> Check:
    reason = "a kink (a relu at 0, a tie) lies nearer than any usable step"
    return Check(Kind.DIFFERENCES, name, claim, Verdict.COULD_NOT_RUN, "", reason=reason)


def _taylor(case: Case, name: str, derivative: Array, direction: Array) -> Check:
    """The remainder at h, h/2, h/4, ...: slope 2, or all of it round-off where the network is linear."""
    along = line(case, name, direction)
    largest = smooth_step(along, 0.125 * along.scale)
    if largest is None:
        return _stuck(name, TAYLOR)
    ours = float(np.sum(derivative * direction))
    start = along.value(0.0)
    steps = [4 * largest / 2**k for k in range(10)]
    floor = 256 * UNIT * (abs(start) + abs(ours) * steps[0] + 1.0) * np.sqrt(direction.size)
    remainders = [abs(along.value(h) - start - h * ours) for h in steps]
    usable = [(h, r) for h, r in zip(steps, remainders, strict=True) if r > 32 * floor]
    linear = piecewise_linear(case.model, name)
    figure = "exactly linear: round-off" if linear else "curved: slope 2, or round-off where it is flat"
    if linear or len(usable) < 3:
        still = all(r <= 32 * floor for r in remainders[1:])
        zero = float(np.max(np.abs(derivative))) <= ZERO * (abs(start) + 1)
        unmoved = ours == 0 and max(remainders) == 0  # a direction along entries that no window reads
        fine = still and (zero or unmoved or abs(ours) * steps[0] > 64 * floor)
        measured: dict[str, float | int | str] = {"remainder": float(np.max(remainders)), "round-off": 32 * floor}
        return _result(name, fine, figure, measured)
    (h1, r1), (h2, r2) = usable[-2], usable[-1]
    slope = float(np.log(r1 / r2) / np.log(h1 / h2))
    return _result(name, slope >= LEAST_SLOPE, figure, {"slope": slope})


def _result(name: str, fine: bool, figure: str, measured: dict[str, float | int | str]) -> Check:
    verdict = Verdict.VERIFIED if fine else Verdict.FAILED
    shown = ", ".join(f"{what} {value:.3g}" for what, value in measured.items())
    return Check(Kind.DIFFERENCES, name, TAYLOR, verdict, figure, measured, "" if fine else shown)
