"""The worked values of a spec, as nested tuples of exact numbers of the tensors' shapes."""

from derive.errors import Problem
from derive.network.model import Model
from derive.spec.values import shape as shape_of


def check_values(model: Model) -> list[Problem]:
    """A problem for every given value whose tensor does not exist or has another shape."""
    problems = []
    for name, value in model.spec.values.items():
        where = model.spec.where("values", name)
        if name not in model.tensors:
            known = ", ".join(["input", "target", *model.parameters])
            problems.append(Problem(where, f"values: no tensor is called {name}", f"it can be one of: {known}"))
            continue
        found = shape_of(value)
        expected = expected_shapes(model, name)
        if expected and not any(_fits(shape, found) for shape in expected):
            wanted = " or ".join(str(list(shape)) for shape in expected)
            problems.append(Problem(where, f"values: {name} has shape {list(found)}", f"expected {wanted}"))
    return problems


def expected_shapes(model: Model, name: str) -> list[tuple[object, ...]]:
    """The shapes that a given value may have: a single example may leave out the batch, and one channel."""
    shape = model.shape(model.tensors[name])
    if name not in ("input", "target"):
        return [shape]
    shapes = [shape[1:], shape]
    if len(shape) == 4 and shape[1] == 1:
        shapes.insert(0, shape[2:])
    return shapes


def _fits(shape: tuple[object, ...], found: tuple[int, ...]) -> bool:
    """Unbound sizes fit any number."""
    return len(shape) == len(found) and all(
        not isinstance(size, int) or size == number for size, number in zip(shape, found, strict=True)
    )
