"""What a layer declares: its forward equations over named sizes. Everything else is derived from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sympy import Expr, Symbol

from derive.algebra.bounds import Facts
from derive.algebra.equation import Equation, Reduction, entries, reads
from derive.algebra.functions import KINKED, farthest_kink
from derive.algebra.size import named
from derive.algebra.tensor import Fact, Tensor, TensorRole
from derive.calculus.vjp import Variable

BATCH = named("M")


Remedies = tuple[tuple[Fact, str], ...]


@dataclass(frozen=True, slots=True)
class Compaction:
    """How the input's cotangent becomes compact, by names of tensors: which cotangents of sub-equations are
    inserted, which tensor each definition is solved for, which cotangents are recognised as named sums, and
    by which definitions a sum may be shown to vanish."""

    inserts: tuple[str, ...]
    solves: tuple[tuple[str, str], ...] = ()
    sums: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SizeRule:
    """A size that a layer defines: `symbol` = `definition`, in sizes known before it."""

    symbol: Symbol
    definition: Expr


@dataclass(frozen=True, slots=True)
class Need:
    """A size that must be at least `least`; else `lacking` says what is missing, with sizes of the declaration in
    braces, and `remedy` what to change in the layer."""

    size: Expr
    least: int
    lacking: str
    remedy: str


@dataclass(frozen=True, slots=True, eq=False)
class Declaration:
    """A layer, or a loss, in its own letters.

    `equations` are in forward order, the last defining `output`; `variables` say how each input and each
    parameter is written at generic indices; `stated` is the textbook's form of the output where that
    differs (a maximum, against the selection that is differentiated); `compaction` how a layer of several
    sub-equations gets its compact backward formula; `ones` are the parameters and the state that start at 1, not 0;
    `covers` whether every window must hold a cell of the input, as there is no maximum and no mean of none;
    `remedies` say what to do with given arrays that break a fact which is declared of them; `limits` what must hold of
    the sizes for the layer to fit its input, besides windows.
    Sizes are symbols throughout.
    """

    inputs: tuple[Tensor, ...]
    output: Tensor
    equations: tuple[Equation, ...]
    variables: tuple[Variable, ...]
    sizes: tuple[SizeRule, ...] = ()
    facts: Facts = ()
    conventions: tuple[str, ...] = ()
    stated: Equation | None = None
    compaction: Compaction | None = None
    ones: tuple[str, ...] = ()
    covers: bool = False
    remedies: Remedies = ()
    limits: tuple[Need, ...] = ()

    def variable(self, tensor: str) -> Variable:
        """How a tensor that the layer is differentiated by is written at generic indices."""
        return next(variable for variable in self.variables if variable.tensor.name == tensor)

    @property
    def input(self) -> Tensor:
        """The input of a layer that has one; ValueError for a layer of several, whose `inputs` are meant."""
        (only,) = self.inputs
        return only

    @property
    def input_variable(self) -> Variable:
        """How the input is."""
        return self.variable(self.input.name)

    @property
    def backward_order(self) -> tuple[Variable, ...]:
        """The variables in the order in which their cotangents are computed: each behind the tensors that are made of
        it, the inputs' last; else as declared."""
        left = [each for each in self.variables if each.tensor not in self.inputs]
        found: list[Variable] = []
        while left:
            names = {each.tensor.name for each in left}
            ready = next(each for each in left if not names & self._made_of(each.tensor.name))
            left.remove(ready)
            found.append(ready)
        return (*found, *(self.variable(tensor.name) for tensor in self.inputs))

    def _made_of(self, tensor: str) -> set[str]:
        """The tensors whose equations read this one."""
        return {each.left.tensor.name for each in self.equations if reads(each, tensor)}

    def needs_cotangent(self, tensor: str) -> bool:
        """Whether kernels compute it: of inputs and parameters, and of sub-equations without a compact form."""
        names = (each.name for each in (*self.inputs, *self.parameters))
        return tensor in names or self.compaction is None

    @property
    def targets(self) -> tuple[Tensor, ...]:
        """What a loss compares its input with, where that is given or held."""
        read = (entry.tensor for equation in self.equations for term in equation.terms for entry in entries(term.body))
        return tuple(dict.fromkeys(tensor for tensor in read if tensor.role is TensorRole.TARGET))

    @property
    def compared(self) -> tuple[Tensor, Tensor]:
        """What a loss reads and its target, of whatever kind; ValueError for what compares nothing."""
        a, t = (*self.inputs, *self.targets)
        return a, t

    @property
    def given(self) -> tuple[Tensor, ...]:
        """What is neither learned nor computed: dropout's mask, batch norm's running statistics."""
        return given_tensors(self.equations)

    @property
    def has_kinks(self) -> bool:
        """Whether the layer has points without a slope: it selects a maximum, or contains a relu."""
        return any(
            equation.reduction is Reduction.FIRST or any(term.body.has(*KINKED) for term in equation.terms)
            for equation in self.equations
        )

    @property
    def farthest_kink(self) -> int:
        """How far from 0 its kinks lie: points at which it is looked at must stand on both sides of them."""
        return max(farthest_kink(term.body) for equation in self.equations for term in equation.terms)

    @property
    def parameters(self) -> tuple[Tensor, ...]:
        """The trainable tensors, in declaration order."""
        tensors = (variable.tensor for variable in self.variables)
        return tuple(tensor for tensor in tensors if tensor.role is TensorRole.PARAMETER)


