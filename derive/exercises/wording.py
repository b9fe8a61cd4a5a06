"""Words that exercises share: a layer described in a sentence."""

from derive.algebra.tensor import Tensor, TensorRole
from derive.exercises.by_hand import Worked
from derive.layers.options import Options

UNSAID = ("name", "bias", "groups", "dilation", "ceil_mode", "count_include_pad")


def described(worked: Worked) -> str:
    """this conv layer (filters 1, kernel 2, stride 1, padding 0)."""
    item = worked.model.spec.layers[0]
    return f"this {item.kind} layer ({options_in_words(item.options)})"


def options_in_words(options: Options) -> str:
    """kernel 3, stride 2, padding 1: what decides the sizes."""
    return ", ".join(f"{name} {value}" for name, value in options if name not in UNSAID and value is not None)


def is_map(tensor: Tensor) -> bool:
    """Whether an array of two axes is a matrix of its own: a dense layer's weights, not a batch of vectors."""
    return len(tensor.shape) == 2 and tensor.role is TensorRole.PARAMETER
