"""Selectors as formulas read them: kernels keep the number of each window's winner, formulas a 1 at its tap."""

from collections.abc import Mapping

from derive.algebra.tensor import TensorRole
from derive.kernels.runtime.extremes import at_winner
from derive.kernels.runtime.memory import Array
from derive.network.model import Model


def with_winners(model: Model, arrays: Mapping[str, Array]) -> dict[str, Array]:
    """The arrays with every selector as zeros and ones, one for each tap, as formulas read it; kernels keep the
    number of each window's winner."""
    found = dict(arrays)
    for name, tensor in model.tensors.items():
        if tensor.role is TensorRole.SELECTOR and name in found and found[name].ndim < len(tensor.shape):
            taps = tuple(int(model.number(size)) for size in tensor.shape[found[name].ndim :])
            found[name] = at_winner(found[name], taps).astype(float)
    return found
