"""Small networks from spec text."""

from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import parse_spec

VECTOR = "input: {features: 3}\n"
IMAGE = "input: {channels: 2, height: 5, width: 7}\n"


def network(layers: str, given: str = IMAGE, loss: str = "") -> Model:
    """A network of layers, one on a line."""
    items = "".join(f"  - {line.strip()}\n" for line in layers.strip().split("\n"))
    return build(parse_spec(f"{given}layers:\n{items}{f'loss: {loss}' if loss else ''}\n"))
