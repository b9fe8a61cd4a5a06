"""Mistakes in pooling: who gets the gradient, and what a mean is divided by."""

from collections.abc import Callable
from dataclasses import replace

from sympy import Expr, Integer, Mul

from derive.algebra.affine import affine
from derive.algebra.equation import Equation, Reduction
from derive.algebra.functions import positive
from derive.algebra.size import Size
from derive.algebra.tensor import Entry, TensorRole
from derive.faults.fault import Change, Fault
from derive.faults.formula import Formula
from derive.faults.means import summed_axes
from derive.faults.rewriting import read_of, replaced, scaled, tiles, window_reads, with_role
from derive.network import windows


def _taps(formula: Formula) -> tuple[Expr, ...]:
    """f_h and f_w: a window's cells along each axis."""
    return tuple(Integer(1) * read.kernel for read in windows.window_reads(formula.declaration))


def _overwrites(formula: Formula) -> Equation | None:
    scattered = formula.equation.reduction is Reduction.SCATTER and not tiles(formula.equation)
    return replace(formula.equation, reduction=Reduction.OVERWRITE) if scattered else None


def _winner_overwrites(formula: Formula) -> Equation | None:
    meets = _winner(formula) is not None and formula.equation.reduction is Reduction.SCATTER
    return replace(formula.equation, reduction=Reduction.REPLACE) if meets else None


def _winner(formula: Formula) -> Entry | None:
    """The selector of the window's maximum, in the derivative by the input."""
    found = read_of(formula.equation, "first") if formula.of_input else ()
    return found[0] if found else None


def _window_cell(formula: Formula) -> Entry:
    """x where the window reads it: the derivative's own place."""
    return Entry(formula.declaration.inputs[0], formula.equation.left.subscripts)


def _ties_multiplied(formula: Formula) -> Equation | None:
    """1 wherever x is not less than the window's maximum y."""
    winner = _winner(formula)
    if winner is None:
        return None
    (bar,) = with_role(formula.equation, TensorRole.COTANGENT)
    maximum = Entry(formula.declaration.output, bar.subscripts)
    return replaced(formula.equation, {winner: Integer(1) - positive(maximum - _window_cell(formula))})


def _times_input(formula: Formula) -> Equation | None:
    return None if _winner(formula) is None else scaled(formula.equation, _window_cell(formula))


def _as_a_mean(formula: Formula) -> Equation | None:
    winner = _winner(formula)
    return None if winner is None else replaced(formula.equation, {winner: 1 / Mul(*_candidates(formula))})


def _candidates(formula: Formula) -> tuple[Expr, ...]:
    """How many entries a maximum is taken of, along each axis."""
    first = next(each for each in formula.declaration.equations if each.reduction is Reduction.FIRST)
    return tuple(Integer(1) * size for _, size in first.terms[0].bound)


def _winner_of_another(*, example: bool) -> Change:
    """The winner of the first example, or, of a maximum over whole axes, of the first place of each, for all."""

    def change(formula: Formula) -> Equation | None:
        winner = _winner(formula)
        if winner is None or (_taps(formula) and not example):
            return None
        first = next(each for each in formula.declaration.equations if each.reduction is Reduction.FIRST)
        batch, *places = winner.subscripts[: len(first.free)]
        apart = (affine(0), *places) if example else (batch, *(affine(0) for _ in places))
        moved = Entry(winner.tensor, (*apart, *winner.subscripts[len(first.free) :]))
        return replaced(formula.equation, {winner: moved}) if places or example else None

    return change


def _divisor(formula: Formula) -> Expr | None:
    """What a pooling's mean is divided by: the cells of a window, as a size or as a named count."""
    if not (formula.output or formula.of_input) or formula.joined:
        return None
    counts = with_role(formula.equation, TensorRole.COUNT)
    if counts:
        return counts[0]
    for sides in (_taps(formula), summed_axes(formula)):
        cells = Mul(*sides)
        if (
            sides
            and all(term.body.as_numer_denom()[1] == cells for term in formula.equation.terms)
            and formula.equation.terms
        ):
            return cells
    return None


