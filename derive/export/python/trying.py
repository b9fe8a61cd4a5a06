"""What a program is tried on: random input, parameters, masks and targets, and the scalar that is differentiated."""

from collections.abc import Callable, Iterator
from math import prod
from typing import Any

from derive.algebra.tensor import Fact, Tensor
from derive.document.choice import WorkedValues
from derive.network.model import OBJECTIVE_NAME, Model
from derive.network.schedule import seeds


def example_lines(model: Model, batch: str) -> tuple[str, ...]:
    """Statements that make `t`, with everything that a pass is given, from a generator called `random`."""

    def sizes(tensor: Tensor) -> str:
        return f"({', '.join((batch, *(str(int(size)) for size in model.shape(tensor)[1:])))})"

    lines = ["t = {}", *(f't["{each.name}"] = random.standard_normal({sizes(each)})' for each in model.inputs)]
    for name, tensor in model.parameters.items():
        shape = tuple(map(int, model.shape(tensor)))
        scaled = f"/{prod(shape[1:])}**0.5" if len(shape) > 1 else ""
        lines.append(f't["{name}"] = random.standard_normal({shape}){scaled}')
    lines += [f't["{mask.name}"] = random.integers(0, 2, {sizes(mask)}).astype(float)' for mask in model.masks.values()]
    return (*lines, *_ends(model, sizes, batch))


def given_lines(model: Model, values: WorkedValues) -> tuple[str, ...]:
    """The same from the numbers that the spec gives, with small integers where it gives none."""
    names = (*(each.name for each in model.inputs), *model.parameters, *(mask.name for mask in model.masks.values()))
    names = (*names, *model.targets)
    lines = tuple(f't["{name}"] = np.array({_listed(values.arrays[name].tolist())}, float)' for name in names)
    given = {} if model.terms else seeds(model)
    shapes = {bar.name: values.arrays[name].shape for name, bar in given.items()}
    return ("t = {}", *lines, *(f't["{bar}"] = random.standard_normal({shape})' for bar, shape in shapes.items()))


def _listed(value: Any) -> str:
    """Nested lists with whole numbers as such."""
    if isinstance(value, list):
        return f"[{', '.join(map(_listed, value))}]"
    return str(int(value)) if value == int(value) else repr(value)


def _ends(model: Model, sizes: Callable[[Tensor], str], batch: str) -> Iterator[str]:
    """The targets, or the outputs' cotangents where there is no loss."""
    for bar in () if model.terms else seeds(model).values():
        yield f't["{bar.name}"] = random.standard_normal({sizes(bar)})'
    for name, loss in model.targets.items():
        if Fact.SUMS_TO_ONE in loss.target.facts:
            count = int(model.shape(loss.target)[-1])
            yield f't["{name}"] = random.dirichlet(np.ones({count}), {batch})'
        else:
            yield f't["{name}"] = random.random({sizes(loss.target)})'


def objective_text(model: Model) -> str:
    """A function of t: the objective, or the product of the outputs with their given cotangents."""
    moved = (f'np.sum(t["{bar.name}"]*t["{name}"])' for name, bar in seeds(model).items())
    value = f't["{OBJECTIVE_NAME}"]' if model.terms else " + ".join(moved)
    return f'def objective(t):\n    """The scalar that is differentiated."""\n    return {value}'
