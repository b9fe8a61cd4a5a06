"""The network as frozen data: layers with their tensors and sizes, all in one set of names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeAlias

from sympy import Expr, Integer, Symbol

from derive.algebra.equation import Equation, Term, entries, total
from derive.algebra.size import Size, normal, with_numbers
from derive.algebra.substitution import instantiate
from derive.algebra.tensor import Tensor, TensorRole, cotangent
from derive.layers.axes import Layout, declared_layout
from derive.layers.declaration import BATCH, Binding, Declaration, LayerKind, LossKind, Need, RegulariserKind, SizeRule
from derive.spec.spec import Spec

Shape = tuple[Size, ...]
AT_INFERENCE = " at inference"
OBJECTIVE_NAME = "loss"  # of the tensor of J


class Meeting(NamedTuple):
    """Sizes of two tensors that a layer needs to be equal, because one letter of its declaration stands for both."""

    letter: Symbol
    first: Expr
    second: Expr


@dataclass(frozen=True, slots=True)
class Placed:
    """A declaration put into a network: which tensor and which size each of its letters stands for.

    `sizes` maps the declaration's symbols to sizes of the network; `rules` are the sizes that it defines
    there; `binding` is what its own options say; `meets` are sizes that one letter of its inputs stands for;
    `borrowed` are parameters of other layers that it reads in place of its own; `through` says of each of its letters
    for a tensor with several uses what this use is called, for its formulas give that part of the cotangent alone.
    """

    name: str
    declaration: Declaration
    tensors: Mapping[str, Tensor]
    sizes: Mapping[Symbol, Expr]
    rules: tuple[SizeRule, ...]
    binding: Binding
    meets: tuple[Meeting, ...]
    borrowed: tuple[Tensor, ...]
    through: Mapping[str, str]

    @property
    def inputs(self) -> tuple[Tensor, ...]:
        """What the layer reads, in the order of its declaration."""
        return tuple(self.tensors[tensor.name] for tensor in self.declaration.inputs)

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """The axes of what the layer reads, as its declaration has them."""
        return tuple(map(declared_layout, self.declaration.inputs))

    @property
    def input(self) -> Tensor:
        """What a layer of one input reads; ValueError for a layer of several."""
        (only,) = self.inputs
        return only

    @property
    def output(self) -> Tensor:
        """What the layer gives."""
        return self.tensors[self.declaration.output.name]

    @property
    def parameters(self) -> tuple[Tensor, ...]:
        """The trainable tensors that it reads."""
        return tuple(self.tensors[tensor.name] for tensor in self.declaration.parameters)

    @property
    def own_parameters(self) -> tuple[Tensor, ...]:
        """Those that it does not share with an earlier layer, whose they are."""
        return tuple(tensor for tensor in self.parameters if tensor not in self.borrowed)

    @property
    def variables(self) -> tuple[Tensor, ...]:
        """The tensors that the layer is differentiated by, in backward order."""
        return tuple(self.tensors[variable.tensor.name] for variable in self.declaration.backward_order)

    @property
    def equations(self) -> tuple[Equation, ...]:
        """The forward equations, in the network's names."""
        return tuple(self.instantiate(equation) for equation in self.declaration.equations)

    @property
    def mixes_examples(self) -> bool:
        """Whether something of an example depends on other ones, as through a mean over the batch."""
        return any(map(_mixes_examples, self.equations))

    @property
    def stated(self) -> Equation:
        """The output's equation as a textbook prints it."""
        return self.instantiate(self.declaration.stated or self.declaration.equations[-1])

    def instantiate(self, equation: Equation) -> Equation:
        """An equation of the declaration, in the network's names."""
        parts = {cotangent(self.declaration.variable(own).tensor).name: self.bar(own) for own in self.through}
        return instantiate(equation, {**self.tensors, **parts}, self.sizes)

    def bar(self, own: str) -> Tensor:
        """The cotangent that the layer gives of what one of its letters stands for: the whole, or the part of it
        through this use."""
        return cotangent(self.tensors[own], through=self.through.get(own))

    def size(self, own: Size) -> Expr:
        """A size of the declaration, in the network's names."""
        return Integer(own) if isinstance(own, int) else own.xreplace(self.sizes)

    def named(self, own: Tensor) -> Tensor:
        """The network's tensor for one of the declaration's, or for its cotangent."""
        if own.bar is None:
            return self.tensors[own.name]
        if own.bar.of.name in self.through:
            return self.bar(own.bar.of.name)
        return cotangent(self.named(own.bar.of), own.bar.by, own.bar.through)


