"""Indices, sizes and tensors that the laws are stated with."""

from derive.algebra.index import Index, Role
from derive.algebra.size import named
from derive.algebra.tensor import Tensor, TensorRole

m = Index("m", Role.BATCH)
c, k, g = (Index(letter, Role.CHANNEL) for letter in "ckg")
i, j = (Index(letter, Role.OUTPUT) for letter in "ij")
u, v = (Index(letter, Role.TAP) for letter in "uv")
r, q = (Index(letter, Role.INPUT) for letter in "rq")
INDICES = (m, c, k, g, i, j, u, v, r, q)

M, N, O, F, S, D = (named(letter) for letter in ("M", "n", "o", "f", "s", "d"))  # noqa: E741
P = named("p", 0)


def vector(name: str = "x", size: object = N, role: TensorRole = TensorRole.INPUT) -> Tensor:
    """A tensor of one axis."""
    return Tensor(name, (size,), role)  # type: ignore[arg-type]


def matrix(name: str = "X", rows: object = M, columns: object = N, role: TensorRole = TensorRole.INPUT) -> Tensor:
    """A tensor of two axes."""
    return Tensor(name, (rows, columns), role)  # type: ignore[arg-type]
