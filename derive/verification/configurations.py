"""A fixed list of small networks of one layer: where a mistake that changes nothing on one layer shows on another.

Each layer and each loss declares its own.
"""

from functools import cache

from derive.errors import SpecError
from derive.layers.declaration import Example, LayerKind, LossKind
from derive.network.build import KINDS, build
from derive.network.model import Model
from derive.network.terms import LOSS_KINDS
from derive.spec.read import parse_spec
from derive.spec.spec import INPUTS

SQUARES = "{mean_squared_error: {reduction: sum}}"
AXES = {len(kind.model_fields): tuple(kind.model_fields) for kind in INPUTS}


@cache
def configurations(kind: str) -> tuple[Model, ...]:
    """The networks of a layer kind, or of a loss with a layer that it may follow."""
    own = KINDS[kind] if kind in KINDS else LOSS_KINDS[kind]
    built = (_built(_text(own, example)) for example in own.examples)
    return tuple(model for model in built if model is not None)


def _text(own: LayerKind | LossKind, example: Example) -> str:
    """The spec of an example; a layer has a sum of squares behind it."""
    sizes = _sizes(example.shape)
    count = own.inputs[0] if isinstance(own, LayerKind) else 1
    if count > 1:
        names = [f"x{place}" for place in range(1, count + 1)]
        shapes = (example.shape, *(example.others or (example.shape,) * (count - 1)))
        given = ", ".join(f"{name}: {{{_sizes(shape)}}}" for name, shape in zip(names, shapes, strict=True))
        read = f"from: [{', '.join(names)}]"
        said = ", ".join(filter(None, (read, example.options)))
        return f"inputs: {{{given}}}\nlayers: [{own.kind}: {{{said}}}]\nloss: {SQUARES}\n"
    said = f"{own.kind}: {{{example.options}}}" if example.options else own.kind
    layer, loss = (said, SQUARES) if isinstance(own, LayerKind) else (example.before, f"{{{said}}}")
    return f"input: {{{sizes}}}\nlayers: [{layer}]\nloss: {loss}\n"


def _sizes(shape: tuple[int, ...]) -> str:
    """height: 3, width: 4."""
    axes = AXES[len(shape)]
    return ", ".join(f"{axis}: {size}" for axis, size in zip(axes, shape, strict=True))


def _built(text: str) -> Model | None:
    try:
        return build(parse_spec(text))
    except SpecError:
        return None
