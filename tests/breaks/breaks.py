"""Deliberate breaks: each patches one rule, planner, runtime or engine function, so that `verify` must fail."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from unittest import mock

import numpy as np
from sympy import Integer

import derive.algebra.bounds
import derive.algebra.elimination
import derive.calculus.vjp
import derive.engine.activations
import derive.kernels.lowering.lower
import derive.kernels.lowering.source
import derive.kernels.network
import derive.kernels.runtime
import derive.kernels.runtime.blocks
import derive.kernels.runtime.sliding_windows
import derive.kernels.update
import derive.layers.window
import derive.network.backward
import derive.verification.case
import derive.verification.exact_network
import derive.verification.run
from derive.algebra.affine import Affine
from derive.algebra.equation import Equation, Term
from derive.algebra.index import Role
from derive.algebra.size import FloorQuotient
from derive.algebra.substitution import change_entries
from derive.algebra.tensor import Entry, TensorRole

STRIDED = "input: {channels: 1, height: 5, width: 7}\nlayers:\n  - conv: {filters: 2, kernel: [2, 3], stride: 2}\n"
PADDED = "input: {channels: 2, height: 4, width: 5}\nlayers:\n  - conv: {filters: 3, kernel: [2, 3], padding: 1}\n"
OVERLAP = "input: {channels: 1, height: 4, width: 5}\nlayers:\n  - avg_pool: {window: [2, 3], stride: 1}\n"
MAXIMUM = "input: {channels: 1, height: 4, width: 5}\nlayers:\n  - relu\n  - max_pool: {window: [2, 3], stride: 1}\n"
DENSE = "input: {features: 3}\nlayers:\n  - dense: {units: 2}\n  - sigmoid\nloss: mean_squared_error\n"
PROBABILITY = "input: {features: 2}\nlayers:\n  - dense: {units: 1}\n  - sigmoid\nloss: binary_cross_entropy\n"
STRIDED_ONE = "input: {channels: 1, height: 3, width: 4}\nlayers:\n  - conv: {filters: 1, kernel: [2, 3]}\n"
GROUPED = "input: {channels: 4, height: 3, width: 4}\nlayers:\n  - conv: {filters: 6, kernel: 2, groups: 2}\n"
DILATED = "input: {channels: 1, height: 4, width: 5}\nlayers:\n  - conv: {filters: 1, kernel: [2, 3], dilation: 2}\n"
CLIPPED = "input: {channels: 1, height: 4, width: 5}\nlayers:\n  - avg_pool: {window: 3, stride: 2, ceil_mode: true}\n"
EDGES = "input: {channels: 1, height: 3, width: 4}\nlayers:\n  - max_pool: {window: 3, stride: 2, padding: 1}\n"
FLATTENED = "input: {channels: 2, height: 2, width: 3}\nlayers:\n  - flatten\n  - dense: {units: 2}\n"


@dataclass(frozen=True)
class Break:
    """A spec, and the patch under which its verification must fail."""

    spec: str
    patch: Callable[[], Any]


def change_derivations(change: Callable[[str, Equation], Equation]) -> Any:
    """A patch of every derived equation: `change(letter, equation)`, scatter and gather alike."""
    honest = derive.network.backward._derive

    def derived(declaration: Any, entry: Entry) -> Any:
        found = honest(declaration, entry)
        letter = entry.tensor.name
        scatter = found.scatter and change(letter, found.scatter)
        return replace(found, equation=change(letter, found.equation), scatter=scatter)

    return mock.patch.object(derive.network.backward, "_derive", derived)


def each_term(equation: Equation, change: Callable[[Term], Term]) -> Equation:
    return Equation(equation.left, equation.free, tuple(map(change, equation.terms)), equation.reduction)


def stride_dropped() -> Any:
    """dW[u] = sum of g[i] x[i + u]: the stride is missing."""

    def unstride(a: Affine) -> Affine:
        kept = [(i, 1 if i.role is Role.OUTPUT else value) for i, value in a.terms]
        return Affine(a.const, tuple(kept))

    def change(letter: str, equation: Equation) -> Equation:
        if letter != "W":
            return equation
        return each_term(
            equation,
            lambda term: replace(
                term,
                body=change_entries(term.body, lambda e: Entry(e.tensor, tuple(map(unstride, e.subscripts)))),
            ),
        )

    return change_derivations(change)


def batch_sum_dropped() -> Any:
    """dW sums over positions, not over examples."""

    def change(letter: str, equation: Equation) -> Equation:
        return each_term(equation, first_example) if letter in ("W", "b") else equation

    def first_example(term: Term) -> Term:
        batch = {index: Affine(0, ()) for index, _ in term.bound if index.role is Role.BATCH}
        body = change_entries(term.body, lambda e: Entry(e.tensor, tuple(s.substitute(batch) for s in e.subscripts)))
        return replace(term, bound=tuple(item for item in term.bound if item[0] not in batch), body=body)

    return change_derivations(change)


def kernel_flipped() -> Any:
    """dx by the filter turned by 180 degrees."""

    def flip(entry: Entry) -> Entry:
        if entry.tensor.role is not TensorRole.PARAMETER or len(entry.subscripts) != 4:
            return entry
        last = [s * -1 + (size - 1) for s, size in zip(entry.subscripts[2:], entry.tensor.shape[2:], strict=True)]
        return Entry(entry.tensor, (*entry.subscripts[:2], *last))

    def change(letter: str, equation: Equation) -> Equation:
        if letter != "x":
            return equation
        return each_term(equation, lambda term: replace(term, body=change_entries(term.body, flip)))

    return change_derivations(change)


def bias_counted_once() -> Any:
    """db takes one position instead of the sum over all."""

    def change(letter: str, equation: Equation) -> Equation:
        if letter != "b":
            return equation
        return each_term(equation, lambda term: replace(term, body=term.body / 2))

    return change_derivations(change)


def guard_forgotten() -> Any:
    """An eliminated index's range is not added as a guard."""
    return mock.patch.object(derive.algebra.elimination, "always", return_value=True)


