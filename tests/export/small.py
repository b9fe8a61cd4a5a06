"""Every structure of the catalogue as a small network of numbers, for exports that are to be run."""

from typing import Any

from derive.layers.declaration import LossKind
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import spec_from_dict
from tests.structures import KINDS, LAYOUT, STRUCTURES, Structure

NUMBERS = {"s": 2, "p": 1, "d": 2, "f": 2, "K": 4, "g": 2, "lead": 1, "last": 3}
SIZES = {"channels": 4, "length": 8, "depth": 4, "height": 7, "width": 5, "features": 4}


def small_model(structure: Structure) -> Model:
    """A network of this layer alone, or one that ends in this loss."""
    options = {name: _number(value) for name, value in structure.options}
    if "groups" in options:
        options["filters"] = 4
    kind = KINDS[structure.kind]
    own: Any = {kind.kind: options} if options else kind.kind
    shape = {axis.name: SIZES[axis.name] for axis in LAYOUT[structure.rank].axes}
    spec: dict[str, Any] = {"name": "small", "input": shape, "layers": [own]}
    if structure.inputs > 1:
        names = [f"x{place}" for place in range(1, structure.inputs + 1)]
        given = dict.fromkeys(names, shape)
        given[names[-1]] = {name: 1 if name in structure.single else size for name, size in shape.items()}
        joined = {kind.kind: {"from": names, **options}}
        return build(spec_from_dict({"name": "small", "inputs": given, "layers": [joined]}))
    if isinstance(kind, LossKind):
        spec |= {"layers": [kind.after or "sigmoid"], "loss": own}
    return build(spec_from_dict(spec))


def _number(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_number, value))
    return NUMBERS.get(value, value) if isinstance(value, str) else value


def _fits(structure: Structure) -> bool:
    """Whether a network can hold it: softmax, and so the loss after it, takes features alone."""
    return structure.rank == 1 or getattr(KINDS[structure.kind], "after", "") != "softmax"


SMALL = {str(each): small_model(each) for each in STRUCTURES if _fits(each)}