@dataclass(frozen=True, slots=True)
class Layer(Placed):
    """One layer of the network; `level` is the lecture's [l].

    `later` is its declaration at inference where that differs; `moves` how training changes its state, `needs` what
    must hold for that; `turned` are its letters for borrowed parameters that it reads transposed.
    """

    kind: LayerKind
    level: str
    later: Declaration | None = None
    turned: frozenset[str] = frozenset()
    moves: tuple[Equation, ...] = ()
    needs: tuple[Need, ...] = ()

    @property
    def at_inference(self) -> "Layer":
        """The layer as it runs after training."""
        return self if self.later is None else replace(self, declaration=self.later, moves=(), needs=())

    @property
    def updates(self) -> tuple[Equation, ...]:
        """How a training step moves the state, in the network's names; the left side is the new value."""
        return tuple(self.instantiate(equation) for equation in self.moves)

    @property
    def state(self) -> tuple[Tensor, ...]:
        """The tensors that are kept from one training step to the next."""
        return tuple(self.tensors[equation.left.tensor.name] for equation in self.moves)

    @property
    def masks(self) -> tuple[Tensor, ...]:
        """The tensors of zeros and ones that training is given."""
        given = (self.tensors[tensor.name] for tensor in self.declaration.given)
        return tuple(tensor for tensor in given if tensor.role is TensorRole.MASK)


@dataclass(frozen=True, slots=True)
class Loss(Placed):
    """A loss: a term of the objective that compares what a layer gives with a target."""

    kind: LossKind
    reduction: str

    @property
    def input(self) -> Tensor:
        """What the loss compares with its target: a layer's output."""
        return self.inputs[0]

    @property
    def target(self) -> Tensor:
        """What it is compared with: given, or another tensor of the network."""
        return self.tensors[self.declaration.compared[1].name]


@dataclass(frozen=True, slots=True)
class Penalty(Placed):
    """What a regulariser adds to the objective for one weight."""

    kind: RegulariserKind


Ending: TypeAlias = Loss | Penalty


