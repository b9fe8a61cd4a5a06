"""The lines under a formula: the ranges of its sums and its free indices, and the conditions on them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from derive.printing.formula import Big, Condition, Extent, Note, Operator

INTRO = {Operator.SUM: "sum over", Operator.MAX: "max over", Operator.ARGMAX: "argmax over"}
FOR_ALL = "for all"
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def sum_notes(bigs: Sequence[Big]) -> tuple[Note, ...]:
    """One line for all sums where they agree on their letters and have the same conditions, else one for each."""
    if not bigs:
        return ()
    if _agree(bigs):
        return _notes(INTRO[bigs[0].operator], _bare(e for big in bigs for e in big.extents), bigs[0])
    notes: list[Note] = []
    for place, big in enumerate(bigs):
        ordinal = ORDINALS[place] if place < len(ORDINALS) else f"{place + 1}th"
        notes += _notes(f"{ordinal} {INTRO[big.operator]}", _bare(big.extents), big)
    return tuple(notes)


def free_notes(extents: tuple[Extent, ...], where: tuple[Condition, ...]) -> tuple[Note, ...]:
    """For all values of the free indices, as far as the conditions hold."""
    notes = (Note(FOR_ALL, extents),) if extents else ()
    return (*notes, *((Note("where", where),) if where else ()))


def without_known(notes: tuple[Note, ...], known: Collection[Note]) -> tuple[Note, ...]:
    """The notes less the ranges that earlier ones gave; conditions stay, and "for all" if it is another."""
    stated = {item for note in known if note.intro != FOR_ALL for item in note.items}
    kept = []
    for note in notes:
        if note.intro == FOR_ALL:
            items = () if note in known else note.items
        else:
            items = tuple(item for item in note.items if isinstance(item, Condition) or item not in stated)
        if items or note.remark:
            kept.append(replace(note, items=items))
    return tuple(kept)


def _notes(intro: str, extents: tuple[Extent, ...], big: Big) -> tuple[Note, ...]:
    conditions = _conditions(big)
    ranges = Note(intro, extents, at_sign=not big.joint)
    return (ranges, Note("where", conditions, at_sign=not big.joint)) if conditions else (ranges,)


def _agree(bigs: Sequence[Big]) -> bool:
    """Whether one line can speak for all: no letter with two ranges, the same conditions and placement."""
    extents = _bare(extent for big in bigs for extent in big.extents)
    letters = {extent.index for extent in extents}
    rest = {(big.operator, _conditions(big), big.joint) for big in bigs}
    return len(letters) == len(extents) and len(rest) == 1


def _bare(extents: Iterable[Extent]) -> tuple[Extent, ...]:
    return tuple(dict.fromkeys(replace(extent, conditions=()) for extent in extents))


def _conditions(big: Big) -> tuple[Condition, ...]:
    return tuple(condition for extent in big.extents for condition in extent.conditions)
