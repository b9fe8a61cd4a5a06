"""Shared weights: `share: h1` takes all parameters of an earlier layer, `share: {W: h1.W, transpose: true}` some."""

from collections.abc import Mapping, Sequence

from derive.grammar import an
from derive.layers.catalogue import LAYERS
from derive.layers.option_sizes import fixing
from derive.spec.complaint import Complaints, described, shown
from derive.spec.layer_names import Item
from derive.spec.node import BrokenNode, Entry, ListNode, MapNode, Node, Place, ScalarNode, entry
from derive.spec.spec import LayerSpec, Share
from derive.spec.wiring import SHARE

TRANSPOSE = "transpose"
FIX = "write share: h1, or share: {W: h1.W}"
KINDS = {kind.kind: kind for kind in LAYERS}
Shares = tuple[Share, ...]


def read_shares(
    item: Item, name: str, known: Mapping[str, str], layers: Sequence[LayerSpec], complaints: Complaints
) -> Shares | None:
    """What a layer takes from earlier ones; () where it says nothing, None after a complaint."""
    found = entry(item.body, SHARE) if isinstance(item.body, MapNode) else None
    if found is None:
        return ()
    by_name = {layer.name: layer for layer in layers}
    earlier = {said: by_name[full] for said, full in known.items() if full in by_name}
    label = f"layer {shown(name)}"
    match found.node:
        case ScalarNode(value=str(said), place=place):
            if _owner(said, label, earlier, place, complaints) is None:
                return None
            if earlier[said].kind != item.kind:
                what = f"{label}: share is {shown(said)}, {an(earlier[said].kind)} layer, and this is {item.kind}"
                complaints.add(place, what, "name the weights that it takes: share: {W: h1.W}")
                return None
            return (Share(earlier[said].name, None, None, False),)
        case MapNode(entries=entries, place=place) if entries:
            return _each(entries, place, label, earlier, complaints)
        case BrokenNode():
            return None
        case other:
            complaints.add(other.place, f"{label}: share is {described(other)}, expected a layer's name", FIX)
    return None


def _each(
    entries: Sequence[Entry], place: Place, label: str, earlier: Mapping[str, LayerSpec], complaints: Complaints
) -> Shares | None:
    """W: h1.W and the like, and whether they are transposed; None after a complaint."""
    turned = next((each.node for each in entries if each.key == TRANSPOSE), None)
    value = turned.value if isinstance(turned, ScalarNode) else None
    if turned is not None and not isinstance(value, bool):
        complaints.add(turned.place, f"{label}: {TRANSPOSE} is {described(turned)}, expected true or false")
        return None
    found = []
    for each in entries:
        if each.key == TRANSPOSE:
            continue
        said = each.node.value if isinstance(each.node, ScalarNode) else None
        layer, dot, letter = said.rpartition(".") if isinstance(said, str) else ("", "", "")
        if not dot or not letter:
            what = f"{label}: share: {shown(each.key)} is {described(each.node)}, expected a layer's weights"
            complaints.add(each.node.place, what, "write them as h1.W")
        elif _owner(layer, label, earlier, each.node.place, complaints) is not None:
            found.append(Share(earlier[layer].name, each.key, letter, bool(value)))
    if len(entries) == (turned is not None):
        complaints.add(place, f"{label}: share names no weights", FIX)
    return tuple(found) or None


def _owner(
    said: str, label: str, earlier: Mapping[str, LayerSpec], place: Place, complaints: Complaints
) -> LayerSpec | None:
    if said in earlier:
        return earlier[said]
    what = f"{label}: there is no layer `{shown(said)}` above it"
    complaints.add(place, what, "known" if earlier else "share weights of an earlier layer", said, tuple(earlier))
    return None


def shared_options(body: Node, shares: Shares, layers: Sequence[LayerSpec]) -> Node:
    """What stands under a layer, with the options of the layer whose parameters it takes that shape these."""
    whole = next((share for share in shares if share.letter is None), None)
    if whole is None or not isinstance(body, MapNode):
        return body
    owner = next(layer for layer in layers if layer.name == whole.of)
    said = {each.key for each in body.entries}
    more = (
        Entry(key, body.place, _node(getattr(owner.options, key), body.place))
        for key in fixing(KINDS[owner.kind], owner.options)
        if key not in said
    )
    return MapNode(body.place, (*body.entries, *more))


def _node(value: object, place: Place) -> Node:
    if isinstance(value, tuple):
        return ListNode(place, tuple(_node(item, place) for item in value))
    return ScalarNode(place, value)  # type: ignore[arg-type]
