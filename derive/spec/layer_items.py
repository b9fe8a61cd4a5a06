"""The list of layers: each item a bare word or a one-key mapping; every layer gets a name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import BaseModel

from derive.layers.options import Options
from derive.spec.complaint import Complaints, described, listed, shown
from derive.spec.node import BrokenNode, Entry, ListNode, MapNode, Node, Place, ScalarNode, text_under
from derive.spec.options import checked_options
from derive.spec.reserved import layer_name_problem
from derive.spec.spec import LayerSpec
from derive.spec.vocabulary import layer_inputs, layer_options
from derive.spec.wiring import Reader, Sources, read_wiring, without_sources

Model = TypeVar("Model", bound=BaseModel)
MOST_LAYERS = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """One layer or loss as written: its kind, the place of that word, and what stands under it."""

    kind: str
    place: Place
    body: Node


def read_layers(
    node: Node, inputs: tuple[str, ...], complaints: Complaints
) -> tuple[tuple[LayerSpec, ...], tuple[str, ...] | None]:
    """The layers that are right, and the names of all; None for the names when some kind is unreadable."""
    if isinstance(node, BrokenNode):
        return (), None
    if not isinstance(node, ListNode) or not node.items:
        what = "layers is an empty list" if isinstance(node, ListNode) else f"layers is {described(node)}"
        complaints.add(node.place, f"{what}, expected a list of layers", "start each layer with `- `")
        return (), None
    if len(node.items) > MOST_LAYERS:
        complaints.add(node.place, f"{len(node.items)} layers, expected at most {MOST_LAYERS}")
        return (), None
    kinds = layer_options()
    items = [read_item(item, f"layer {index + 1}", kinds, complaints) for index, item in enumerate(node.items)]
    names = layer_names(items, inputs, complaints)
    counts = layer_inputs()
    readers = [
        Reader(item.kind, name, item.place, item.body, counts[item.kind]) if item else None
        for item, name in zip(items, names, strict=True)
    ]
    wired = zip(items, names, read_wiring(readers, inputs, complaints), strict=True)
    layers = [read_layer(item, name, sources, kinds, complaints) for item, name, sources in wired if item]
    known = None if None in items else tuple(names)
    return tuple(layer for layer in layers if layer is not None), known


def read_item(node: Node, label: str, kinds: Mapping[str, object], complaints: Complaints) -> Item | None:
    """The kind and the body of a bare word or a one-key mapping; None after a complaint."""
    match node:
        case BrokenNode():
            return None
        case ScalarNode(value=str(word)):
            return known_item(Item(word, node.place, MapNode(node.place, ())), label, kinds, complaints)
        case MapNode(entries=(only,)):
            return known_item(Item(only.key, only.place, only.node), label, kinds, complaints)
        case MapNode(entries=(first, *others)):
            refuse_several_keys(first, others, label, kinds, complaints)
        case _:
            what = f"{label} is {described(node)}, expected a word or one key with options"
            complaints.add(node.place, what, f"one of {listed(tuple(kinds))}")
    return None


def known_item(item: Item, label: str, kinds: Mapping[str, object], complaints: Complaints) -> Item | None:
    """The item if its kind is known, None after a complaint if not."""
    if item.kind in kinds:
        return item
    what = f"{label}: there is no `{shown(item.kind)}`"
    complaints.add(item.place, what, "known", item.kind, tuple(kinds))
    return None


def refuse_several_keys(
    first: Entry, others: list[Entry], label: str, kinds: Mapping[str, object], complaints: Complaints
) -> None:
    """Tell options that stand beside their layer from two layers in one item."""
    kind, second = shown(first.key), shown(others[0].key)
    if first.key in kinds and others[0].key not in kinds:
        what = f"{label}: `{second}` stands beside {kind}, not under it"
        fix = f"indent the options further than {kind}, or write {kind}: {{{second}: ...}}"
    elif first.key in kinds:
        what, fix = f"{label}: {kind} and {second} in one item", "start each of them with its own `- `"
    else:
        what = f"{label} is a mapping of {len(others) + 1} keys, expected one key with the options under it"
        fix = f"write {next(iter(kinds))}: {{...}}"
    complaints.add(others[0].place if first.key in kinds else first.place, what, fix)


def layer_names(items: list[Item | None], inputs: tuple[str, ...], complaints: Complaints) -> list[str]:
    """Each layer's name, as given or kind and ordinal ("" where the kind is unreadable); clashes are refused."""
    names: list[str] = []
    counts: dict[str, int] = {}
    given = [text_under(item.body, "name") if item else None for item in items]
    holders: dict[str, int] = {}
    for index, (item, explicit) in enumerate(zip(items, given, strict=True)):
        if item is None:
            names.append("")
            continue
        counts[item.kind] = counts.get(item.kind, 0) + 1
        name = explicit if explicit is not None else f"{item.kind}{counts[item.kind]}"
        names.append(name)
        check_layer_name(item, name, explicit is not None, complaints)
        if name in inputs and len(inputs) > 1:
            complaints.add(
                name_place(item), f"layer {index + 1} is called {shown(name)}, as an input is", "take another"
            )
        if name in holders:
            refuse_clash(item, name, (holders[name], index), given, complaints)
        holders.setdefault(name, index)
    return names


