"""Networks for the tests of documents: the shipped specs, and small ones from dicts."""

from pathlib import Path
from typing import Any

from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import read_spec, spec_from_dict

SPECS = Path(__file__).parents[2] / "specs"


def shipped(name: str) -> Model:
    """One of the shipped specs."""
    return build(read_spec(SPECS / f"{name}.yaml"))


def network(layers: list[Any], side: int | str = 5, channels: int | str = 1, **more: Any) -> Model:
    """A network on a square image."""
    image = {"channels": channels, "height": side, "width": side}
    return build(spec_from_dict({"name": "small", "input": image, "layers": layers} | more))
