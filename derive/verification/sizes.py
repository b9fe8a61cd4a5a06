"""Check 1: the output-size formula against windows counted one by one, and against the arrays' shapes."""

from collections.abc import Iterator

from derive.network.model import Layer
from derive.network.windows import WindowNumbers, pads_itself, rounds_up, window_reads, windows
from derive.verification.case import Case
from derive.verification.record import Check, Kind, Verdict, counted


def check_sizes(case: Case) -> Iterator[Check]:
    """For each layer: formula = counted windows = the kernels' array = the engine's shape."""
    for layer in case.model.layers:
        formula = tuple(int(size) for size in case.model.shape(layer.output)[1:])
        array = case.tensors[layer.output.name].shape[1:]
        engine = tuple(case.engine.shapes[layer.name])
        walked = _walked(layer, case)
        agree = formula == array == engine and walked in (None, formula[1:])
        shown = "" if walked is None else f", {'x'.join(map(str, walked))} windows"
        yield Check(
            Kind.SIZES,
            layer.name,
            "size formula = windows counted one by one = shape of the arrays",
            Verdict.VERIFIED if agree else Verdict.FAILED,
            f"{'x'.join(map(str, formula))}{shown}",
            reason="" if agree else f"formula {formula}, windows {counted}, kernels {array}, engine {engine}",
        )
    wrong = [n for n, a in case.params.items() if tuple(a.shape) != tuple(case.engine.parameters.get(n, ()))]
    count = sum(int(array.size) for array in case.params.values())
    if case.params:
        yield Check(
            Kind.SIZES,
            "parameters",
            "shape of every parameter = the engine's",
            Verdict.FAILED if wrong else Verdict.VERIFIED,
            f"{counted(len(case.params), 'array', 'arrays')}, {counted(count, 'number', 'numbers')}",
            reason=f"the engine has other shapes for {', '.join(wrong)}" if wrong else "",
        )


def _walked(layer: Layer, case: Case) -> tuple[int, ...] | None:
    """The number of windows on each axis, by walking; None for a layer without windows."""
    found = windows(case.model, layer)
    if found is None:
        return None
    reads = window_reads(layer.declaration)
    rounding = ((pads_itself(layer.declaration, read), rounds_up(layer.declaration, read)) for read in reads)
    return tuple(count_windows(own, same=same, ceil=ceil) for own, (same, ceil) in zip(found, rounding, strict=True))


def count_windows(window: WindowNumbers, *, same: bool, ceil: bool) -> int:
    """Walks a window over one axis and counts where it may stand, whatever number the size formula gives.

    It starts at -p and moves by s. Without ceil its last cell must lie in the padded axis; with ceil one more
    stands where cells are left over, and the last is dropped if it starts in the right padding. With `same`
    every multiple of s below n has one.
    """
    n, s, p = window.inputs, window.stride, window.before
    end = n + (p if window.behind is None else window.behind)
    if same:
        return len(range(0, n, s))
    count, start = 0, -p
    while True:
        last = start + window.span - 1
        if last > end - 1:
            break
        count, start = count + 1, start + s
    uncovered = start - s + window.span - 1 < end - 1
    if not ceil:
        return count
    return count + (start < n) if uncovered else count - (start - s >= n)
