"""What a spec says of its ends: one loss or several, what is added for the weights, and what else the network gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from re import fullmatch

from derive.layers.options import NAME_PATTERN
from derive.spec.complaint import Complaints, described, shown
from derive.spec.layer_items import read_body, read_item
from derive.spec.layer_list import Listed
from derive.spec.layer_names import Item, Named, layer_names, name_place
from derive.spec.node import BrokenNode, Entry, ListNode, MapNode, Node, ScalarNode, entry
from derive.spec.options import checked_options
from derive.spec.spec import LossSpec, Regularise
from derive.spec.vocabulary import loss_options
from derive.spec.wiring import FROM, NAME, without

LOSS, LOSSES, REGULARISE, OUTPUTS = "loss", "losses", "regularise", "outputs"
TARGET, STOP = "target", "stop_gradient"
LOSSES_FIX = "write one loss on a line, each after `- `"


@dataclass(slots=True)
class _Ends:
    """What reading the ends shares: the layers and inputs that they may name, None where these are unknown, and what is
    found: the losses, and the names that they and the outputs read."""

    known: Mapping[str, str] | None
    inputs: Sequence[str]
    last: str
    complaints: Complaints
    losses: list[LossSpec] = field(default_factory=list)
    read: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Ends:
    """The losses, what is added for the weights, what else the network gives, and all that one of them reads."""

    losses: tuple[LossSpec, ...]
    regularise: Regularise
    outputs: tuple[str, ...]
    read: frozenset[str]


def read_ends(root: MapNode, listed: Listed, inputs: Sequence[str], complaints: Complaints) -> Ends:
    """The spec's ends; without a loss, the last layer is what the network gives."""
    places = listed.places or {}
    before = len(complaints.found)
    ends = _Ends(listed.known, inputs, tuple(places)[-1] if places else "", complaints)
    one, several = entry(root, LOSS), entry(root, LOSSES)
    if one is not None and several is not None:
        complaints.add(several.place, f"`{LOSS}` and `{LOSSES}` exclude each other", "keep one of them")
    if one is not None:
        added = entry(root, REGULARISE) is not None
        _loss(one, ends, (*inputs, *places) if added else None)
    if several is not None:
        _losses(several, ends, (*inputs, *places))
    if one is None and several is None:
        ends.read.add(ends.last)
    outputs = _outputs(entry(root, OUTPUTS), ends)
    if len(complaints.found) > before:
        ends.read |= set(places)  # what a refused end was to read is not known
    return Ends(tuple(ends.losses), _regularise(entry(root, REGULARISE), ends), outputs, frozenset(ends.read))


def _loss(found: Entry, ends: _Ends, taken: tuple[str, ...] | None) -> None:
    """The only loss, called "loss"; by its kind where it is one term of several, among the names that are `taken`."""
    if isinstance(found.node, ScalarNode) and found.node.value is None:
        ends.read.add(ends.last)
        return
    item = read_item(found.node, LOSS, loss_options(), ends.complaints)
    if item is None:
        ends.read.add(ends.last)
    else:
        _read(item, LOSS if taken is None else _free(item.kind, taken), f"{LOSS} {item.kind}", ends)


def _free(kind: str, taken: tuple[str, ...]) -> str:
    return next(name for name in (f"{kind}{number}" for number in count(1)) if name not in taken)


def _losses(found: Entry, ends: _Ends, taken: tuple[str, ...]) -> None:
    """A list of losses, each with a name: its kind and ordinal, if it says none."""
    node = found.node
    if isinstance(node, BrokenNode):
        return
    if not isinstance(node, ListNode) or not node.items:
        what = f"{LOSSES} is an empty list" if isinstance(node, ListNode) else f"{LOSSES} is {described(node)}"
        ends.complaints.add(node.place, f"{what}, expected a list of losses", LOSSES_FIX)
        return
    items = [
        read_item(each, f"{LOSS} {number}", loss_options(), ends.complaints)
        for number, each in enumerate(node.items, 1)
    ]
    named = layer_names([None if each is None else Named(each, 1) for each in items], (), ends.complaints, LOSS)
    for item, names in zip(items, named, strict=True):
        for name in names:
            if item is not None and name in taken:
                what = f"{LOSS} {shown(name)} has the name of a layer or an input"
                ends.complaints.add(item.place, what, f"give it another with {NAME}")
            if item is not None:
                _read(item, name, f"{LOSS} {shown(name)}", ends)


