"""The list of layers, each block that it uses put in place of its word, every layer with its name and what it reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from derive.layers.options import Options
from derive.spec.blocks import Block, arguments, with_arguments
from derive.spec.complaint import Complaints, described, shown
from derive.spec.layer_items import read_body, read_item
from derive.spec.layer_names import Item, Named, layer_names
from derive.spec.node import DEEPEST, BrokenNode, ListNode, MapNode, Node, Place, ScalarNode, entry
from derive.spec.options import size_names
from derive.spec.shares import read_shares, shared_options
from derive.spec.spec import LayerSpec
from derive.spec.vocabulary import layer_inputs, layer_options
from derive.spec.wiring import (
    FROM,
    INPUT,
    ONE,
    REFERENCES,
    REPEAT,
    SHARE,
    Reader,
    Visible,
    sources,
    without,
)

MOST_LAYERS = 1000


@dataclass(slots=True)
class Reading:
    """What reading the layers shares: the blocks, the kinds, the layers found so far with where they stand and what is
    read, the blocks that are used and those with something wrong in them, and whether all layers have names and what
    they read."""

    blocks: Mapping[str, Block]
    inputs: tuple[str, ...]
    complaints: Complaints
    kinds: Mapping[str, type[Options]] = field(default_factory=layer_options)
    counts: Mapping[str, range] = field(default_factory=layer_inputs)
    layers: list[LayerSpec] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    plain: dict[str, str] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    whole: bool = True
    unnamed: bool = False

    @property
    def words(self) -> Mapping[str, object]:
        """What an item may be: a layer's kind or a block."""
        return {**self.kinds, **self.blocks}


@dataclass(frozen=True, slots=True)
class Level:
    """Where a list of layers stands: in the spec, or in a block's use. `prefix` stands before its names, `given` is
    what the use says of the parameters, `sizes` the names that a size may have there (None: any), `inside` the blocks
    around it."""

    prefix: str
    visible: Visible
    given: Mapping[str, Node]
    sizes: frozenset[str] | None
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """The layers that are right; where each stands, and what stands for what in a name at the end of the list (None
    when some layer is unreadable); what layers read, None where some layer's reading is unknown."""

    layers: tuple[LayerSpec, ...] = ()
    places: Mapping[str, Place] | None = None
    known: Mapping[str, str] | None = None
    read: frozenset[str] | None = None


def read_layers(
    node: Node, blocks: Mapping[str, Block], inputs: tuple[str, ...], outside: frozenset[str], complaints: Complaints
) -> Listed:
    """The list of layers. `outside` are the sizes that the inputs name."""
    if isinstance(node, BrokenNode):
        return Listed()
    if not isinstance(node, ListNode) or not node.items:
        what = "layers is an empty list" if isinstance(node, ListNode) else f"layers is {described(node)}"
        complaints.add(node.place, f"{what}, expected a list of layers", "start each layer with `- `")
        return Listed()
    if len(node.items) > MOST_LAYERS:
        complaints.add(node.place, f"{len(node.items)} layers, expected at most {MOST_LAYERS}")
        return Listed()
    reading = Reading(blocks, inputs, complaints)
    top = Level("", Visible({name: name for name in inputs}, inputs[-1]), {}, None)
    _expand(node.items, top, reading, outside | _named_outside(node.items))
    for name, block in blocks.items() if not reading.unnamed else ():
        if name not in reading.used:
            complaints.add(block.place, f"nothing uses block {shown(name)}", "use it among the layers, or remove it")
    if reading.unnamed:
        return Listed(tuple(reading.layers))
    read = frozenset(reading.read) if reading.whole else None
    return Listed(tuple(reading.layers), reading.places, top.visible.known, read)


def _named_outside(items: Sequence[Node]) -> frozenset[str]:
    """The sizes that layers outside blocks name, and those that uses of blocks give."""
    said = (
        each.node
        for item in items
        if isinstance(item, MapNode)
        for only in item.entries
        if isinstance(only.node, MapNode)
        for each in only.node.entries
        if each.key not in REFERENCES
    )
    return frozenset(name for node in said for name in size_names(node))


