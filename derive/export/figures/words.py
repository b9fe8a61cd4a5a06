"""What figures say of a layer: its equations with numbers put in, its window, its tensors' names."""

from collections.abc import Mapping

from sympy import Symbol

from derive.algebra.equation import Equation
from derive.algebra.tensor import Tensor
from derive.export.figures.trial import Trial, has_filter, plane
from derive.network.model import Layer, Model
from derive.network.windows import WindowNumbers
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
    said = f"{alone.layer.name}: {height.kernel}×{width.kernel} {what}, {steps(height, width)}"
    single = "one channel, one filter, no bias" if has_filter(alone.layer) else "one channel"
    shown = "" if alone.own else f" (shown on a {height.inputs}×{width.inputs} image)"
    return f"{said}; {single}{shown}."


def by_windows(model: Model, layer: Layer) -> tuple[str, ...]:
    """by 3×3 filters; stride 2, padding 1 where they are not the usual ones; nothing without a window."""
    found = plane(model, layer)
    if found is None:
        return ()
    height, width = found
    usual = (1, 1) if has_filter(layer) else (height.kernel, width.kernel)
    said = [f"by {height.kernel}×{width.kernel} {'filters' if has_filter(layer) else 'windows'}"]
    if (height.stride, width.stride) != usual:
        said.append(f"stride {both(height.stride, width.stride)}")
    if (height.before, width.before) != (0, 0):
        said.append(f"padding {both(height.before, width.before)}")
    if (height.dilation, width.dilation) != (1, 1):
        said.append(f"dilation {both(height.dilation, width.dilation)}")
    return tuple(said)


def steps(height: WindowNumbers, width: WindowNumbers) -> str:
    """stride 2, padding 1×2; the dilation where there is any."""
    said = [f"stride {both(height.stride, width.stride)}", f"padding {both(height.before, width.before)}"]
    if (height.dilation, width.dilation) != (1, 1):
        said.append(f"dilation {both(height.dilation, width.dilation)}")
    return ", ".join(said)


def both(height: int, width: int) -> str:
    """One number where both axes have the same."""
    return str(height) if height == width else f"{height}×{width}"