def guards_all_dropped() -> Any:
    """Every guard is taken to hold."""
    return mock.patch.object(derive.algebra.bounds, "implied", return_value=True)


def sum_of_uses_dropped() -> Any:
    """Only the first summand of a derivative is kept."""

    def change(letter: str, equation: Equation) -> Equation:
        return each_term(equation, lambda term: replace(term, bound=term.bound, body=2 * term.body))

    return change_derivations(change)


def runtime(name: str, broken: Callable[..., Any]) -> Callable[[], Any]:
    """A patch of a runtime function, for the generated source that imports it."""
    return lambda: mock.patch.object(derive.kernels.runtime, name, broken)


HONEST_SCATTER = derive.kernels.runtime.scatter
HONEST_WINDOWS = derive.kernels.runtime.sliding_windows
HONEST_FIRST = derive.kernels.runtime.first_maximum


def overwriting_land(padded: Any, cells: Any, part: Any, where: Any) -> None:
    """The last window's share wins."""
    padded[(Ellipsis, *cells)] = part


def rows_reversed(x: Any, kernel: Any, **options: Any) -> Any:
    """Every window's rows from the last to the first."""
    found = HONEST_WINDOWS(x, kernel, **options)
    return found._replace(padded=found.padded[..., ::-1, :])


def shifted_windows(x: Any, kernel: Any, padding: Any = (0, 0), **options: Any) -> Any:
    """The padding's offset is one too small."""
    fewer = tuple(max(0, p - 1) for p in padding)
    size = HONEST_WINDOWS(x, kernel, padding=padding, **{k: v for k, v in options.items() if k != "size"}).where.size
    return HONEST_WINDOWS(x, kernel, padding=fewer, **{**options, "size": size})


def ties_multiplied() -> Any:
    """A tie gives its gradient to every maximum."""
    seen: dict[str, Any] = {}

    def first(x_windows: Any, peak: Any) -> Any:
        seen["maxima"] = x_windows.view == peak[..., None, None]
        return HONEST_FIRST(x_windows, peak)

    def to_all(y_bar: Any, first: Any, shape: Any, **options: Any) -> Any:
        return HONEST_SCATTER(y_bar[..., None, None] * seen["maxima"], shape, **options)

    return mock.patch.multiple(derive.kernels.runtime, first_maximum=first, scatter_to_winners=to_all)


def last_maximum(x_windows: Any, peak: Any) -> Any:
    """A tie goes to the last maximum."""
    taps = x_windows.view.reshape(*x_windows.view.shape[:4], -1)
    return (taps.shape[-1] - 1 - taps[..., ::-1].argmax(axis=-1)).astype(np.uint8)