def _read(item: Item, name: str, label: str, ends: _Ends) -> None:
    """One loss: its name if it says one, what it reads, its target, and its options."""
    _check_name(item.body, label, ends)
    source = _reference(item.body, FROM, label, ends)
    if source is not None and source in ends.inputs:
        what = f"{label}: {FROM} is the input {shown(source)}, expected the name of a layer"
        ends.complaints.add(name_place(item, FROM), what, f"an input may be its {TARGET}")
    target = _reference(item.body, TARGET, label, ends)
    held = entry(item.body, STOP) if isinstance(item.body, MapNode) else None
    stopped = held.node.value if held is not None and isinstance(held.node, ScalarNode) else None
    if held is not None and not isinstance(stopped, bool):
        ends.complaints.add(held.place, f"{label}: {STOP} is {described(held.node)}, expected true or false")
    elif held is not None and target is None:
        what = f"{label}: {STOP} holds a target that is a layer or an input, and the target is given"
        ends.complaints.add(held.place, what, f"name the {TARGET}, or leave {STOP} out")
    body = without(item.body, FROM, TARGET, STOP, NAME) if isinstance(item.body, MapNode) else item.body
    options = read_body(Item(item.kind, item.place, body), loss_options()[item.kind], label, ends.complaints)
    ends.read.add(source or ends.last)
    ends.read |= {target} if target else set()
    path = item.place.path if item.place.path[-1] == item.kind else (*item.place.path, item.kind)
    if options is not None:
        ends.losses.append(LossSpec(item.kind, options, name, source, target, bool(stopped), path))


def _check_name(body: Node, label: str, ends: _Ends) -> None:
    """A loss is called by a word, as a layer is."""
    found = entry(body, NAME) if isinstance(body, MapNode) else None
    if found is None or isinstance(found.node, BrokenNode):
        return
    value = found.node.value if isinstance(found.node, ScalarNode) else None
    if not isinstance(value, str) or not fullmatch(NAME_PATTERN, value):
        what = f"{label}: {NAME} is {described(found.node)}, expected a letter and up to 31 letters, digits and _"
        ends.complaints.add(found.node.place, what)


def _reference(body: Node, key: str, label: str, ends: _Ends) -> str | None:
    """The layer or input that a loss names under a key, by its name in the whole network."""
    found = entry(body, key) if isinstance(body, MapNode) else None
    return None if found is None else _named(found.node, f"{label}: {key}", ends)


def _named(node: Node, label: str, ends: _Ends) -> str | None:
    value = node.value if isinstance(node, ScalarNode) else None
    if isinstance(node, BrokenNode) or ends.known is None:
        return None
    if not isinstance(value, str):
        ends.complaints.add(node.place, f"{label} is {described(node)}, expected the name of a layer")
    elif value not in ends.known:
        what = f"{label}: there is no layer `{shown(value)}`"
        ends.complaints.add(node.place, what, "known", value, tuple(ends.known))
    else:
        return ends.known[value]
    return None


def _outputs(found: Entry | None, ends: _Ends) -> tuple[str, ...]:
    """What else the network gives, by name."""
    if found is None or isinstance(found.node, BrokenNode):
        return ()
    node = found.node
    if not isinstance(node, ListNode) or not node.items:
        ends.complaints.add(
            node.place, f"{OUTPUTS} is {described(node)}, expected a list of layers", f"write {OUTPUTS}: [{ends.last}]"
        )
        return ()
    names: list[str] = []
    for each in node.items:
        name = _named(each, OUTPUTS, ends)
        if name is not None and name in ends.inputs:
            ends.complaints.add(each.place, f"{OUTPUTS}: {shown(name)} is an input, expected layers", "leave it out")
        elif name is not None:
            names.append(name)
    ends.read |= set(names)
    return tuple(dict.fromkeys(names))


def _regularise(found: Entry | None, ends: _Ends) -> Regularise:
    """What is added to the objective for the weights."""
    if found is None or isinstance(found.node, BrokenNode):
        return Regularise()
    if not isinstance(found.node, MapNode):
        what = f"{REGULARISE} is {described(found.node)}, expected a mapping"
        ends.complaints.add(found.node.place, what, f"write {REGULARISE}: {{l2: 1e-4}}")
        return Regularise()
    if not ends.losses:
        what = f"{REGULARISE} adds to a loss, and the spec has none"
        ends.complaints.add(found.place, what, f"add a {LOSS}, or leave {REGULARISE} out")
    options = checked_options(Regularise, found.node, REGULARISE, ends.complaints) or Regularise()
    for kind in options.factors:
        if kind in (ends.known or {}):
            what = f"{REGULARISE}: a layer is called {kind}, as what is added is"
            ends.complaints.add(found.place, what, "give the layer another name")
    return options