def given_tensors(equations: tuple[Equation, ...]) -> tuple[Tensor, ...]:
    """The masks and the state that equations read, in order."""
    read = (entry.tensor for equation in equations for term in equation.terms for entry in entries(term.body))
    return tuple(dict.fromkeys(tensor for tensor in read if tensor.role in (TensorRole.MASK, TensorRole.STATE)))


Binding = Mapping[Symbol, int | str]


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration shared by all layers of one structure, with this layer's own numbers or names.

    `inference` is the layer as it runs after training, where that differs; `updates` say how a training step
    moves its state: the left side is the new value; `needs` what must hold for that.
    """

    declaration: Declaration
    binding: Binding
    inference: Declaration | None = None
    updates: tuple[Equation, ...] = ()
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A small network in which a mistake in a layer may show: the input's sizes without the batch, what a spec says
    between the braces of the layer, or of the loss, and for a loss the layer before it; of a layer that reads several
    inputs the sizes of the others, where they are not the same."""

    shape: tuple[int, ...]
    options: str = ""
    before: str = ""
    others: tuple[tuple[int, ...], ...] = ()


ONE_INPUT = range(1, 2)


@dataclass(frozen=True, slots=True)
class LayerKind:
    """One entry of the catalogue.

    `declare(options, layout)` gives the equations for an input whose examples have these axes (`derive.layers.axes`);
    it raises AxesError where the layer does not act on them. A kind of several inputs takes a layout for each;
    `inputs` says how many there may be, `broadcasts` whether an axis of one entry of one may meet a longer one.
    `weighted` kinds begin a new level [l]; `examples` are networks that differ where mistakes do; `short` stands for
    the kind in formulas: n^[pool1] of avg_pool1.
    """

    kind: str
    options: type[Any]
    declare: Callable[..., Declared]
    summary: str
    source: str
    weighted: bool = False
    examples: tuple[Example, ...] = ()
    inputs: range = ONE_INPUT
    broadcasts: bool = False
    short: str = ""


class Answer(Enum):
    """When an example counts as answered rightly."""

    LARGEST = "the largest output stands where the largest target stands"
    NEARER = "every output is on its target's side of 1/2"


@dataclass(frozen=True, slots=True)
class LossKind:
    """A loss of the catalogue: `after` names the only layer kind that it may follow, if there is one;
    `class_indices` says whether a target may be the number of the right class; `answer` what accuracy counts."""

    kind: str
    options: type[Any]
    declare: Callable[..., Declared]
    summary: str
    source: str
    after: str | None = None
    class_indices: bool = False
    answer: Answer | None = None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class RegulariserKind:
    """What may be added to the objective for a weight: `declare(variable, factor)` gives the equation of a scalar that
    reads the weight, written as its layer writes it."""

    kind: str
    declare: Callable[..., Declaration]
    summary: str
    source: str
