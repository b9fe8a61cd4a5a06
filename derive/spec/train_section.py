"""The section `train:` of a spec: flat counts, and an optimiser, a schedule and data, each one of several kinds."""

from derive.spec.complaint import Complaints, described, shown
from derive.spec.layer_items import read_choice
from derive.spec.node import BrokenNode, Entry, MapNode, ScalarNode, entry
from derive.spec.options import checked_options
from derive.spec.train_options import (
    OPTIMISER_OPTIONS,
    SCHEDULE_OPTIONS,
    SOURCE_OPTIONS,
    RunOptions,
    SgdOptions,
    TrainSpec,
)

CHOICES = ("optimiser", "schedule", "data")
KEYS = (*RunOptions.model_fields, *CHOICES)


def read_train(found: Entry | None, complaints: Complaints) -> TrainSpec | None:
    """The settings of training, or None where the spec says nothing of it."""
    if found is None or isinstance(found.node, BrokenNode) or _is_empty(found):
        return None
    node = found.node
    if not isinstance(node, MapNode):
        complaints.add(node.place, f"train is {described(node)}, expected a mapping", "write train: {epochs: 10}")
        return None
    _check_keys(node, complaints)
    flat = MapNode(node.place, tuple(each for each in node.entries if each.key in RunOptions.model_fields))
    run = checked_options(RunOptions, flat, "train", complaints)
    optimiser = read_choice(entry(node, "optimiser"), "optimiser", OPTIMISER_OPTIONS, complaints)
    schedule = read_choice(entry(node, "schedule"), "schedule", SCHEDULE_OPTIONS, complaints)
    data = read_choice(entry(node, "data"), "data", SOURCE_OPTIONS, complaints)
    return TrainSpec(
        run or RunOptions(),
        optimiser[1] if optimiser else SgdOptions(),
        schedule[1] if schedule else None,
        data[1] if data else None,
    )


def _is_empty(found: Entry) -> bool:
    return isinstance(found.node, ScalarNode) and found.node.value is None


def _check_keys(node: MapNode, complaints: Complaints) -> None:
    for each in node.entries:
        if each.key not in KEYS:
            complaints.add(each.place, f"train: unknown key `{shown(each.key)}`", "known keys", each.key, KEYS)