def _no_divisor(formula: Formula) -> Equation | None:
    divisor = _divisor(formula)
    return None if divisor is None else scaled(formula.equation, divisor)


def _one_side(formula: Formula) -> Equation | None:
    """f_h in place of f_h f_w."""
    divisor = _divisor(formula)
    if divisor is None or isinstance(divisor, Entry):
        return None
    _, *others = _sides(formula, divisor)
    return scaled(formula.equation, Mul(*others)) if others else None


def _squared_side(formula: Formula) -> Equation | None:
    """f_h f_h in place of f_h f_w."""
    divisor = _divisor(formula)
    if divisor is None or isinstance(divisor, Entry):
        return None
    sides = _sides(formula, divisor)
    return scaled(formula.equation, sides[-1] / sides[0]) if len(sides) > 1 else None


def _full_window(formula: Formula) -> Equation | None:
    divisor = _divisor(formula)
    if not isinstance(divisor, Entry):
        return None
    return scaled(formula.equation, divisor / Mul(*_taps(formula)))


def _other_divisor(sides: Callable[[Formula], tuple[Size, ...]]) -> Change:
    """The product of other sizes in place of f_h f_w."""

    def change(formula: Formula) -> Equation | None:
        divisor, others = _divisor(formula), sides(formula)
        if divisor is None or isinstance(divisor, Entry) or not others:
            return None
        return scaled(formula.equation, divisor / Mul(*others))

    return change


def _strides(formula: Formula) -> tuple[Size, ...]:
    return tuple(read.stride for read in window_reads(formula.equation))


def _outputs(formula: Formula) -> tuple[Size, ...]:
    """The positions of the output, of a pooling whose windows move."""
    return formula.declaration.output.shape[2:] if window_reads(formula.equation) else ()


def _sides(formula: Formula, divisor: Expr) -> tuple[Expr, ...]:
    taps = _taps(formula)
    return taps if taps and divisor.has(taps[0]) else summed_axes(formula)


def _shared_out(formula: Formula) -> Equation | None:
    """Of a plain sum over whole axes: the gradient divided among its summands."""
    (*others, last) = formula.declaration.equations
    (term, *more) = last.terms
    plain = isinstance(term.body, Entry) and term.bound and not (others or more or term.guards or term.brackets)
    if not plain or not formula.of_input or formula.joined:
        return None
    return scaled(formula.equation, Integer(1) / Mul(*(size for _, size in term.bound)))


