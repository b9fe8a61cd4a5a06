"""A whole spec from its tree of nodes: the keys at the top, and what stands under each."""

import re

from derive.spec.blocks import read_blocks
from derive.spec.complaint import Complaints, described, listed, shown
from derive.spec.layer_list import read_layers
from derive.spec.node import BrokenNode, Entry, MapNode, Node, ScalarNode, entry, places
from derive.spec.objective import LOSS, Ends, read_ends
from derive.spec.options import checked_options, size_names
from derive.spec.reserved import input_name_problem
from derive.spec.spec import INPUTS, InputSpec, Spec
from derive.spec.train_options import TrainSpec
from derive.spec.train_section import read_train
from derive.spec.values import read_values
from derive.spec.vocabulary import layer_options
from derive.spec.wiring import INPUT, refuse_unread

KEYS = (
    "name",
    "title",
    "input",
    "inputs",
    "blocks",
    "layers",
    "loss",
    "losses",
    "regularise",
    "outputs",
    "values",
    "train",
)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
LONGEST_TITLE = 200
INPUTS_FIX = "write inputs: {x1: {features: 4}, x2: {features: 3}}"
INPUT_FIX = (
    "write input: {channels: 1, height: 6, width: 6}, {features: 4} for a vector, {channels: 1, length: 8} for a "
    "signal, or {channels: 1, depth: 4, height: 6, width: 6} for a volume"
)


def read_document(root: Node, default_name: str, complaints: Complaints) -> Spec:
    """The spec that the nodes describe; raises SpecError with all that is wrong with them."""
    if not isinstance(root, MapNode):
        if not isinstance(root, BrokenNode):
            what = f"the spec is {described(root)}, expected a mapping with input and layers"
            complaints.add(root.place, what)
        raise complaints.error()
    check_keys(root, complaints)
    inputs = read_inputs(root, complaints)
    layers_fix = "write layers: and under it a list, one layer on a line, each after `- `"
    blocks = read_blocks(entry(root, "blocks"), layer_options(), complaints)
    outside = frozenset(name for each in inputs.values() if each for _, said in each for name in size_names(said))
    listed = required(root, "layers", layers_fix, complaints)
    found = read_layers(listed, blocks, tuple(inputs), outside, complaints)
    ends = read_ends(root, found, tuple(inputs), complaints)
    if found.places is not None and found.read is not None:
        refuse_unread(found.places, tuple(inputs), found.read | ends.read, complaints)
    held = entry(root, "values")
    targets = (loss.name for loss in ends.losses if loss.name != LOSS)
    names = None if found.places is None else (*found.places, *targets)
    values = {} if held is None else read_values(held.node, tuple(inputs), names, complaints)
    train = read_train(entry(root, "train"), complaints)
    _refuse_two_decays(root, train, ends, complaints)
    name = read_name(entry(root, "name"), default_name, complaints)
    title = read_title(entry(root, "title"), name, complaints)
    if complaints.found or None in inputs.values():
        raise complaints.error()
    positions = {place.path: place for place in places(root)}
    known = {name: each for name, each in inputs.items() if each is not None}
    return Spec(
        name,
        title,
        known,
        found.layers,
        ends.losses,
        values,
        complaints.source,
        positions,
        train,
        ends.regularise,
        ends.outputs,
    )


def _refuse_two_decays(root: MapNode, train: TrainSpec | None, ends: Ends, complaints: Complaints) -> None:
    """Weights drawn towards 0 twice, by two numbers that are both called lambda."""
    found = entry(root, "train")
    if found is not None and train is not None and train.optimiser.weight_decay and ends.regularise.factors:
        what = f"train: the optimiser's weight_decay and {' and '.join(ends.regularise.factors)} of regularise both "
        complaints.add(found.place, f"{what}draw weights towards 0", "keep one of them")


