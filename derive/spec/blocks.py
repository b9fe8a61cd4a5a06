"""Blocks: lists of layers that a spec names once and uses with numbers of its own in place of their parameters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from derive.algebra.size_text import filled, is_formula, names_in, parsed, written
from derive.spec.complaint import Complaints, described, shown
from derive.spec.node import BrokenNode, Entry, ListNode, MapNode, Node, Place, ScalarNode, entry
from derive.spec.reserved import SETTINGS
from derive.spec.wiring import FROM, INPUT, NAME, REFERENCES, REPEAT

BLOCK_KEYS = ("parameters", "layers")
USE_KEYS = (NAME, FROM, REPEAT)
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")
NAME_RULE = "expected a name of at most 32 letters, digits and _ that starts with a letter"
BLOCKS_FIX = "write blocks: {residual: {parameters: [out], layers: [...]}}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A name inside a block that each use says; `default` where a use need not."""

    name: str
    place: Place
    default: Node | None


@dataclass(frozen=True, slots=True)
class Block:
    """A list of layers with parameters."""

    name: str
    place: Place
    parameters: tuple[Parameter, ...]
    layers: tuple[Node, ...]


def read_blocks(found: Entry | None, kinds: Mapping[str, object], complaints: Complaints) -> dict[str, Block]:
    """The blocks by name; what is wrong with one is complained of, and it is left out."""
    if found is None or isinstance(found.node, BrokenNode):
        return {}
    if not isinstance(found.node, MapNode):
        complaints.add(found.node.place, f"blocks is {described(found.node)}, expected a mapping of names", BLOCKS_FIX)
        return {}
    blocks = (_block(each, kinds, complaints) for each in found.node.entries)
    return {block.name: block for block in blocks if block is not None}


def _block(each: Entry, kinds: Mapping[str, object], complaints: Complaints) -> Block | None:
    label = f"block {shown(each.key)}"
    if each.key in kinds or each.key == INPUT:
        complaints.add(each.place, f"{label}: that is the name of a layer's kind", "take another name")
        return None
    if not WORD.fullmatch(each.key):
        complaints.add(each.place, f"{label}: no name for a block", "use letters, digits and _, for example residual")
        return None
    if not isinstance(each.node, MapNode):
        if not isinstance(each.node, BrokenNode):
            complaints.add(each.node.place, f"{label} is {described(each.node)}, expected a mapping", BLOCKS_FIX)
        return None
    for key in each.node.entries:
        if key.key not in BLOCK_KEYS:
            complaints.add(key.place, f"{label}: unknown key `{shown(key.key)}`", "known keys", key.key, BLOCK_KEYS)
    layers = entry(each.node, "layers")
    if layers is None or not isinstance(layers.node, ListNode) or not layers.node.items:
        if layers is None or not isinstance(layers.node, BrokenNode):
            place = each.place if layers is None else layers.node.place
            complaints.add(place, f"{label} has no list of layers", "write layers: and under it a list")
        return None
    said = entry(each.node, "parameters")
    parameters = () if said is None else _parameters(said.node, label, complaints)
    return Block(each.key, each.place, parameters, layers.node.items)


def _parameters(node: Node, label: str, complaints: Complaints) -> tuple[Parameter, ...]:
    """[out, {step: 1}]: a name, or a name with what it is unless a use says otherwise."""
    if not isinstance(node, ListNode):
        if not isinstance(node, BrokenNode):
            what = f"{label}: parameters is {described(node)}, expected a list of names"
            complaints.add(node.place, what, "write parameters: [out, {step: 1}]")
        return ()
    found: dict[str, Parameter] = {}
    for item in node.items:
        match item:
            case ScalarNode(value=str(name)):
                own = Parameter(name, item.place, None)
            case MapNode(entries=(only,)):
                own = Parameter(only.key, only.place, only.node)
            case BrokenNode():
                continue
            case _:
                what = f"{label}: a parameter is {described(item)}, expected a name, or a name with its default"
                complaints.add(item.place, what, "write parameters: [out, {step: 1}]")
                continue
        problem = _name_problem(own.name, found)
        if problem is not None:
            complaints.add(own.place, f"{label}: parameter `{shown(own.name)}` {problem}", "take another name")
        else:
            found[own.name] = own
    return tuple(found.values())


