"""A spec as a tree of plain nodes, each of which knows its place in the file and its path from the root.

    Node := ScalarNode(place, value) | ListNode(place, items) | MapNode(place, entries) | BrokenNode(place)

A BrokenNode stands where something was refused already (an alias, say); nothing else complains about it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Scalar: TypeAlias = bool | int | float | Fraction | str | None
Path: TypeAlias = tuple[str | int, ...]
DEEPEST = 40  # levels of nesting: far more than a spec needs, far less than Python's stack has
Plain: TypeAlias = "Scalar | list[Plain] | dict[str, Plain]"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: its number in reading order, line and column from 1 (line 0: not from a file)."""

    order: int
    line: int
    column: int
    path: Path


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A number, text, true, false or nothing."""

    place: Place
    value: Scalar


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list."""

    place: Place
    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping, the key's own place, and what stands under it."""

    key: str
    place: Place
    node: "Node"


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping; its keys are text and differ from each other."""

    place: Place
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class BrokenNode:
    """Something that was refused, and reported, while the tree was built."""

    place: Place


Node: TypeAlias = ScalarNode | ListNode | MapNode | BrokenNode


def entry(node: MapNode, key: str) -> Entry | None:
    """The entry of a mapping under a key."""
    return next((each for each in node.entries if each.key == key), None)


def text_under(node: Node, key: str) -> str | None:
    """The text that a mapping holds under a key, or None if there is no such key or no text."""
    found = entry(node, key) if isinstance(node, MapNode) else None
    if found is None or not isinstance(found.node, ScalarNode):
        return None
    return found.node.value if isinstance(found.node.value, str) else None


def plain(node: Node) -> Plain:
    """The node as nested lists and dicts; a broken node as None."""
    match node:
        case ScalarNode():
            return node.value
        case ListNode():
            return [plain(item) for item in node.items]
        case MapNode():
            return {each.key: plain(each.node) for each in node.entries}
        case BrokenNode():
            return None


def is_broken(node: Node) -> bool:
    """Whether anything at or under the node was refused."""
    match node:
        case ListNode():
            return any(is_broken(item) for item in node.items)
        case MapNode():
            return any(is_broken(each.node) for each in node.entries)
        case _:
            return isinstance(node, BrokenNode)


def places(node: Node) -> Iterator[Place]:
    """Where to point for each path: at a value, but at the key when a mapping stands under it."""
    match node:
        case ListNode():
            yield node.place
            for item in node.items:
                yield from places(item)
        case MapNode():
            yield node.place
            for each in node.entries:
                yield from places(each.node)
                if isinstance(each.node, MapNode):
                    yield each.place
        case _:
            yield node.place