@dataclass(frozen=True)
class Model:
    """A network: what its spec says, with every tensor and size named.

    `outputs` are what the network gives: what its losses read, or its last layer's output, and what its spec lists;
    `terms` what the objective J is the sum of: losses, and what is added for weights. `sizes` holds each named size
    with its definition (None where the spec gives it), in order; `values` the numbers of those that have one.
    """

    spec: Spec
    inputs: tuple[Tensor, ...]
    layers: tuple[Layer, ...]
    outputs: tuple[Tensor, ...]
    terms: tuple[Ending, ...]
    sizes: Mapping[Symbol, Expr | None]
    values: Mapping[Symbol, int]

    @property
    def name(self) -> str:
        """The spec's name."""
        return self.spec.name

    @property
    def input(self) -> Tensor:
        """The input of a network that has one; ValueError for one of several."""
        (only,) = self.inputs
        return only

    @property
    def output(self) -> Tensor:
        """What a network of one output gives; ValueError for one of several."""
        (only,) = self.outputs
        return only

    @property
    def losses(self) -> tuple[Loss, ...]:
        """The losses, in the spec's order."""
        return tuple(term for term in self.terms if isinstance(term, Loss))

    @property
    def penalties(self) -> tuple[Penalty, ...]:
        """What regularisers add."""
        return tuple(term for term in self.terms if isinstance(term, Penalty))

    @property
    def loss(self) -> Loss | None:
        """The loss of a network that has at most one; ValueError for several."""
        if not self.losses:
            return None
        (only,) = self.losses
        return only

    @cached_property
    def targets(self) -> Mapping[str, Loss]:
        """The targets that are given, by name, each with its loss: "target" for a single one."""
        return {loss.target.name: loss for loss in self.losses if loss.target.role is TensorRole.TARGET}

    @cached_property
    def objective(self) -> Equation | None:
        """J as the sum of its terms; None where it has one, which is J itself, or none."""
        if len(self.terms) < 2:
            return None
        whole = Tensor(OBJECTIVE_NAME, (), TensorRole.LOSS, "J")
        return total(whole.entry(), (), *(Term((), (), (), term.output.entry()) for term in self.terms))

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The layers, and the terms of the objective after them."""
        return (*self.layers, *self.terms)

    @property
    def forms(self) -> tuple[Placed, ...]:
        """The layers and the terms of the objective, and the later forms of the layers that have one, called "... at
        inference"."""
        later = (layer for layer in self.layers if layer.later is not None)
        return (*self.placed, *(replace(layer.at_inference, name=f"{layer.name}{AT_INFERENCE}") for layer in later))

    @cached_property
    def tensors(self) -> Mapping[str, Tensor]:
        """Every tensor by its name in the network: "input", "conv1", "conv1.W", "max_pool1.first", "loss"."""
        found = {tensor.name: tensor for tensor in self.inputs}
        for placed in self.placed:
            found |= {tensor.name: tensor for tensor in placed.tensors.values()}
        return found if self.objective is None else {**found, OBJECTIVE_NAME: self.objective.left.tensor}

    @cached_property
    def parameters(self) -> Mapping[str, Tensor]:
        """The trainable tensors by name, in the network's order."""
        return {tensor.name: tensor for layer in self.layers for tensor in layer.parameters}

    @cached_property
    def inference(self) -> "Model":
        """The network as it runs after training: dropout does nothing, batch norm uses its running statistics."""
        return replace(self, layers=tuple(layer.at_inference for layer in self.layers))

    @cached_property
    def state(self) -> Mapping[str, Tensor]:
        """What training keeps from step to step besides the parameters, by name."""
        return {tensor.name: tensor for layer in self.layers for tensor in layer.state}

    @cached_property
    def masks(self) -> Mapping[str, Tensor]:
        """The masks that training is given, by the name of their layer."""
        return {layer.name: tensor for layer in self.layers for tensor in layer.masks}

    @cached_property
    def farthest_kink(self) -> int:
        """How far from 0 the kinks of its layers lie."""
        return max(layer.declaration.farthest_kink for layer in self.layers)

    @property
    def ones(self) -> frozenset[str]:
        """The parameters and the state that start at 1."""
        named = ((layer, layer.tensors[own]) for layer in self.layers for own in layer.declaration.ones)
        return frozenset(tensor.name for layer, tensor in named if tensor not in layer.borrowed)

    @property
    def unbound(self) -> tuple[Symbol, ...]:
        """Named sizes of the spec without a number."""
        return tuple(s for s, definition in self.sizes.items() if definition is None and s not in self.values)

    def number(self, size: Size) -> Size:
        """A size with the known numbers put in: an int, or an expression in the unbound names."""
        if isinstance(size, int):
            return size
        return normal(with_numbers(size, self.values))

    def shape(self, tensor: Tensor) -> Shape:
        """A tensor's shape with the known numbers put in; the batch stays M."""
        return tuple(self.number(size) for size in tensor.shape)


def _mixes_examples(equation: Equation) -> bool:
    """Whether an equation reads anything of another example than the one that its left side belongs to."""
    left = equation.left
    own = left.subscripts[0] if left.tensor.shape[:1] == (BATCH,) else None
    read = (entry for term in equation.terms for entry in entries(term.body) if entry.tensor.shape[:1] == (BATCH,))
    return any(entry.subscripts[0] != own for entry in read)
