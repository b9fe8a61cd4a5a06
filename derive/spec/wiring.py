"""What each layer reads: the layer before it, or what it names under `from`."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from derive.grammar import counted
from derive.spec.complaint import Complaints, described, shown
from derive.spec.node import BrokenNode, Entry, ListNode, MapNode, Node, Place, ScalarNode, entry, is_broken

INPUT = "input"
NAME, FROM, REPEAT, SHARE = "name", "from", "repeat", "share"
REFERENCES = (NAME, FROM, SHARE)  # keys under which names of layers stand
ONE = range(1, 2)
Sources = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """A layer or a block as the wiring sees it: its kind and name, where it stands, what stands under it, and how many
    inputs it may have."""

    kind: str
    name: str
    place: Place
    body: Node
    counts: range


@dataclass(slots=True)
class Visible:
    """What a layer may read: each name as it is said there, with the layer that it stands for; the one that stands
    before it; and the names that come only below."""

    known: dict[str, str]
    before: str
    later: Sequence[str] = ()

    def then(self, said: str, stands_for: str) -> None:
        """One more layer."""
        self.known[said] = stands_for
        self.before = said


def without(body: Node, *keys: str) -> Node:
    """What stands under a layer, without what is said under these keys or as a list."""
    if isinstance(body, MapNode):
        return MapNode(body.place, tuple(each for each in body.entries if each.key not in keys))
    return MapNode(body.place, ()) if isinstance(body, ListNode) else body


def sources(reader: Reader, visible: Visible, complaints: Complaints) -> Sources:
    """What a layer reads, by the names of the whole network; () after a complaint."""
    said = _said(reader)
    if said is None:
        if 1 not in reader.counts:
            what = f"layer {shown(reader.name)}: {reader.kind} reads {_number(reader.counts)}, and none is named"
            complaints.add(reader.place, what, f"write {reader.kind}: [{visible.before}, ...]")
            return ()
        return (visible.known[visible.before],)
    nodes = said.items if isinstance(said, ListNode) else (said,)
    names = [_name(reader, node, visible, complaints) for node in nodes]
    if len(nodes) not in reader.counts:
        said_of = f"{len(nodes)} {'is' if len(nodes) == 1 else 'are'} named"
        what = f"layer {shown(reader.name)}: {reader.kind} reads {_number(reader.counts)}, and {said_of}"
        if not any(map(is_broken, nodes)):
            complaints.add(said.place, what, f"known are {', '.join(visible.known)}")
        return ()
    return tuple(name for name in names if name) if all(names) else ()


def _said(reader: Reader) -> Node | None:
    """The names as they are written: add: [a, b], or from: a, or from: [a, b]."""
    if isinstance(reader.body, ListNode) and 1 not in reader.counts:
        return reader.body
    found: Entry | None = entry(reader.body, FROM) if isinstance(reader.body, MapNode) else None
    return None if found is None else found.node


def _name(reader: Reader, node: Node, visible: Visible, complaints: Complaints) -> str | None:
    if isinstance(node, BrokenNode):
        return None
    label = f"layer {shown(reader.name)}"
    name = node.value if isinstance(node, ScalarNode) else None
    if not isinstance(name, str):
        complaints.add(node.place, f"{label}: {FROM} is {described(node)}, expected a layer's name")
        return None
    if name in visible.known:
        return visible.known[name]
    if name == reader.name:
        complaints.add(node.place, f"{label} reads itself", "let it read an earlier layer")
    elif name in visible.later:
        complaints.add(node.place, f"{label} reads {shown(name)}, which stands below it", "a layer reads earlier ones")
    else:
        known = tuple(visible.known)
        complaints.add(node.place, f"{label}: there is no layer `{shown(name)}` above it", "known", name, known)
    return None


def _number(counts: range) -> str:
    """2 layers, 1 layer, 2 to 16 layers."""
    most = counted(counts[-1], "layer")
    return most if len(counts) == 1 else f"{counts[0]} to {most}"


def refuse_unread(places: Mapping[str, Place], inputs: Sequence[str], read: Set[str], complaints: Complaints) -> None:
    """A branch that leads to no loss and no output would be computed for nothing."""
    told: set[Place] = set()
    for name, place in places.items():
        if name not in read and place not in told:
            told.add(place)
            fix = "let a later layer or a loss read it, list it under outputs, or remove it"
            complaints.add(place, f"nothing reads layer {shown(name)}", fix)
    for name in inputs:
        if name not in read:
            first = next(iter(places.values()))
            complaints.add(first, f"nothing reads the input {shown(name)}", f"write {FROM}: {name} where it is read")
