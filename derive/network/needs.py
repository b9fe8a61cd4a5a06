"""What must hold for a training step to move the state that layers keep."""

from collections.abc import Mapping

from sympy import Symbol

from derive.algebra.size import with_numbers
from derive.errors import SizeError
from derive.layers.declaration import Need
from derive.network.model import Layer, Model


def lacking(model: Model, known: Mapping[Symbol, int]) -> tuple[Layer, Need] | None:
    """The first layer whose state cannot move where sizes have these numbers, and what it needs; None if all can."""
    for layer in model.layers:
        for need in layer.needs:
            size = with_numbers(need.size.xreplace(dict(layer.sizes)), known)
            if size.is_Integer and size < need.least:
                return layer, need
    return None


def check_moves(model: Model, known: Mapping[Symbol, int]) -> None:
    """Refuses sizes for which a state cannot move; SizeError with what to do."""
    found = lacking(model, known)
    if found is not None:
        layer, need = found
        raise SizeError(f"{layer.name}: {need.lacking}\n  give a larger batch, or {need.remedy}")
