"""The words that a spec may use for layers and losses, each with the model of its options."""

from pydantic import BaseModel

from derive.layers.catalogue import LAYER_INPUTS, LAYER_OPTIONS, LOSS_OPTIONS
from derive.layers.options import LossOptions, Options


def layer_options() -> dict[str, type[Options]]:
    """The option model of each kind of layer, in the catalogue's order."""
    return dict(LAYER_OPTIONS)


def layer_inputs() -> dict[str, range]:
    """How many inputs each kind of layer may have."""
    return dict(LAYER_INPUTS)


def loss_options() -> dict[str, type[LossOptions]]:
    """The option model of each loss, in the catalogue's order."""
    return dict(LOSS_OPTIONS)


def needs_options(model: type[BaseModel]) -> bool:
    """Whether some option has no default, so that the bare word is not enough."""
    return any(info.is_required() for info in model.model_fields.values())
