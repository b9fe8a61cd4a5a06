"""YAML text as a tree of nodes, read event by event, so that nothing is expanded, guessed or constructed.

Anchors, aliases, tags and further documents are refused as they pass; depth and number of nodes are bounded,
and the parser is lazy, so a file of 100,000 brackets is refused after a few dozen of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from derive.spec.complaint import Complaints, described, shown
from derive.spec.node import DEEPEST, BrokenNode, Entry, ListNode, MapNode, Node, Path, Place, ScalarNode
from derive.spec.scalar import has_surrogate, plain_scalar
from derive.spec.yaml_words import explained

MOST_NODES = 20_000  # read in half a second


START = Place(0, 1, 1, ())


@dataclass(slots=True)
class Reading:
    """What the composing functions share: the events to come, the complaints, the nodes so far and the last one."""

    events: Iterator[Event]
    complaints: Complaints
    nodes: int = 0
    last: Place = START


def read_tree(text: str, complaints: Complaints) -> Node | None:
    """The text's only document; None if it is empty. Raises SpecError where reading cannot go on."""
    # safe and pure: the parser written in Python, no comments kept, YAML 1.2
    reading = Reading(YAML(typ="safe", pure=True).parse(text), complaints)
    try:
        return compose_document(reading)
    except MarkedYAMLError as error:
        refuse_syntax(error, reading)
    except (YAMLError, ValueError, OverflowError) as error:
        # what chr() and int() say, deep in the parser, of an escape such as "\Uffffffff"
        what = f"what follows here is not readable as YAML: {shown(str(error))}"
        complaints.add(replace(reading.last, order=reading.nodes + 1), what, "see whether an escape is wrong")
    raise complaints.error()


def refuse_syntax(error: MarkedYAMLError, reading: Reading) -> None:
    """Note the parser's own complaint, in words that say what to do."""
    what, fix, mark = explained(error)
    place = at(mark, reading.nodes + 1, ()) if mark else Place(reading.nodes + 1, 0, 0, ())
    reading.complaints.add(place, what, fix)


def compose_document(reading: Reading) -> Node | None:
    """Compose the first document and see that no other follows."""
    root: Node | None = None
    for event in reading.events:
        if isinstance(event, DocumentStartEvent):
            if root is not None:
                refuse_second_document(event, reading)
                break
            refuse_directives(event, reading)
            root = compose(next(reading.events), reading, ())
    return None if root is None or is_nothing(root) else root


def is_nothing(node: Node) -> bool:
    """Whether a document holds nothing at all, or only comments."""
    return isinstance(node, ScalarNode) and node.value is None


def refuse_second_document(event: Event, reading: Reading) -> None:
    place = at(event.start_mark, reading.nodes + 1, ())
    reading.complaints.add(place, "a second document starts here", "one file holds one spec: remove the `---`")


def refuse_directives(event: DocumentStartEvent, reading: Reading) -> None:
    """Note %YAML and %TAG, which would change what the words after them mean."""
    if event.version is not None or event.tags:
        what = "a directive (a line that starts with %) stands before this"
        reading.complaints.add(at(event.start_mark, 0, ()), what, "remove it: specs are YAML 1.2")


def compose(event: Event, reading: Reading, path: Path) -> Node:
    """The node that starts with this event; consumes its events up to its end."""
    place = count(event, reading, path)
    refuse_properties(event, place, reading)
    match event:
        case AliasEvent():
            reading.complaints.add(place, f"`*{shown(event.anchor)}` is an alias", "write the value out")
            return BrokenNode(place)
        case ScalarEvent():
            return compose_scalar(event, place, reading)
        case SequenceStartEvent():
            return compose_list(place, reading)
        case MappingStartEvent():
            return compose_map(place, reading)
        case _:
            raise TypeError(f"not an event that starts a node: {event!r}")


def count(event: Event, reading: Reading, path: Path) -> Place:
    """The node's place, once it is seen to be within the limits."""
    reading.nodes += 1
    place = reading.last = at(event.start_mark, reading.nodes, path)
    if len(path) > DEEPEST:
        reading.complaints.add(place, f"nested more than {DEEPEST} deep", "close some of the brackets before it")
        raise reading.complaints.error()
    if reading.nodes > MOST_NODES:
        what = f"more than {MOST_NODES} values in one file"
        reading.complaints.add(place, what, "keep worked values small; large arrays are passed from Python")
        raise reading.complaints.error()
    return place


def refuse_properties(event: Event, place: Place, reading: Reading) -> None:
    """Note an anchor or a tag in front of a node; the node itself is read on."""
    if not isinstance(event, NodeEvent) or isinstance(event, AliasEvent):
        return
    if event.anchor is not None:
        reading.complaints.add(place, f"`&{shown(event.anchor)}` is an anchor", "write the value out where used")
    tag = getattr(event, "tag", None)
    if tag is not None:
        short = tag.replace("tag:yaml.org,2002:", "!!")
        reading.complaints.add(place, f"`{shown(short)}` is a tag", "remove it: a spec holds plain values only")


def compose_scalar(event: ScalarEvent, place: Place, reading: Reading) -> Node:
    """A word, resolved if it is plain, text if it is quoted or a block."""
    if has_surrogate(event.value):
        reading.complaints.add(place, "text with half of a surrogate pair", "write the character itself")
        return BrokenNode(place)
    if event.style:
        return ScalarNode(place, event.value)
    try:
        return ScalarNode(place, plain_scalar(event.value))
    except OverflowError as error:
        reading.complaints.add(place, str(error))
        return BrokenNode(place)


def compose_list(place: Place, reading: Reading) -> ListNode:
    items: list[Node] = []
    while not isinstance(event := next(reading.events), CollectionEndEvent):
        items.append(compose(event, reading, (*place.path, len(items))))
    return ListNode(place, tuple(items))


def compose_map(place: Place, reading: Reading) -> MapNode:
    """A mapping; an entry whose key is no text, or was there before, is refused and left out."""
    entries: dict[str, Entry] = {}
    while not isinstance(event := next(reading.events), CollectionEndEvent):
        key = compose(event, reading, (*place.path, ""))  # a path of its own: keys may nest, too
        word = key_text(key, reading)
        path = place.path if word is None else (*place.path, word)
        node = compose(next(reading.events), reading, path)
        if word is None:
            continue
        if word in entries:
            first = entries[word].place.line
            what = f"`{shown(word)}` stands twice in one mapping, first on line {first}"
            reading.complaints.add(key.place, what, "remove one of the two")
        else:
            entries[word] = Entry(word, replace(key.place, path=path), node)
    return MapNode(place, tuple(entries.values()))


def key_text(key: Node, reading: Reading) -> str | None:
    """The key's text; anything else is refused, unless it was already."""
    if isinstance(key, ScalarNode) and isinstance(key.value, str):
        return key.value
    if not isinstance(key, BrokenNode):
        reading.complaints.add(key.place, f"the key is {described(key)}, expected a word")
    return None


def at(mark: Any, order: int, path: Path) -> Place:
    """A parser's mark, which counts from 0, as a place, which counts from 1."""
    return Place(order, mark.line + 1, mark.column + 1, path)
