"""The network as frozen data: layers with their tensors and sizes, all in one set of names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sympy import Expr, Integer, Symbol

from derive.algebra.equation import Equation
from derive.algebra.size import Size, normal
from derive.algebra.substitution import instantiate
from derive.algebra.tensor import Tensor, cotangent
from derive.layers.declaration import Binding, Declaration, LayerKind, LossKind, SizeRule
from derive.spec.spec import Spec

Shape = tuple[Size, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A declaration put into a network: which tensor and which size each of its letters stands for.

    `sizes` maps the declaration's symbols to sizes of the network; `rules` are the sizes that it defines
    there; `binding` is what its own options say.
    """

    name: str
    declaration: Declaration
    tensors: Mapping[str, Tensor]
    sizes: Mapping[Symbol, Expr]
    rules: tuple[SizeRule, ...]
    binding: Binding

    @property
    def input(self) -> Tensor:
        """What the layer reads."""
        return self.tensors[self.declaration.input.name]

    @property
    def output(self) -> Tensor:
        """What the layer gives."""
        return self.tensors[self.declaration.output.name]

    @property
    def parameters(self) -> tuple[Tensor, ...]:
        """The trainable tensors."""
        return tuple(self.tensors[tensor.name] for tensor in self.declaration.parameters)

    @property
    def equations(self) -> tuple[Equation, ...]:
        """The forward equations, in the network's names."""
        return tuple(self.instantiate(equation) for equation in self.declaration.equations)

    @property
    def stated(self) -> Equation:
        """The output's equation as a textbook prints it."""
        return self.instantiate(self.declaration.stated or self.declaration.equations[-1])

    def instantiate(self, equation: Equation) -> Equation:
        """An equation of the declaration, in the network's names."""
        bars = {cotangent(own).name: cotangent(tensor) for own, tensor in self._pairs()}
        return instantiate(equation, {**self.tensors, **bars}, self.sizes)

    def _pairs(self) -> list[tuple[Tensor, Tensor]]:
        own = {t.name: t for t in (self.declaration.input, self.declaration.output, *self.declaration.parameters)}
        own |= {equation.left.tensor.name: equation.left.tensor for equation in self.declaration.equations}
        return [(own[name], tensor) for name, tensor in self.tensors.items() if name in own]


@dataclass(frozen=True, slots=True)
class Layer(Placed):
    """One layer of the network; `level` is the lecture's [l]."""

    kind: LayerKind
    level: str


@dataclass(frozen=True, slots=True)
class Loss(Placed):
    """The loss at the end of the network, and the tensor of its targets."""

    kind: LossKind
    reduction: str


@dataclass(frozen=True)
class Model:
    """A network: what its spec says, with every tensor and size named.

    `sizes` holds each named size with its definition (None where the spec gives it), in order; `values`
    the numbers of those that have one.
    """

    spec: Spec
    input: Tensor
    layers: tuple[Layer, ...]
    loss: Loss | None
    sizes: Mapping[Symbol, Expr | None]
    values: Mapping[Symbol, int]

    @property
    def name(self) -> str:
        """The spec's name."""
        return self.spec.name

    @property
    def output(self) -> Tensor:
        """The last layer's output."""
        return self.layers[-1].output

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The layers, and the loss after them."""
        return (*self.layers, *((self.loss,) if self.loss else ()))

    @cached_property
    def tensors(self) -> Mapping[str, Tensor]:
        """Every tensor by its name in the network: "input", "conv1", "conv1.W", "max_pool1.first", "loss"."""
        found = {self.input.name: self.input}
        for placed in self.placed:
            found |= {tensor.name: tensor for tensor in placed.tensors.values()}
        return found

    @cached_property
    def parameters(self) -> Mapping[str, Tensor]:
        """The trainable tensors by name, in the network's order."""
        return {tensor.name: tensor for layer in self.layers for tensor in layer.parameters}

    @property
    def unbound(self) -> tuple[Symbol, ...]:
        """Named sizes of the spec without a number."""
        return tuple(s for s, definition in self.sizes.items() if definition is None and s not in self.values)

    def number(self, size: Size) -> Size:
        """A size with the known numbers put in: an int, or an expression in the unbound names."""
        if isinstance(size, int):
            return size
        return normal(size.xreplace({symbol: Integer(value) for symbol, value in self.values.items()}))

    def shape(self, tensor: Tensor) -> Shape:
        """A tensor's shape with the known numbers put in; the batch stays M."""
        return tuple(self.number(size) for size in tensor.shape)