def blocks_misplaced() -> Any:
    """The rows of a block land where the first block's rows do."""
    honest = derive.kernels.runtime.sliding_windows.Geometry.along

    def along(self: Any, axis: int, tap: int, windows: Any = None) -> Any:
        moved = windows and slice(0, windows.stop - windows.start)
        return honest(self, axis, tap, moved)

    return mock.patch.object(derive.kernels.runtime.sliding_windows.Geometry, "along", along)


def blocks_of_one_row() -> Any:
    """No break: blocks so small that a test network has several."""
    return mock.patch.multiple(derive.kernels.runtime.blocks, FEW=1, MANY=1)


def small_blocks_misplaced() -> Any:
    """A block's rows land where the first block's rows do, in a network of several blocks."""
    stack = contextlib.ExitStack()
    stack.enter_context(blocks_of_one_row())
    stack.enter_context(blocks_misplaced())
    return stack


def sigmoid_printed_wrong() -> Any:
    """The kernel printer writes another function."""
    return mock.patch.object(
        derive.kernels.lowering.source.KernelPrinter,
        "_print_sigmoid",
        lambda self, node: f"tanh({self._print(node.args[0])})",
    )


def mean_by_printer() -> Any:
    """The kernel printer loses a fraction's denominator."""
    honest = derive.kernels.lowering.source.KernelPrinter._print_Mul

    def printed(self: Any, node: Any) -> str:
        coefficient, rest = node.as_coeff_Mul()
        return honest(self, rest * coefficient.p) if coefficient.is_Rational else honest(self, node)

    return mock.patch.object(derive.kernels.lowering.source.KernelPrinter, "_print_Mul", printed)


