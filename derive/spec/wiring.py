"""What each layer reads: the layer before it, or what it names under `from`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from derive.grammar import counted
from derive.spec.complaint import Complaints, described, shown
from derive.spec.node import BrokenNode, Entry, ListNode, MapNode, Node, Place, ScalarNode, entry, is_broken

INPUT = "input"
FROM = "from"
Sources = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """A layer as the wiring sees it: its kind and name, where it stands, what stands under it, and how many inputs its
    kind has."""

    kind: str
    name: str
    place: Place
    body: Node
    counts: range


def without_sources(body: Node) -> Node:
    """What stands under a layer, without what it reads."""
    if isinstance(body, MapNode):
        return MapNode(body.place, tuple(each for each in body.entries if each.key != FROM))
    return MapNode(body.place, ()) if isinstance(body, ListNode) else body


def read_wiring(readers: Sequence[Reader | None], inputs: Sequence[str], complaints: Complaints) -> list[Sources]:
    """What every layer reads, by name; () after a complaint. None stands for a layer that was refused."""
    known: dict[str, Place] = {}
    names = [reader.name if reader else "" for reader in readers]
    found: list[Sources] = []
    for place, reader in enumerate(readers):
        earlier = (*inputs, *names[:place])
        found.append(_sources(reader, earlier, names[place:], complaints) if reader else ())
        if reader:
            known[reader.name] = reader.place
    if None not in readers and all(found):
        _refuse_unread(known, inputs, found, complaints)
    return found


def _sources(reader: Reader, earlier: Sequence[str], later: Sequence[str], complaints: Complaints) -> Sources:
    said, before = _said(reader), earlier[-1]
    if said is None:
        if 1 not in reader.counts:
            what = f"layer {shown(reader.name)}: {reader.kind} reads {_number(reader.counts)}, and none is named"
            complaints.add(reader.place, what, f"write {reader.kind}: [{before}, ...]")
            return ()
        return (before,)
    nodes = said.items if isinstance(said, ListNode) else (said,)
    names = [_name(reader, node, earlier, later, complaints) for node in nodes]
    if len(nodes) not in reader.counts:
        said_of = f"{len(nodes)} {'is' if len(nodes) == 1 else 'are'} named"
        what = f"layer {shown(reader.name)}: {reader.kind} reads {_number(reader.counts)}, and {said_of}"
        if not any(map(is_broken, nodes)):
            complaints.add(said.place, what, f"known are {', '.join(filter(None, earlier))}")
        return ()
    return tuple(name for name in names if name) if all(names) else ()


def _said(reader: Reader) -> Node | None:
    """The names as they are written: add: [a, b], or from: a, or from: [a, b]."""
    if isinstance(reader.body, ListNode) and 1 not in reader.counts:
        return reader.body
    found: Entry | None = entry(reader.body, FROM) if isinstance(reader.body, MapNode) else None
    return None if found is None else found.node


def _name(
    reader: Reader, node: Node, earlier: Sequence[str], later: Sequence[str], complaints: Complaints
) -> str | None:
    if isinstance(node, BrokenNode):
        return None
    label = f"layer {shown(reader.name)}"
    name = node.value if isinstance(node, ScalarNode) else None
    if not isinstance(name, str):
        complaints.add(node.place, f"{label}: {FROM} is {described(node)}, expected a layer's name")
        return None
    if name in earlier:
        return name
    if name == reader.name:
        complaints.add(node.place, f"{label} reads itself", "let it read an earlier layer")
    elif name in later:
        complaints.add(node.place, f"{label} reads {shown(name)}, which stands below it", "a layer reads earlier ones")
    else:
        known = tuple(filter(None, earlier))
        complaints.add(node.place, f"{label}: there is no layer `{shown(name)}` above it", "known", name, known)
    return None


def _number(counts: range) -> str:
    """2 layers, 1 layer, 2 to 16 layers."""
    most = counted(counts[-1], "layer")
    return most if len(counts) == 1 else f"{counts[0]} to {most}"


def _refuse_unread(
    known: Mapping[str, Place], inputs: Sequence[str], found: Sequence[Sources], complaints: Complaints
) -> None:
    """A branch that ends before the network's output would be computed for nothing."""
    read = {name for sources in found for name in sources}
    *inner, _last = known
    for name in inner:
        if name not in read:
            complaints.add(known[name], f"nothing reads layer {shown(name)}", "let a later layer read it, or remove it")
    for name in inputs:
        if name not in read:
            first = next(iter(known.values()))
            complaints.add(first, f"nothing reads the input {shown(name)}", f"write {FROM}: {name} where it is read")
