"""What a program is tried on: random input, parameters, masks and targets, and the scalar that is differentiated."""

from math import prod
from typing import Any

from derive.algebra.tensor import Fact, Tensor, bar_name, cotangent
from derive.document.choice import WorkedValues
from derive.network.model import Model


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
    return (*lines, _end(model, sizes(model.output), batch))


def given_lines(model: Model, values: WorkedValues) -> tuple[str, ...]:
    """The same from the numbers that the spec gives, with small integers where it gives none."""
    names = (*(each.name for each in model.inputs), *model.parameters, *(mask.name for mask in model.masks.values()))
    if model.loss is not None:
        names = (*names, "target")
    lines = tuple(f't["{name}"] = np.array({_listed(values.arrays[name].tolist())}, float)' for name in names)
    shape = values.arrays[model.output.name].shape
    seed = () if model.loss is not None else (f't["{cotangent(model.output).name}"] = random.standard_normal({shape})',)
    return ("t = {}", *lines, *seed)


def _listed(value: Any) -> str:
    """Nested lists with whole numbers as such."""
    if isinstance(value, list):
        return f"[{', '.join(map(_listed, value))}]"
    return str(int(value)) if value == int(value) else repr(value)


def _end(model: Model, shape: str, batch: str) -> str:
    """The targets, or the output's cotangent where there is no loss."""
    if model.loss is None:
        return f't["{cotangent(model.output).name}"] = random.standard_normal({shape})'
    if Fact.SUMS_TO_ONE in model.loss.declaration.target.facts:
        return f't["target"] = random.dirichlet(np.ones({int(model.shape(model.output)[-1])}), {batch})'
    return f't["target"] = random.random({shape})'


def objective_text(model: Model) -> str:
    """A function of t: the loss, or the product of the output with its given cotangent."""
    name = model.output.name
    value = 't["loss"]' if model.loss else f'np.sum(t["{bar_name(name)}"]*t["{name}"])'
    return f'def objective(t):\n    """The scalar that is differentiated."""\n    return {value}'
