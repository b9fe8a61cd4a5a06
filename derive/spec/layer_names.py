"""What layers are called: by their own word, or by their kind and ordinal; clashes are refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from derive.grammar import plural
from derive.spec.complaint import Complaints, shown
from derive.spec.node import MapNode, Node, Place, text_under
from derive.spec.reserved import layer_name_problem
from derive.spec.wiring import NAME


@dataclass(frozen=True, slots=True)
class Item:
    """One layer, block or loss as written: its kind, the place of that word, and what stands under it."""

    kind: str
    place: Place
    body: Node


@dataclass(frozen=True, slots=True)
class Named:
    """An item with how many copies of it are made."""

    item: Item
    copies: int


Names = tuple[str, ...]


def layer_names(
    items: Sequence[Named | None], inputs: tuple[str, ...], complaints: Complaints, what: str = "layer"
) -> list[Names]:
    """The names of each item's copies: conv1, residual1 and residual2, stage2_1 and stage2_2; () for one whose kind is
    unreadable. Messages call an item a `what`."""
    found: list[Names] = []
    counts: dict[str, int] = {}
    given = [text_under(each.item.body, NAME) if each else None for each in items]
    holders: dict[str, int] = {}
    for index, (each, explicit) in enumerate(zip(items, given, strict=True)):
        if each is None:
            found.append(())
            continue
        first = counts.get(each.item.kind, 0) + 1
        counts[each.item.kind] = first + each.copies - 1
        names = _copies(each, explicit, first)
        found.append(names)
        problem = None if explicit is None else layer_name_problem(explicit, what)
        if problem is not None:
            complaints.add(name_place(each.item), *problem)
        for name in names:
            if name in inputs and len(inputs) > 1:
                complaints.add(
                    name_place(each.item), f"{what} {index + 1} is called {shown(name)}, as an input is", "take another"
                )
            if name in holders:
                _refuse_clash(each.item, name, (holders[name], index), given, complaints, what)
            holders.setdefault(name, index)
    return found


def _copies(each: Named, explicit: str | None, first: int) -> Names:
    if explicit is None:
        return tuple(f"{each.item.kind}{number}" for number in range(first, first + each.copies))
    return (explicit,) if each.copies == 1 else tuple(f"{explicit}_{copy + 1}" for copy in range(each.copies))


def _refuse_clash(
    item: Item, name: str, pair: tuple[int, int], given: list[str | None], complaints: Complaints, kind: str
) -> None:
    """Two items of one name, given twice or once given and once by the ordinal."""
    first, second = pair
    if given[first] is not None and given[second] is not None:
        what = f"{plural(kind)} {first + 1} and {second + 1} are both called {shown(name)}"
    elif given[second] is None:
        what = f"{kind} {second + 1} has no name and would be called {name}, as {kind} {first + 1} is already"
    else:
        what = f"{kind} {second + 1} is called {name}, as {kind} {first + 1} is already by its kind and number"
    complaints.add(name_place(item), what, f"give each {kind} a name of its own")


def name_place(item: Item, key: str = NAME) -> Place:
    """Where a layer's name stands, or what it says under another key; the layer's kind if it says none."""
    entries = item.body.entries if isinstance(item.body, MapNode) else ()
    return next((each.node.place for each in entries if each.key == key), item.place)
