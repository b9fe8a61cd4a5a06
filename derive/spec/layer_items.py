"""One item of a spec's lists: a bare word, or one key with its options."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel

from derive.spec.complaint import Complaints, described, listed, shown
from derive.spec.layer_names import Item
from derive.spec.node import BrokenNode, Entry, MapNode, Node, ScalarNode
from derive.spec.options import checked_options

Model = TypeVar("Model", bound=BaseModel)


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


def read_body(
    item: Item, model: type[Model], label: str, complaints: Complaints, sizes: frozenset[str] | None = None
) -> Model | None:
    """The options under a kind; nothing there means no options. `sizes` are the names that a size may have there,
    None for any."""
    match item.body:
        case MapNode() as body:
            return checked_options(model, MapNode(item.place, body.entries), label, complaints, sizes)
        case ScalarNode(value=None):
            return checked_options(model, MapNode(item.place, ()), label, complaints, sizes)
        case BrokenNode():
            return None
        case _:
            what = f"{label}: the options of {item.kind} are {described(item.body)}, expected a mapping"
            first = next(key for key in model.model_fields if key != "name" or len(model.model_fields) == 1)
            complaints.add(item.body.place, what, f"write {item.kind}: {{{first}: ...}}")
            return None