def check_keys(root: MapNode, complaints: Complaints) -> None:
    """Refuse keys that a spec does not have."""
    for each in root.entries:
        if each.key not in KEYS:
            what = f"unknown key `{shown(each.key)}`"
            complaints.add(each.place, what, "known keys", each.key, KEYS)


def required(root: MapNode, key: str, fix: str, complaints: Complaints) -> Node:
    """What stands under a key that a spec must have; a broken node after a complaint."""
    found = entry(root, key)
    if found is None:
        complaints.add(root.place, f"`{key}` is missing", fix)
        return BrokenNode(root.place)
    return found.node


def read_inputs(root: MapNode, complaints: Complaints) -> dict[str, InputSpec | None]:
    """The inputs by name, "input" for a single one; None for one that was refused."""
    several = entry(root, "inputs")
    if several is None:
        return {INPUT: read_input(required(root, INPUT, INPUT_FIX, complaints), INPUT, complaints)}
    if entry(root, INPUT) is not None:
        complaints.add(several.place, "`input` and `inputs` exclude each other", "keep one of them")
        return {INPUT: None}
    node = several.node
    if not isinstance(node, MapNode) or not node.entries:
        if not isinstance(node, BrokenNode):
            what = "an empty mapping" if isinstance(node, MapNode) else described(node)
            complaints.add(node.place, f"inputs is {what}, expected a mapping of names", INPUTS_FIX)
        return {INPUT: None}
    for each in node.entries:
        problem = input_name_problem(each.key)
        if problem is not None:
            complaints.add(each.place, *problem)
    return {each.key: read_input(each.node, each.key, complaints) for each in node.entries}


def read_input(node: Node, label: str, complaints: Complaints) -> InputSpec | None:
    """The input: of the kind whose axes it names."""
    if isinstance(node, BrokenNode):
        return None
    if not isinstance(node, MapNode):
        complaints.add(node.place, f"{label} is {described(node)}, expected a mapping", INPUT_FIX)
        return None
    if not node.entries:
        complaints.add(node.place, f"{label} is an empty mapping", INPUT_FIX)
        return None
    keys = {each.key for each in node.entries}
    kind = max(INPUTS, key=lambda kind: len(keys & kind.model_fields.keys()))
    apart = [key for each in INPUTS for key in each.model_fields if key in keys and key not in kind.model_fields]
    if apart:
        beside = listed([key for key in kind.model_fields if key in keys], "and")
        complaints.add(
            node.place, f"{label} has {apart[0]} beside {beside}, which belong to different inputs", INPUT_FIX
        )
        return None
    return checked_options(kind, node, label, complaints)


def read_name(found: Entry | None, default: str, complaints: Complaints) -> str:
    """The spec's name, which also names the files made from it."""
    if found is None or isinstance(found.node, BrokenNode):
        return default
    value = found.node.value if isinstance(found.node, ScalarNode) else None
    if isinstance(value, str) and NAME.fullmatch(value):
        return value
    what = f"name is {described(found.node)}, expected a word that can name a file"
    complaints.add(found.node.place, what, "use at most 64 letters, digits, - _ and ., for example sigmoid-cnn")
    return default


def read_title(found: Entry | None, default: str, complaints: Complaints) -> str:
    """The title on one line, or the name if there is none."""
    if found is None or isinstance(found.node, BrokenNode):
        return default
    value = found.node.value if isinstance(found.node, ScalarNode) else None
    title = " ".join(value.split()) if isinstance(value, str) else ""
    if title and title.isprintable() and len(title) <= LONGEST_TITLE:
        return title
    if not title.isprintable():
        what = f"title is {described(found.node)}, with a character that cannot be printed"
        complaints.add(found.node.place, what, "remove it")
        return default
    what = f"title is {described(found.node)}, expected one line of at most {LONGEST_TITLE} characters"
    complaints.add(found.node.place, what, "put it in quotes if it looks like a number or contains a colon")
    return default
