"""Entries of tensors, cotangents and partial derivatives as letters with scripts."""

from dataclasses import replace

from derive.algebra.tensor import Entry, Tensor, TensorRole
from derive.printing.formula import Derivative, Differential, Letter, Mark, Node, Scripted, Through
from derive.printing.names import letter, size_letter
from derive.printing.style import Style
from derive.printing.subscripts import subscript


def entry(value: Entry, style: Style) -> Node:
    """T[a]: the tensor's letter, level and subscripts; a cotangent in the style's notation."""
    written = _scripted(value, style)
    match value.tensor.role:
        case TensorRole.COTANGENT:
            whole = cotangent_of(written, style)
            use = None if value.tensor.bar is None else value.tensor.bar.through
            return whole if use is None else Through(whole, use)
        case TensorRole.OWN_COTANGENT:
            return cotangent_of(written, replace(style, loss=f"{style.loss}_m"))
        case _:
            return written


def cotangent_of(written: Node, style: Style) -> Node:
    """∂J/∂z, dz or z with a bar."""
    match style.notation:
        case "partial":
            return Derivative(size_letter(style.loss), written, ordinary=style.ordinary)
        case "d":
            return Differential(written)
        case "bar":
            return _barred(written)


def flat(node: Node) -> Node:
    """A derivative in one line, anything else as it is."""
    return replace(node, flat=True) if isinstance(node, Derivative) else node


def tensor_letter(tensor: Tensor) -> Letter:
    """The letter that a tensor is written with, without its label: mu of mu_run."""
    return letter((tensor.letter or tensor.name).partition("_")[0])


def _scripted(value: Entry, style: Style) -> Node:
    base = tensor_letter(value.tensor)
    subscripts = tuple(subscript(axis, style) for axis in value.subscripts)
    label = value.tensor.letter.partition("_")[2]
    scripted = subscripts or label or value.tensor.level
    return Scripted(base, value.tensor.level, label, subscripts) if scripted else base


def _barred(written: Node) -> Node:
    match written:
        case Letter():
            return replace(written, marks=(*written.marks, Mark.BAR))
        case Scripted():
            return replace(written, letter=replace(written.letter, marks=(*written.letter.marks, Mark.BAR)))
        case _:
            return Differential(written)