POOLING = (
    Fault(
        "pooling.overwrites",
        "a window overwrites what another one has added",
        "Where windows overlap, a cell gets a share from each of them. With = in place of += only the last window's "
        "share is left.",
        "In how many windows does this cell lie?",
        "input: {channels: 1, height: 1, width: 3}\nlayers: [avg_pool: {window: [1, 2], stride: 1}]\n",
        _overwrites,
    ),
    Fault(
        "pooling.winner-overwrites",
        "a winner's gradient overwrites what another window has given it",
        "A cell can be the maximum of several windows, and gets the gradient of each. With = in place of += at the "
        "winner's place only the last is left.",
        "Of how many windows can one cell be the maximum?",
        "input: {channels: 1, height: 1, width: 3}\nlayers: [max_pool: {window: [1, 2], stride: 1}]\n",
        _winner_overwrites,
    ),
    Fault(
        "pooling.ties-multiplied",
        "every cell that equals the maximum gets the whole gradient",
        "If several cells of a window share the maximum, the gradient may go to one of them or be split, but the parts "
        "must sum to the gradient. After a relu, ties at 0 are the normal case.",
        "The window holds 3, 3, 1, 0, and the gradient is 5. How much leaves it altogether?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [max_pool: {window: [1, 2]}]\n",
        _ties_multiplied,
    ),
    Fault(
        "pooling.mask-times-input",
        "the winner's gradient is multiplied by its value",
        "The maximum is the winning cell itself: its slope is 1, not the cell's value.",
        "If the winner grows by a little, by how much does the maximum grow?",
        "input: {channels: 1, height: 1, width: 1}\nlayers: [max_pool: {window: 1}]\n",
        _times_input,
    ),
    Fault(
        "pooling.maximum-as-mean",
        "a maximum's gradient is spread over the window",
        "Only the winner moved the output. To spread the gradient evenly is the backward pass of average pooling.",
        "What happens to the output if a cell that did not win grows by a little?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [max_pool: {window: [1, 2]}]\n",
        _as_a_mean,
    ),
    Fault(
        "pooling.winner-of-one-example",
        "the first example's winner gets the gradient in every example",
        "Each example has its own largest entry. With the first example's winner for all, the others' gradients go to "
        "entries that did not win.",
        "Where does the largest entry of the second example stand?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [global_max_pool]\n",
        _winner_of_another(example=True),
    ),
    Fault(
        "pooling.winner-of-one-place",
        "the first maximum's winner gets the gradient of all of them",
        "A maximum is taken at each place that is left, and each has a winner of its own: a winner that is looked for "
        "once for the whole array is right for one of them alone.",
        "How many maxima does the layer take, and does the same entry win in all of them?",
        "input: {channels: 2, height: 1, width: 2}\nlayers: [max: {axes: channels, keep: true}]\n",
        _winner_of_another(example=False),
    ),
    Fault(
        "pooling.divisor-missing",
        "the mean is not divided by its number of cells",
        "A mean gives each of its n cells one n-th; this formula has the sum.",
        "What is the derivative of a mean of four numbers by one of them?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [avg_pool: {window: [1, 2]}]\n",
        _no_divisor,
    ),
    Fault(
        "pooling.divisor-one-side",
        "the mean is divided by the window's height alone",
        "A window of f_h rows and f_w columns has f_h·f_w cells.",
        "How many cells does a 2 by 2 window have?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [avg_pool: {window: [1, 2]}]\n",
        _one_side,
    ),
    Fault(
        "pooling.divisor-squared-side",
        "the window is taken to be a square",
        "The divisor is the height squared, where it should be height times width.",
        "How many cells does a 2 by 3 window have?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [avg_pool: {window: [1, 2]}]\n",
        _squared_side,
    ),
    Fault(
        "pooling.divisor-stride",
        "the mean is divided by the stride squared",
        "The divisor is the number of a window's cells. It is the stride's square only where windows neither overlap "
        "nor leave gaps.",
        "How many cells does a 3 by 3 window with stride 2 have?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [avg_pool: {window: [1, 2], stride: 1}]\n",
        _other_divisor(_strides),
    ),
    Fault(
        "pooling.divisor-outputs",
        "the mean is divided by the number of outputs",
        "Each output is a mean of its own, over the cells of its window; how many outputs there are does not matter.",
        "Of how many numbers is one output the mean?",
        "input: {channels: 1, height: 1, width: 2}\nlayers: [avg_pool: {window: [1, 1]}]\n",
        _other_divisor(_outputs),
    ),
    Fault(
        "pooling.divisor-full-window",
        "a clipped window is divided by the full window's size",
        "At the border some cells of the window do not count, and the divisor is the number of those that do.",
        "How many cells of the last window count?",
        "input: {channels: 1, height: 1, width: 3}\nlayers: [avg_pool: {window: [1, 2], ceil_mode: true}]\n",
        _full_window,
    ),
    Fault(
        "pooling.sum-shared-out",
        "the gradient of a sum is divided among its summands",
        "A sum hands all of its gradient to each summand. Only a mean divides it.",
        "By how much does a sum change if one of its summands grows by 1?",
        "input: {channels: 1, length: 2}\nlayers: [sum]\n",
        _shared_out,
    ),
)