def check_layer_name(item: Item, name: str, explicit: bool, complaints: Complaints) -> None:
    problem = layer_name_problem(name) if explicit else None
    if problem is not None:
        complaints.add(name_place(item), *problem)


def refuse_clash(item: Item, name: str, pair: tuple[int, int], given: list[str | None], complaints: Complaints) -> None:
    """Two layers of one name, given twice or once given and once by the ordinal."""
    first, second = pair
    if given[first] is not None and given[second] is not None:
        what = f"layers {first + 1} and {second + 1} are both called {shown(name)}"
    elif given[second] is None:
        what = f"layer {second + 1} has no name and would be called {name}, as layer {first + 1} is already"
    else:
        what = f"layer {second + 1} is called {name}, as layer {first + 1} is already by its kind and number"
    complaints.add(name_place(item), what, "give each layer a name of its own")


def name_place(item: Item) -> Place:
    """Where a layer's name stands, or the layer's kind if it has none."""
    entries = item.body.entries if isinstance(item.body, MapNode) else ()
    return next((each.node.place for each in entries if each.key == "name"), item.place)


def read_layer(
    item: Item, name: str, sources: Sources, kinds: Mapping[str, type[Options]], complaints: Complaints
) -> LayerSpec | None:
    """One layer with its options checked."""
    item = replace(item, body=without_sources(item.body)) if _names_sources(item, layer_inputs()[item.kind]) else item
    options = read_body(item, kinds[item.kind], f"layer {shown(name)}", complaints)
    if options is None:
        return None
    path = item.place.path if item.place.path[-1] == item.kind else (*item.place.path, item.kind)
    return LayerSpec(item.kind, name, options, path, sources)


def _names_sources(item: Item, counts: range) -> bool:
    """Whether what the layer reads stands under it; a list does only under a kind of several inputs."""
    return isinstance(item.body, MapNode) or (isinstance(item.body, ListNode) and 1 not in counts)


def read_choice(
    found: Entry | None, label: str, kinds: Mapping[str, type[Model]], complaints: Complaints
) -> tuple[str, Model] | None:
    """One kind out of several, with its options; None where nothing is said, or after a complaint."""
    if found is None or (isinstance(found.node, ScalarNode) and found.node.value is None):
        return None
    item = read_item(found.node, label, kinds, complaints)
    if item is None:
        return None
    options = read_body(item, kinds[item.kind], f"{label} {item.kind}", complaints)
    return None if options is None else (item.kind, options)


def read_body(item: Item, model: type[Model], label: str, complaints: Complaints) -> Model | None:
    """The options under a kind; nothing there means no options."""
    match item.body:
        case MapNode() as body:
            return checked_options(model, MapNode(item.place, body.entries), label, complaints)
        case ScalarNode(value=None):
            return checked_options(model, MapNode(item.place, ()), label, complaints)
        case BrokenNode():
            return None
        case _:
            what = f"{label}: the options of {item.kind} are {described(item.body)}, expected a mapping"
            first = next(key for key in model.model_fields if key != "name" or len(model.model_fields) == 1)
            complaints.add(item.body.place, what, f"write {item.kind}: {{{first}: ...}}")
            return None
