"""Selectors as kernels hold them, the number of each window's winner, and as the interpreter reads them."""

from typing import Any

import numpy as np

from derive.algebra.tensor import Tensor, TensorRole
from derive.kernels.runtime import at_winner

Shape = tuple[int, ...]


def winners(tensor: Tensor, shape: Shape, random: np.random.Generator) -> Any:
    """Random winners for a selector of maps with two axes of taps; None for another tensor."""
    if tensor.role is not TensorRole.SELECTOR or len(shape) < 2:
        return None
    return random.integers(0, np.prod(shape[-2:]), shape[:-2]).astype(np.uint8)


def as_read(tensor: Tensor, array: Any, shape: Shape) -> Any:
    """0 or 1 for each tap of a selector; another array as it is."""
    if tensor.role is not TensorRole.SELECTOR or np.shape(array) == shape:
        return array
    return at_winner(array, shape[np.ndim(array) :]).astype(float)
