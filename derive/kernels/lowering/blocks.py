"""Terms that are there along a run of an index only: computed over that run, and put where it stands.

[0 <= k - o < s] f(k) for all k  =  f(k + o) for all k < s, from the place o on
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from derive.algebra.affine import Affine, affine
from derive.algebra.bounds import Facts, always, implied
from derive.algebra.equation import Bracket, Guard, Range, Term
from derive.algebra.index import Index
from derive.algebra.size import Size, normal
from derive.algebra.substitution import substitute


@dataclass(frozen=True, slots=True)
class Run:
    """The numbers of an index from `start` on, `size` of them."""

    index: Index
    start: Size
    size: Size


@dataclass(frozen=True, slots=True)
class Block:
    """A term with each index counted from the beginning of its run: `free` has the runs' sizes, `places` are the runs
    of the free indices that have one."""

    term: Term
    free: tuple[Range, ...]
    places: tuple[Run, ...] = ()


def block(term: Term, free: tuple[Range, ...], facts: Facts = ()) -> Block | None:
    """The term over its runs; None where it is there along all of every index, or a condition on one index is no run
    within its range."""
    found = Block(replace(term, guards=(*term.guards, *map(_as_guard, _points(term))), brackets=_others(term)), free)
    for index in dict.fromkeys(run.index for run in _runs(found.term)):
        shorter = next(_cut(found, index, facts), None)
        if shorter is None:
            return None
        found = shorter
    return found if found.places or found.term != term else None


def _cut(own: Block, index: Index, facts: Facts) -> Iterator[Block]:
    """The block over one of the runs that its conditions give an index, where the others then always hold."""
    bound, free = dict(own.term.bound), dict(own.free)
    for run in (run for run in _runs(own.term) if run.index == index):
        moved = affine(index) + run.start
        if index in bound and not always(Guard(moved, bound[index]), ((index, run.size),), facts):
            continue
        ranges = {index: run.size}
        term = substitute(own.term, {index: moved})
        term = replace(term, bound=_changed(own.term.bound, ranges))
        rest = tuple(guard for guard in term.guards if not implied(guard, term, _changed(own.free, ranges), facts))
        if not any(guard.affine.indices == (index,) for guard in rest):
            places = (*own.places, run) if index in free else own.places
            yield Block(replace(term, guards=rest), _changed(own.free, ranges), places)


def _changed(ranges: tuple[Range, ...], new: Mapping[Index, Size]) -> tuple[Range, ...]:
    return tuple((index, new.get(index, size)) for index, size in ranges)


def _runs(term: Term) -> Iterator[Run]:
    """0 <= k - o < s is a run of s from o; so is 0 <= o - k < s, which ends there."""
    for guard in term.guards:
        if len(guard.affine.terms) == 1:
            ((index, coefficient),) = guard.affine.terms
            if coefficient == 1:
                yield Run(index, normal(-1 * guard.affine.const), guard.size)
            elif coefficient == -1:
                yield Run(index, normal(guard.affine.const - guard.size + 1), guard.size)


def _points(term: Term) -> tuple[Bracket, ...]:
    """Brackets that say which one number an index is."""
    return tuple(each for each in term.brackets if _is_point(each.difference))


def _others(term: Term) -> tuple[Bracket, ...]:
    return tuple(each for each in term.brackets if not _is_point(each.difference))


def _is_point(difference: Affine) -> bool:
    return len(difference.terms) == 1 and difference.terms[0][1] in (1, -1)


def _as_guard(bracket: Bracket) -> Guard:
    """[k = o] is 0 <= k - o < 1."""
    return Guard(bracket.difference, 1)
