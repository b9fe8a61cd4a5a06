"""All checks of one network, each with a verdict: nothing is skipped in silence."""

from collections.abc import Callable, Iterable, Iterator

from derive.errors import SizeError
from derive.kernels.passes.threads import SingleThreadedProducts
from derive.network.build import build
from derive.network.model import Model
from derive.proof.mark import marks
from derive.spec.spec import Spec
from derive.verification.against_engine import check_against_engine
from derive.verification.case import Case, make_case
from derive.verification.differences import check_differences
from derive.verification.exact_directions import check_directions
from derive.verification.exact_layer import check_layers
from derive.verification.exact_network import check_network
from derive.verification.record import TITLES, Check, Kind, Record, Verdict
from derive.verification.sizes import check_sizes
from derive.verification.sizing.points import describe, grid
from derive.verification.training import check_training

Progress = Callable[[str], None]


def verify(model: Model, progress: Progress = lambda message: None) -> Record:
    """Runs the five checks; symbolic networks at three points, of distinct primes where such fit."""
    try:
        points = grid(model)
    except SizeError as error:
        reason = f"three points are wanted for the named sizes: {error}; bind the network's sizes"
        unfit = Check(Kind.SIZES, "network", "a point of the grid", Verdict.COULD_NOT_RUN, "", reason=reason)
        return Record(model.name, (unfit,), marks(model))
    checks: list[Check] = []
    for point in points:
        numbers = describe(point, model)
        suffix = f" at {numbers}" if numbers else ""
        progress(f"{model.name}{suffix}")
        checks += [_at(check, numbers) for check in _all(point, progress)]
    return Record(model.name, tuple(checks), marks(model))


def verify_spec(spec: Spec, progress: Progress = lambda message: None) -> Record:
    """The same from a spec, which is plain data and can be sent to another process."""
    return verify(build(spec), progress)


def _all(model: Model, progress: Progress) -> Iterator[Check]:
    exact: tuple[Callable[[Model], Iterable[Check]], ...] = (check_layers, check_directions, check_network)
    made: list[Case] = []
    yield from _guarded(Kind.SIZES, lambda: _sizes(model, made))
    if not made:  # the sizes' check has failed with the reason; the others are said not to have run
        for kind in (Kind.ENGINE, Kind.DIFFERENCES, Kind.TRAINING):
            yield _did_not_run(kind, "kernels and engine could not be made; see the check of sizes")
    for check in exact:
        progress(f"{model.name}: {TITLES[Kind.EXACT]}")
        yield from _guarded(Kind.EXACT, lambda check=check: check(model))  # type: ignore[misc]
    for case in made:
        yield from check_numbers(case, progress)


def check_numbers(case: Case, progress: Progress = lambda message: None) -> Iterator[Check]:
    """The checks in floating point: against the engine, against differences, in training.

    A matrix product has one thread meanwhile; measured: with two, whose waiting is busy, ResNet-18 takes four times the
    processor's time, and longer on a machine with other work.
    """
    floating: tuple[tuple[Kind, Callable[[Case], Iterable[Check]]], ...] = (
        (Kind.ENGINE, check_against_engine),
        (Kind.DIFFERENCES, check_differences),
        (Kind.TRAINING, check_training),
    )
    for kind, check_case in floating:
        progress(f"{case.model.name}: {TITLES[kind]}")
        with SingleThreadedProducts():
            checks = _guarded(kind, lambda check_case=check_case: check_case(case))  # type: ignore[misc]
        yield from checks


def _sizes(model: Model, made: list[Case]) -> Iterable[Check]:
    made.append(make_case(model))
    return check_sizes(made[0])


def _guarded(kind: Kind, run: Callable[[], Iterable[Check]]) -> list[Check]:
    """The checks of one kind; what stops them half way is a check that could not run, which is a failure."""
    done: list[Check] = []
    try:
        for check in run():
            done.append(check)
    except Exception as error:  # noqa: BLE001 - a wrong formula may fail in any way; none may pass for a check
        return [*done, _did_not_run(kind, f"{type(error).__name__}: {error}")]
    return done or [_did_not_run(kind, "it looked at nothing")]


def _did_not_run(kind: Kind, reason: str) -> Check:
    return Check(kind, "network", TITLES[kind], Verdict.COULD_NOT_RUN, "", reason=reason)


def _at(check: Check, numbers: str) -> Check:
    if not numbers:
        return check
    subject = f"{check.subject} ({numbers})"
    return Check(check.kind, subject, check.claim, check.verdict, check.figure, check.measured, check.reason)
