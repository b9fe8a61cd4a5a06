"""Selectors as kernels hold them, the number of each window's winner, and as the interpreter reads them."""

from typing import Any

import numpy as np

from derive.algebra.equation import Equation, entries
from derive.algebra.index import Role
from derive.algebra.tensor import Tensor, TensorRole
from derive.kernels.runtime import at_winner

Shape = tuple[int, ...]


def winners(tensor: Tensor, shape: Shape, random: np.random.Generator, equation: Equation) -> Any:
    """Random winners for a selector that the equation reads at taps; None for another tensor."""
    read = (entry for term in equation.terms for entry in entries(term.body) if entry.tensor == tensor)
    inside = (sum(any(i.role is Role.TAP for i in place.indices) for place in entry.subscripts) for entry in read)
    taps = next(inside, 0)
    if tensor.role is not TensorRole.SELECTOR or not taps:
        return None
    return random.integers(0, np.prod(shape[-taps:]), shape[:-taps]).astype(np.uint8)


def as_read(tensor: Tensor, array: Any, shape: Shape) -> Any:
    """0 or 1 for each tap of a selector; another array as it is."""
    if tensor.role is not TensorRole.SELECTOR or np.shape(array) == shape:
        return array
    return at_winner(array, shape[np.ndim(array) :]).astype(float)
