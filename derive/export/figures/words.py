"""What figures say of a layer: its equations with numbers put in, its window, its tensors' names."""

from collections.abc import Mapping

from sympy import Symbol

from derive.algebra.equation import Equation
from derive.algebra.tensor import Tensor
from derive.export.figures.trial import ROW, Trial, has_filter
from derive.network.model import Layer, Model
from derive.network.windows import WindowNumbers, windows
from derive.printing.compose import statement
from derive.printing.formula import Condition
from derive.printing.notation import Notation, write
from derive.printing.style import Style

DRAWN = {"x": "input x", "W": "filter W", "z": "output z", "y": "output y"}


def formula(equation: Equation, sizes: Mapping[Symbol, int]) -> str:
    """An equation of a declaration on one line, with numbers for its sizes."""
    return write(statement(equation, Style(numbers=sizes)).relation, Notation.UNICODE)


def conditional(equation: Equation, sizes: Mapping[Symbol, int]) -> str:
    """The same with the conditions of its sums: ..., where 0 ≤ r + 1 − i < 3 and 0 ≤ q + 1 − j < 3."""
    notes = statement(equation, Style(numbers=sizes)).notes
    found = [item for note in notes for item in note.items if isinstance(item, Condition)]
    where = " and ".join(write(each, Notation.UNICODE) for each in dict.fromkeys(found))
    return f"{formula(equation, sizes)}, where {where}" if found else formula(equation, sizes)


def named(tensor: Tensor) -> str:
    """input x, ∂J/∂z."""
    return derivative(tensor) if tensor.bar is not None else DRAWN.get(tensor.name, tensor.name)


def derivative(tensor: Tensor) -> str:
    """z as it is, z_bar as ∂J/∂z."""
    return tensor.name if tensor.bar is None else f"∂{tensor.bar.by}/∂{tensor.bar.of.name}"


def geometry(alone: Trial) -> str:
    """The layer's window, and on what it is shown: conv1: 3×3 filter, stride 1, padding 0, dilation 1; ..."""
    height, width = alone.axes
    what = "filter" if has_filter(alone.layer) else "window"
    taps = f"{what} of {width.kernel}" if height is ROW else f"{height.kernel}×{width.kernel} {what}"
    said = f"{alone.layer.name}: {taps}, {steps(*(() if height is ROW else (height,)), width)}"
    single = "one channel, one filter, no bias" if has_filter(alone.layer) else "one channel"
    place = f"a signal of {width.inputs}" if height is ROW else f"a {height.inputs}×{width.inputs} image"
    shown = "" if alone.own else f" (shown on {place})"
    return f"{said}; {single}{shown}."


def by_windows(model: Model, layer: Layer) -> tuple[str, ...]:
    """by 3×3 filters; stride 2, padding 1 where they are not the usual ones; nothing without a window."""
    found = windows(model, layer)
    if found is None:
        return ()
    kernel = tuple(axis.kernel for axis in found)
    what = "filters" if has_filter(layer) else "windows"
    said = [f"by {what} of {kernel[0]}" if len(kernel) == 1 else f"by {'×'.join(map(str, kernel))} {what}"]
    ones = (1,) * len(kernel)
    steps = {
        "stride": (tuple(axis.stride for axis in found), ones if has_filter(layer) else kernel),
        "padding": (tuple(axis.before for axis in found), (0,) * len(kernel)),
        "dilation": (tuple(axis.dilation for axis in found), ones),
    }
    said += [f"{word} {both(*numbers)}" for word, (numbers, usual) in steps.items() if numbers != usual]
    return tuple(said)


def steps(*axes: WindowNumbers) -> str:
    """stride 2, padding 1×2; the dilation where there is any."""
    said = [f"stride {both(*(axis.stride for axis in axes))}", f"padding {both(*(axis.before for axis in axes))}"]
    if any(axis.dilation != 1 for axis in axes):
        said.append(f"dilation {both(*(axis.dilation for axis in axes))}")
    return ", ".join(said)


def both(*numbers: int) -> str:
    """One number where all axes have the same."""
    return str(numbers[0]) if len(set(numbers)) == 1 else "×".join(map(str, numbers))
