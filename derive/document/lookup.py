"""Names that a user types, looked up in a network: what is not there is refused with what is."""

import re
from collections.abc import Iterable

from derive.algebra.evaluate import Position
from derive.errors import NameNotFoundError
from derive.network.backward import differentiable
from derive.network.model import Layer, Model
from derive.spec.complaint import listed, shown, suggestion

LOSS = "loss"  # what no layer is called
ENTRY = re.compile(r"(.+?)\[\s*(\d{1,9}(?:\s*,\s*\d{1,9})*)\s*\]")


def find_layer(model: Model, name: str) -> Layer:
    """The layer called `name`."""
    names = tuple(layer.name for layer in model.layers)
    if name not in names:
        raise not_found(
            f"{model.name} has no layer `{shown(name)}`",
            name,
            (*names, *((LOSS,) if model.terms else ())),
            "its layers are",
        )
    return next(layer for layer in model.layers if layer.name == name)


def check_loss(model: Model) -> bool:
    """True for a network with a loss; NameNotFoundError for one without."""
    if not model.terms:
        raise NameNotFoundError(f"{model.name} has no loss\n  add one, such as loss: mean_squared_error")
    return True


def find_tensor(model: Model, name: str) -> str:
    """A tensor that the network has a derivative by: a parameter, a layer's output, or "input"."""
    names = differentiable(model)
    if name in names:
        return name
    if not model.terms and name in {tensor.name for tensor in model.outputs}:
        what = f"{model.name} ends with `{name}` and has no loss: the derivative by {name} is given, not derived"
        raise not_found(what, "", names, "there is one by")
    raise not_found(f"{model.name} has no derivative by `{shown(name)}`", name, names, "there is one by")


def find_entry(model: Model, text: str) -> tuple[str, Position]:
    """conv1.W[0,0,1,2] as the tensor's name and the entry's place."""
    found = ENTRY.fullmatch(text.strip())
    if found is None:
        name = find_tensor(model, text.strip())
        zeros = ",".join("0" for _ in model.tensors[name].shape)
        raise NameNotFoundError(f"{shown(text)} names a whole tensor\n  name one entry of it, such as {name}[{zeros}]")
    return find_tensor(model, found[1]), tuple(int(part) for part in found[2].split(","))


def not_found(what: str, name: str, known: Iterable[str], intro: str) -> NameNotFoundError:
    """The error with a suggestion and the list of what there is."""
    names = tuple(known)
    hints = " ".join(hint for hint in (suggestion(name, names), f"{intro}: {listed(names, 'and')}") if hint)
    return NameNotFoundError(f"{what}\n  {hints}")
