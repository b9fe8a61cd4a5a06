"""A dict as a tree of nodes, so that specs from Python pass the same checks as files."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from derive.spec.complaint import Complaints, shown
from derive.spec.node import DEEPEST, BrokenNode, Entry, ListNode, MapNode, Node, Path, Place, ScalarNode
from derive.spec.scalar import MOST_DIGITS, has_surrogate

MOST_NODES = 1_000_000  # more than in a file: worked values may come from arrays


@dataclass(slots=True)
class Walk:
    """What the functions below share: the complaints, and the nodes counted so far."""

    complaints: Complaints
    nodes: int = 0


def dict_tree(data: object, complaints: Complaints) -> Node:
    """The nodes of nested dicts, lists and tuples; raises SpecError where they are too deep or too many."""
    return walk(data, Walk(complaints), ())


def walk(data: object, state: Walk, path: Path) -> Node:
    """The node of one value and all under it."""
    state.nodes += 1
    place = Place(state.nodes, 0, 0, path)
    if len(path) > DEEPEST or state.nodes > MOST_NODES:
        what = f"more than {DEEPEST} deep or more than {MOST_NODES} values in one spec"
        state.complaints.add(place, what, "see whether the dict contains itself")
        raise state.complaints.error()
    if isinstance(data, Mapping):
        return MapNode(place, tuple(walk_entries(data, state, place)))
    if isinstance(data, list | tuple):
        return ListNode(place, tuple(walk(item, state, (*path, index)) for index, item in enumerate(data)))
    return walk_scalar(data, state, place)


def walk_entries(data: Mapping[object, object], state: Walk, place: Place) -> list[Entry]:
    """A dict's entries; a key that is no text is refused and left out."""
    entries = []
    for key, value in data.items():
        if isinstance(key, str):
            path = (*place.path, key)
            state.nodes += 1
            key_place = Place(state.nodes, 0, 0, path)
            entries.append(Entry(key, key_place, walk(value, state, path)))
        else:
            state.complaints.add(place, f"the key {shown(repr(key))} is no text", "use text for all keys")
    return entries


def walk_scalar(data: object, state: Walk, place: Place) -> Node:
    """A number, text, true, false or None, as YAML would give it; anything else is refused."""
    if isinstance(data, str) and has_surrogate(data):
        state.complaints.add(place, "text with half of a surrogate pair", "write the character itself")
        return BrokenNode(place)
    if isinstance(data, int) and not isinstance(data, bool) and abs(data) >= 10**MOST_DIGITS:
        state.complaints.add(place, f"a number of more than {MOST_DIGITS} digits")
        return BrokenNode(place)
    if data is None or isinstance(data, bool | int | float | Fraction | str):
        return ScalarNode(place, data)
    what = f"a value of type {type(data).__name__}, expected a number, text, list or dict"
    state.complaints.add(place, what, "turn an array into nested lists with .tolist()")
    return BrokenNode(place)
