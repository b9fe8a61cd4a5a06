"""Arrays that stand one behind the other: a sum of which each summand is there along a run of one axis only."""

from dataclasses import dataclass

from derive.algebra.equation import Equation, Reduction, Term
from derive.algebra.index import Index
from derive.algebra.size import Size, normal
from derive.algebra.tensor import Entry, Tensor
from derive.kernels.lowering.reading import Plain, Reading, Shifted, axes_of, matching


@dataclass(frozen=True, slots=True)
class Pieces:
    """Whole arrays in their order along an axis."""

    tensors: tuple[Tensor, ...]
    axis: int


@dataclass(frozen=True, slots=True)
class _Piece:
    tensor: Tensor
    axis: int
    start: Size
    size: Size


def one_behind_the_other(equation: Equation) -> Pieces | None:
    """The pieces of y[k] = [0 <= k < n_1] x_1[k] + [0 <= k - n_1 < n_2] x_2[k - n_1] + ... that fill their axis in
    order, without a gap and without meeting; None for another equation."""
    ranges = dict(equation.free)
    left = axes_of(equation.left, ranges)
    labels = tuple(axis.index for axis in left if isinstance(axis, Plain))
    if equation.reduction is not Reduction.SUM or len(equation.terms) < 2 or len(labels) != len(left):
        return None
    found = [
        _piece(term, labels, axes_of(term.body, ranges)) for term in equation.terms if isinstance(term.body, Entry)
    ]
    pieces = [piece for piece in found if piece is not None]
    if len(pieces) != len(equation.terms) or len({piece.axis for piece in pieces}) != 1:
        return None
    end: Size = 0
    for piece in pieces:
        if normal(piece.start - end) != 0:
            return None
        end = end + piece.size
    axis = pieces[0].axis
    whole = normal(end - ranges[labels[axis]]) == 0
    return Pieces(tuple(piece.tensor for piece in pieces), axis) if whole else None


def _piece(term: Term, labels: tuple[Index, ...], axes: tuple[Reading, ...]) -> _Piece | None:
    """A summand that is one array, moved along one axis and guarded there alone."""
    moved = [axis for axis in axes if isinstance(axis, Shifted)]
    read = tuple(axis.index for axis in axes if isinstance(axis, Plain | Shifted))
    if term.bound or term.brackets or len(term.guards) != 1 or len(moved) != 1 or read != labels:
        return None
    (guard,), (own,) = term.guards, moved
    if matching(guard, (own,)) is None:
        return None
    return _Piece(term.body.tensor, axes.index(own), normal(-1 * own.start), own.extent)