def _expand(nodes: Sequence[Node], level: Level, reading: Reading, outside: frozenset[str]) -> bool:
    """Adds the layers of a list to those found, and says in `level.visible` what may be read after it; whether all of
    them could be read."""
    fine = True
    read = [_item(node, f"layer {index + 1}", reading) for index, node in enumerate(nodes)]
    copies = [None if item is None else Named(item, _copies(item, level, reading)) for item in read]
    names = layer_names(copies, reading.inputs if not level.inside else (), reading.complaints)
    reading.unnamed = reading.unnamed or None in read
    for place, (item, own) in enumerate(zip(read, names, strict=True)):
        if len(reading.places) > MOST_LAYERS:
            return False
        if item is None:
            level.visible.then("", "")
            fine = False
            continue
        later = [name for others in names[place:] for name in others]
        for copy, name in enumerate(own):
            if len(reading.places) > MOST_LAYERS:
                return False
            level.visible.later = later[copy:]
            counts = ONE if item.kind in reading.blocks else reading.counts[item.kind]
            reader = Reader(item.kind, level.prefix + name, item.place, item.body, counts)
            reads = sources(reader, level.visible, reading.complaints)
            reading.whole = reading.whole and bool(reads)
            reading.read |= set(reads)
            if item.kind in reading.blocks:
                fine = _use(item, name, reads, level, reading, outside) and fine
            else:
                fine = bool(reads) and fine
                _layer(item, name, reads, level, reading)
    return fine


def _item(node: Node, label: str, reading: Reading) -> Item | None:
    return read_item(node, label, reading.words, reading.complaints)


def _copies(item: Item, level: Level, reading: Reading) -> int:
    """How often a block is used: `repeat`, by default once."""
    found = entry(item.body, REPEAT) if isinstance(item.body, MapNode) and item.kind in reading.blocks else None
    if found is None:
        return 1
    node = with_arguments(found.node, level.given, reading.complaints)
    value = node.value if isinstance(node, ScalarNode) else None
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_LAYERS:
        return value
    if not isinstance(node, BrokenNode):
        what = f"{item.kind}: {REPEAT} is {described(node)}, expected a whole number from 1 to {MOST_LAYERS}"
        reading.complaints.add(found.node.place, what)
    return 1


def _layer(item: Item, name: str, reads: tuple[str, ...], level: Level, reading: Reading) -> None:
    full = level.prefix + name
    other = reading.plain.setdefault(full.replace(".", "_"), full)
    if other != full:
        what = f"layer {shown(full)} and layer {shown(other)} would have one name in programs"
        reading.complaints.add(item.place, what, "give one of them another name")
    reading.places[full] = item.place
    if len(reading.places) > MOST_LAYERS:
        what = f"the blocks make more than {MOST_LAYERS} layers, expected at most {MOST_LAYERS}"
        reading.complaints.add(item.place, what, f"let {REPEAT} be smaller")
        reading.unnamed = True
        return
    several = 1 not in reading.counts[item.kind]
    listed = isinstance(item.body, MapNode) or (isinstance(item.body, ListNode) and several)
    shares = read_shares(item, full, level.visible.known, reading.layers, reading.complaints)
    level.visible.then(name, full)
    if shares is None:
        return
    body = without(item.body, FROM, SHARE) if listed else item.body
    body = with_arguments(body, level.given, reading.complaints) if isinstance(body, MapNode) else body
    body = shared_options(body, shares, reading.layers)
    own = Item(item.kind, item.place, body)
    options = read_body(own, reading.kinds[item.kind], f"layer {shown(full)}", reading.complaints, level.sizes)
    if options is not None:
        path = item.place.path if item.place.path[-1] == item.kind else (*item.place.path, item.kind)
        reading.layers.append(LayerSpec(item.kind, full, options, path, reads, shares))


def _use(
    item: Item, name: str, reads: tuple[str, ...], level: Level, reading: Reading, outside: frozenset[str]
) -> bool:
    """The layers of a block in place of its use; whether all of them could be read."""
    block, full = reading.blocks[item.kind], level.prefix + name
    reading.used.add(block.name)
    level.visible.then(name, full)
    if len(level.inside) > DEEPEST:
        reading.complaints.add(item.place, f"blocks stand in each other {DEEPEST} deep, expected less")
        reading.refused.add(block.name)
    if block.name in level.inside:
        around = " -> ".join((*level.inside[level.inside.index(block.name) :], block.name))
        what = f"block {block.name} uses itself ({around})"
        reading.complaints.add(item.place, what, "a block may use others, but none that uses it")
        reading.refused.add(block.name)
    body = with_arguments(item.body, level.given, reading.complaints) if isinstance(item.body, MapNode) else item.body
    given = arguments(block, body, f"layer {shown(full)}", reading.complaints)
    if block.name in reading.refused or given is None or not reads:
        reading.unnamed = True
        return False
    told, known = len(reading.complaints.found), len(reading.layers)
    visible = Visible({INPUT: reads[0]}, INPUT)
    inner = Level(f"{full}.", visible, given, outside, (*level.inside, block.name))
    fine = _expand(block.layers, inner, reading, outside) and len(reading.complaints.found) == told
    if not fine:
        reading.refused.add(block.name)
    for said, stands_for in list(visible.known.items())[1:]:
        level.visible.known[f"{name}.{said}"] = stands_for
    if len(reading.layers) > known:
        level.visible.then(name, visible.known[visible.before])
    return fine