def size_rounded_up() -> Any:
    """The output-size formula rounds up."""

    def rounded(cls: Any, a: Any, b: Any) -> Any:
        return -(-int(a) // int(b)) + 0 * a if a.is_Integer and b.is_Integer else None

    return mock.patch.object(FloorQuotient, "eval", classmethod(rounded))


def engine_slope() -> Any:
    """The engine is the one that is wrong: a(1 + a)."""
    honest = derive.verification.case.Engine.layer_backward

    def wrong(self: Any, name: str, y_bar: Any, cache: Any, params: Any) -> Any:
        x_bars, slopes = honest(self, name, y_bar, cache, params)
        return tuple(x_bar * 1.000001 for x_bar in x_bars), slopes

    return mock.patch.object(derive.verification.case.Engine, "layer_backward", wrong)


def gather_over_the_wrong_range() -> Any:
    """The printed form of dx, which no kernel computes, sums its taps over the number of positions."""
    honest = derive.network.backward._derive

    def derived(declaration: Any, entry: Entry) -> Any:
        found = honest(declaration, entry)
        if found.scatter is None:
            return found
        sizes = {index.role: size for index, size in found.scatter.free}
        outputs = sizes[Role.OUTPUT]

        def change(term: Term) -> Term:
            bound = tuple((index, outputs if index.name == "v" else size) for index, size in term.bound)
            taps = [entry for entry in term.body.atoms(Entry) if entry.tensor.role is TensorRole.PARAMETER]
            guards = tuple(replace(guard, size=outputs) if not taps else guard for guard in term.guards)
            return replace(term, bound=bound, guards=guards)

        return replace(found, equation=each_term(found.equation, change))

    return mock.patch.object(derive.network.backward, "_derive", derived)


def upstream_lost() -> Any:
    """The derivative of an elementwise layer does not depend on what comes from above."""

    def strip(term: Term) -> Term:
        bars = [entry for entry in term.body.atoms(Entry) if entry.tensor.role is TensorRole.COTANGENT]
        return replace(term, body=term.body.xreplace(dict.fromkeys(bars, Integer(1))))

    return change_derivations(lambda letter, equation: each_term(equation, strip) if letter == "z" else equation)


def update_climbs() -> Any:
    """W := W + alpha dJ/dW."""
    honest = derive.kernels.update.update_rule

    def climbing(layer: Any, parameter: str, options: Any) -> Any:
        rule = honest(layer, parameter, options)
        *before, last = rule.equations
        climbed = each_term(last, lambda term: replace(term, body=2 * last.left - term.body))
        return replace(rule, equations=(*before, climbed))

    return mock.patch.object(derive.kernels.update, "update_rule", climbing)


def fused_doubled() -> Any:
    """The loss's derivative joined with the layer before it is twice as large; each alone is right."""
    honest = derive.network.backward._through_loss

    def doubled(model: Any, found: Any) -> Any:
        fused = honest(model, found)
        return fused and replace(
            fused, equation=each_term(fused.equation, lambda term: replace(term, body=2 * term.body))
        )

    return mock.patch.object(derive.network.backward, "_through_loss", doubled)


def checks_of_nothing() -> Any:
    """A check that looks at nothing and finds nothing."""
    return mock.patch.object(derive.verification.run, "check_against_engine", return_value=iter(()))


def entries_lost() -> Any:
    """The composed network's cotangents lack entries: nothing would be compared there."""
    honest = derive.verification.exact_network.derived_cotangents

    def fewer(point: Any) -> Any:
        return {name: dict(list(values.items())[1:]) for name, values in honest(point).items()}

    return mock.patch.object(derive.verification.exact_network, "derived_cotangents", fewer)


def clipped_windows_counted_in_full() -> Any:
    """The facts of a layer claim that every window ends inside the padded input, with ceil_mode too."""
    honest = derive.layers.window.WindowAxis.facts.fget

    def claimed(axis: Any) -> Any:
        return honest(replace(axis, ceil=False))

    return mock.patch.object(derive.layers.window.WindowAxis, "facts", property(claimed))


def undilated_windows(x: Any, kernel: Any, **options: Any) -> Any:
    """The taps are neighbours."""
    size = HONEST_WINDOWS(x, kernel, **options).where.size
    return HONEST_WINDOWS(x, kernel, **{**options, "dilation": (1, 1), "size": size})


def zero_filled_windows(x: Any, kernel: Any, **options: Any) -> Any:
    """Padding is 0 and can win a maximum."""
    return HONEST_WINDOWS(x, kernel, **{**options, "fill": 0})


BREAKS = {
    "stride dropped from dW": Break(STRIDED, stride_dropped),
    "batch sum dropped": Break(DENSE, batch_sum_dropped),
    "kernel flipped in dx": Break(PADDED, kernel_flipped),
    "bias summed over half": Break(PADDED, bias_counted_once),
    "guard of an eliminated index forgotten": Break(PADDED, guard_forgotten),
    "all guards dropped": Break(PADDED, guards_all_dropped),
    "derivative doubled": Break(OVERLAP, sum_of_uses_dropped),
    "pooling overwrites instead of adding": Break(
        OVERLAP, lambda: mock.patch.object(derive.kernels.runtime.sliding_windows, "land", overwriting_land)
    ),
    "window rows reversed": Break(STRIDED, runtime("windows", rows_reversed)),
    "padding off by one": Break(PADDED, runtime("windows", shifted_windows)),
    "ties multiplied": Break(MAXIMUM, ties_multiplied),
    "ties to the last": Break(MAXIMUM, runtime("first_maximum", last_maximum)),
    "blocks misplaced": Break(PADDED, small_blocks_misplaced),
    "another function printed for sigmoid": Break(DENSE, sigmoid_printed_wrong),
    "denominator lost by the printer": Break(OVERLAP, mean_by_printer),
    "output size rounded up": Break(STRIDED, size_rounded_up),
    "engine's backward pass wrong by a millionth": Break(DENSE, engine_slope),
    "flatten's order": Break(
        FLATTENED, runtime("merge", lambda x, axis, count: np.swapaxes(x, 1, 3).reshape(len(x), -1))
    ),
    "range of the printed derivative wrong": Break(STRIDED_ONE, gather_over_the_wrong_range),
    "update climbs": Break(DENSE, update_climbs),
    "fused loss doubled": Break(PROBABILITY, fused_doubled),
    "upstream gradient lost": Break(DENSE, upstream_lost),
    "a check looks at nothing": Break(OVERLAP, checks_of_nothing),
    "entries lost": Break(OVERLAP, entries_lost),
    "clipped windows divided in full": Break(CLIPPED, clipped_windows_counted_in_full),
    "dilation dropped": Break(DILATED, runtime("windows", undilated_windows)),
    "padding wins a maximum": Break(EDGES, runtime("windows", zero_filled_windows)),
    "groups mixed": Break(
        GROUPED,
        runtime(
            "split", lambda x, axis, sizes: np.flip(x, axis).reshape(*x.shape[:axis], *sizes, *x.shape[axis + 1 :])
        ),
    ),
}
