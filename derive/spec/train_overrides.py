"""Settings of training with some of them changed: by options of the command, or from Python."""

from collections.abc import Mapping
from typing import Any

from derive.spec.complaint import Complaints
from derive.spec.dict_tree import dict_tree
from derive.spec.node import Entry
from derive.spec.train_options import OPTIMISER_OPTIONS, SCHEDULE_OPTIONS, SOURCE_OPTIONS, TrainOptions, TrainSpec
from derive.spec.train_section import read_train

RATE = "learning_rate"


def overridden(settings: TrainSpec, changes: Mapping[str, Any]) -> TrainSpec:
    """The settings with some changed, in the words of a spec's `train:`: epochs=3, optimiser={"adam": {...}}.

    A changed optimiser begins with its own defaults; `learning_rate` alone changes the one that there is.
    Raises SpecError as for a spec.
    """
    said: dict[str, Any] = {
        **settings.run.model_dump(),
        "optimiser": _written(settings.optimiser, OPTIMISER_OPTIONS),
        "schedule": _written(settings.schedule, SCHEDULE_OPTIONS),
        "data": _written(settings.data, SOURCE_OPTIONS),
        **{name: value for name, value in changes.items() if name != RATE},
    }
    if RATE in changes:
        said["optimiser"] = _with_rate(said["optimiser"], changes[RATE])
    complaints = Complaints("train")
    tree = dict_tree(said, complaints)
    found = read_train(Entry("train", tree.place, tree), complaints)
    if complaints.found or found is None:
        raise complaints.error()
    return found


def _written(options: TrainOptions | None, kinds: Mapping[str, type[TrainOptions]]) -> dict[str, Any] | None:
    """The options as a spec has them: one key, the kind, over a mapping."""
    if options is None:
        return None
    kind = next(name for name, model in kinds.items() if type(options) is model)
    return {kind: options.model_dump()}


def _with_rate(optimiser: Any, rate: Any) -> Any:
    """The optimiser with another learning rate; anything misspelt is left for the reader to refuse."""
    if isinstance(optimiser, str):
        return {optimiser: {RATE: rate}}
    if isinstance(optimiser, Mapping) and all(isinstance(each, Mapping) or each is None for each in optimiser.values()):
        return {kind: {**(options or {}), RATE: rate} for kind, options in optimiser.items()}
    return optimiser