def _name_problem(name: str, earlier: Mapping[str, object]) -> str | None:
    if name in earlier:
        return "is listed twice"
    if name in USE_KEYS:
        return f"is what every use of a block may say: {', '.join(USE_KEYS)}"
    if not WORD.fullmatch(name) or name.lower() in SETTINGS:
        return "is no name"
    return None


def arguments(block: Block, body: Node, label: str, complaints: Complaints) -> dict[str, Node] | None:
    """What a use of a block says of each parameter; None after a complaint."""
    if isinstance(body, BrokenNode):
        return None
    if isinstance(body, ScalarNode) and body.value is None:
        body = MapNode(body.place, ())
    names = tuple(parameter.name for parameter in block.parameters)
    if not isinstance(body, MapNode):
        fix = f"write {block.name}: {{{', '.join(f'{name}: ...' for name in names)}}}"
        complaints.add(body.place, f"{label}: {block.name} is {described(body)}, expected a mapping", fix)
        return None
    known = (*names, *USE_KEYS)
    wrong = [each for each in body.entries if each.key not in known]
    for each in wrong:
        complaints.add(each.place, f"{label}: unknown key `{shown(each.key)}`", "known keys", each.key, known)
    said = {each.key: each.node for each in body.entries}
    named = said.get(NAME)
    if named is not None and not isinstance(named, BrokenNode):
        word = named.value if isinstance(named, ScalarNode) else None
        if not isinstance(word, str) or not WORD.fullmatch(word):
            complaints.add(named.place, f"{label}: name is {described(named)}, {NAME_RULE}")
            return None
    missing = [own.name for own in block.parameters if own.name not in said and own.default is None]
    for name in missing:
        complaints.add(body.place, f"{label}: `{name}` is missing", f"add {name}: what {block.name} is to have there")
    if wrong or missing:
        return None
    return {own.name: said.get(own.name) or own.default for own in block.parameters}  # type: ignore[misc]


def with_arguments(node: Node, given: Mapping[str, Node], complaints: Complaints) -> Node:
    """A node under a layer with what a use says in place of the block's parameters, and with formulas of numbers alone
    worked out; names of layers stay."""
    match node:
        case ScalarNode(value=str(text)):
            return given[text] if text in given else _worked_out(node, text, given, complaints)
        case ListNode():
            return ListNode(node.place, tuple(with_arguments(item, given, complaints) for item in node.items))
        case MapNode():
            entries = (
                each
                if each.key in REFERENCES
                else Entry(each.key, each.place, with_arguments(each.node, given, complaints))
                for each in node.entries
            )
            return MapNode(node.place, tuple(entries))
        case _:
            return node


def _worked_out(node: ScalarNode, text: str, given: Mapping[str, Node], complaints: Complaints) -> Node:
    tree = parsed(text) if is_formula(text) else None
    if tree is None:
        return node
    values = {}
    for name in (name for name in names_in(tree) if name in given):
        said = given[name]
        value = said.value if isinstance(said, ScalarNode) else None
        inner = None if isinstance(value, bool) else parsed(str(value))
        if inner is None:
            if not isinstance(said, BrokenNode):
                what = f"`{shown(text)}` is a formula of sizes, and {name} is {described(said)}"
                complaints.add(said.place, what, "give it a whole number or a size's name")
            return BrokenNode(node.place)
        values[name] = inner
    try:
        return ScalarNode(node.place, written(filled(tree, values)))
    except ZeroDivisionError:
        complaints.add(node.place, f"`{shown(text)}` divides by 0")
        return BrokenNode(node.place)
