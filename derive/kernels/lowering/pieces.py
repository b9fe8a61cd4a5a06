"""Blocks put where they stand: one behind the other where they fill an axis, else each between zeros."""

from collections.abc import Iterable, Mapping, Sequence

from sympy import Expr, Symbol

from derive.algebra.index import Index
from derive.algebra.size import Size, normal
from derive.kernels.lowering.blocks import Block
from derive.kernels.lowering.calls import called
from derive.kernels.lowering.function import Code, Scope


def joined_along(blocks: Sequence[Block], index: Index, size: Size) -> bool:
    """Whether the blocks are runs of this index alone that fill all of its numbers, the first ones first, without a gap
    and without meeting."""
    end: Size = 0
    for each in blocks:
        if [run.index for run in each.places] != [index] or normal(each.places[0].start - end) != 0:
            return False
        end = end + each.places[0].size
    return normal(end - size) == 0


def between_zeros(
    blocks: Sequence[Block], values: Sequence[str], labels: tuple[Index, ...], free: Mapping[Index, Size], scope: Scope
) -> list[Expr]:
    """The blocks' arrays, which have the axes `labels`, each where it stands; of several, each on a line of its own."""
    found = [_between_zeros(own, value, labels, free, scope) for own, value in zip(blocks, values, strict=True)]
    if len(found) == 1:
        return found
    return [scope.name("moved", each) if own.places else each for own, each in zip(blocks, found, strict=True)]


def _between_zeros(own: Block, value: str, labels: tuple[Index, ...], free: Mapping[Index, Size], scope: Scope) -> Expr:
    """shifted(x, (2, 3), start=(p_h, p_w), size=(o_h, o_w)), of an array with the axes `labels`."""
    if not own.places:
        return Code(value) if "(" in value or "[" in value else Symbol(value, real=True)
    axes = _tuple(str(labels.index(run.index)) for run in own.places)
    starts = _tuple(scope.size(run.start) for run in own.places)
    sizes = _tuple(scope.size(free[run.index]) for run in own.places)
    return called("shifted", value, axes, f"start={starts}", f"size={sizes}")


def _tuple(parts: Iterable[str]) -> str:
    """(2, 3), and (2,) of one."""
    each = tuple(parts)
    return f"({', '.join(each)}{',' if len(each) == 1 else ''})"
