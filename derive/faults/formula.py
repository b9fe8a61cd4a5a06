"""The right formulas that mistakes are made in: one equation, with the declaration that it belongs to."""

from dataclasses import dataclass

from derive.algebra.equation import Equation
from derive.algebra.index import Index
from derive.algebra.size import Size
from derive.algebra.tensor import Tensor, TensorRole, cotangent
from derive.layers.declaration import Declaration, Declared
from derive.network.backward import update
from derive.network.formulas import OBJECTIVE, TOTAL, computed, formulas
from derive.network.model import AT_INFERENCE, Layer, Loss, Model, Placed
from derive.network.schedule import uses

FormulaKey = tuple[str, str]
STEP = "step"


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """A right formula: `equation` is how kernels compute it, in the letters of its declaration.

    `training` is the layer's form in training where this formula is of another form; `joined` marks the
    derivative of loss and last layer as one formula, and `total` the sum over a tensor's uses, the first of which is
    the declaration's; these two are in the network's names.
    """

    equation: Equation
    declaration: Declaration
    training: Declaration | None = None
    joined: bool = False
    total: bool = False

    @property
    def tensor(self) -> str:
        """What it computes: "z", "W_bar"."""
        return self.equation.left.tensor.name

    @property
    def backward(self) -> bool:
        """Whether it is a derivative."""
        return self.equation.left.tensor.role is TensorRole.COTANGENT

    def of(self, tensor: Tensor) -> bool:
        """Whether it is the derivative by a tensor of its layer."""
        return self.equation.left.tensor == cotangent(tensor)

    @property
    def of_input(self) -> bool:
        """Whether it is the derivative by an input of the layer."""
        return self.backward and not self.joined and not self.total and any(map(self.of, self.declaration.inputs))

    @property
    def added(self) -> bool:
        """Whether it belongs to what a regulariser adds for a weight, which reads nothing else."""
        return self.declaration.output.role is TensorRole.LOSS and not self.declaration.inputs

    @property
    def of_parameter(self) -> bool:
        """Whether it is the derivative by a parameter."""
        return any(map(self.of, self.declaration.parameters))

    @property
    def output(self) -> bool:
        """Whether it is the layer's output."""
        return self.tensor == self.declaration.output.name

    @property
    def ranges(self) -> dict[Index, Size]:
        """Every index of the formula with its range."""
        return dict((*self.equation.free, *(item for term in self.equation.terms for item in term.bound)))


def formulas_of(declared: Declared) -> tuple[Formula, ...]:
    """All formulas of a layer or loss: in training, its state's, and at inference."""
    own = declared.declaration
    found = [Formula(equation, own) for equation in computed(own, declared.updates)]
    if declared.inference is not None:
        found += [Formula(equation, declared.inference, own) for equation in computed(declared.inference)]
    return tuple(found)


def formulas_in(model: Model) -> dict[FormulaKey, Formula]:
    """All formulas of a network by form and tensor, as derive.network.formulas names them."""
    forms = {form.name: form for form in model.forms}
    training = {layer.name: layer.declaration for layer in model.layers}
    readers = {tensor: every[-1][0].declaration for tensor, every in uses(model).items()}
    return {
        place: Formula(equation, readers[place[1]], total=True)
        if place[0] == TOTAL
        else _formula(place, equation, forms, training)
        for place, equation in formulas(model).items()
        if place[0] != OBJECTIVE
    }


def steps_in(model: Model) -> dict[FormulaKey, Formula]:
    """The training step of every parameter of a network, at ("step", "conv1.W"); in the network's names."""
    return {
        (STEP, tensor.name): Formula(update(layer, tensor.name), layer.declaration)
        for layer in model.layers
        for tensor in layer.own_parameters
    }


def _formula(
    place: FormulaKey, equation: Equation, forms: dict[str, Placed], training: dict[str, Declaration]
) -> Formula:
    form = forms[place[0]]
    later = isinstance(form, Layer) and form.name.endswith(AT_INFERENCE)
    own = training[form.name.removesuffix(AT_INFERENCE)] if later else None
    known = {form.declaration.output.name, *(cotangent(own).name for own in form.declaration.inputs)}
    return Formula(equation, form.declaration, own, joined=isinstance(form, Loss) and place[1] not in known)
