"""A network whose held targets are tensors of their own: what is differentiated where a loss holds its target."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from derive.algebra.tensor import TensorRole
from derive.network.model import Ending, Model


class Apart(NamedTuple):
    """The network with the held targets given; `copies` are their names, each with the tensor whose value it has."""

    model: Model
    copies: Mapping[str, str]


def held_apart(model: Model) -> Apart:
    """Each loss that holds a target of the network compares with a copy of it, which does not move.

    Which do is read from the spec, not from what was derived: so a loss that was derived in the other way is found.
    """
    apart: dict[str, Ending] = {}
    copies: dict[str, str] = {}
    for item, loss in zip(model.spec.losses, model.losses, strict=True):
        if item.held:
            name, letter = f"{loss.name}.held", loss.declaration.compared[1].name
            copy = replace(loss.target, name=name, role=TensorRole.TARGET, letter=f"{loss.output.letter}_held")
            apart[loss.name] = replace(loss, tensors={**loss.tensors, letter: copy})
            copies[name] = loss.target.name
    if not copies:
        return Apart(model, copies)
    return Apart(replace(model, terms=tuple(apart.get(term.name, term) for term in model.terms)), copies)
