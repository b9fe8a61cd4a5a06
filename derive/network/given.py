"""The worked values of a spec, as nested tuples of exact numbers of the tensors' shapes."""

from derive.algebra.tensor import Tensor
from derive.errors import Problem
from derive.layers.declaration import Declaration
from derive.network.facts import offence, remedy
from derive.network.model import Model
from derive.spec.values import Values, batched
from derive.spec.values import shape as shape_of


def check_values(model: Model) -> list[Problem]:
    """A problem for every given value whose tensor does not exist, is computed, has another shape, or breaks a fact
    that is declared of it."""
    problems = []
    for name, value in model.spec.values.items():
        found = _problem(model, name, value)
        if found is not None:
            what, fix = found
            problems.append(Problem(model.spec.where("values", name), f"values: {what}", fix))
    return problems


def _problem(model: Model, name: str, value: Values) -> tuple[str, str] | None:
    """What is wrong with one value, and what to do."""
    outside = given_tensors(model)
    if name not in outside:
        computed = name in model.tensors
        known = ", ".join(outside)
        what = f"{name} is computed, not given" if computed else f"no tensor is called {name}"
        return what, f"it can be one of: {known}"
    found, expected = shape_of(value), expected_shapes(model, name)
    if expected and not any(_fits(shape, found) for shape in expected):
        wanted = " or ".join(str(list(shape)) for shape in expected)
        return f"{name} has shape {list(found)}", f"expected {wanted}"
    tensor, declaration = outside[name]
    examples = batched(value, len(tensor.shape) - 1) if name in _examples(model) else value
    for fact in tensor.facts:
        said = offence(fact, examples)
        if said is not None and declaration is not None:
            return f"{name}: {said}", remedy(declaration, fact)
    return None


def given_tensors(model: Model) -> dict[str, tuple[Tensor, Declaration | None]]:
    """What a network does not compute, by name: the input, the target, parameters, masks and state, each with the
    declaration that says what is true of it."""
    found: dict[str, tuple[Tensor, Declaration | None]] = {each.name: (each, None) for each in model.inputs}
    if model.loss is not None:
        found["target"] = (model.tensors["target"], model.loss.declaration)
    for layer in model.layers:
        own = (*layer.parameters, *layer.masks, *layer.state)
        found |= {tensor.name: (tensor, layer.declaration) for tensor in own}
    return found


def _examples(model: Model) -> tuple[str, ...]:
    """The names of what is given for each example: inputs and target."""
    return (*(tensor.name for tensor in model.inputs), "target")


def expected_shapes(model: Model, name: str) -> list[tuple[object, ...]]:
    """The shapes that a given value may have: a single example may leave out the batch, and one channel."""
    shape = model.shape(model.tensors[name])
    if name not in _examples(model):
        return [shape]
    shapes = [shape[1:], shape]
    if len(shape) > 2 and shape[1] == 1:
        shapes.insert(0, shape[2:])
    return shapes


def _fits(shape: tuple[object, ...], found: tuple[int, ...]) -> bool:
    """Unbound sizes fit any number."""
    return len(shape) == len(found) and all(
        not isinstance(size, int) or size == number for size, number in zip(shape, found, strict=True)
    )
