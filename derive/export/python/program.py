"""A network's kernels as a program: which function computes which tensor from which, forward and backward."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from textwrap import fill

from sympy import Expr

from derive.algebra.tensor import primal
from derive.errors import SizeError
from derive.kernels.lowering.module import Module, Slope, generate
from derive.kernels.lowering.source import formula_comment, identifier, source_text
from derive.layers.declaration import BATCH
from derive.network.model import OBJECTIVE_NAME, Ending, Layer, Model

WIDTH = 100
SUM = "sum_over_uses"
JOINED = "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Assignment:
    """t[target] = function(t[...], ..., 3): one line of the program, `t` being the dict of all tensors;
    `of` is the tensor whose cotangent it gives, if it gives one."""

    target: str
    function: str
    arguments: tuple[str, ...]
    definition: str
    of: str | None = None

    @property
    def text(self) -> str:
        """The statement, broken between arguments where it is long."""
        return folded(f't["{self.target}"] = {self.function}({", ".join(self.arguments)})')


@dataclass(frozen=True, slots=True)
class LayerCalls:
    """One layer's calls in training; `backward` is empty where the loss's derivative reaches past the layer."""

    layer: Layer
    forward: tuple[Assignment, ...]
    backward: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """All calls in order. `objective` gives its terms and, last, their sum. Without a loss it and `seed` are empty, and
    the outputs' cotangents are to be given."""

    model: Model
    layers: tuple[LayerCalls, ...]
    objective: tuple[Assignment, ...]
    seed: tuple[Assignment, ...]

    @property
    def calls(self) -> tuple[Assignment, ...]:
        """Every call, forward and then backward."""
        return (*self.forward, *self.backward)

    @property
    def forward(self) -> tuple[Assignment, ...]:
        """The output of every layer, then the terms of the objective and their sum."""
        own = (call for each in self.layers for call in each.forward)
        return (*own, *self.objective)

    @property
    def backward(self) -> tuple[Assignment, ...]:
        """The loss's derivative, then every layer's, the last layer first."""
        own = (call for each in reversed(self.layers) for call in each.backward)
        return (*self.seed, *own)


def folded(statement: str) -> str:
    """A statement in lines of at most 100 columns; its strings hold no spaces."""
    whole = statement.replace(" = ", JOINED, 1)  # a line may not end behind the sign
    lines = fill(whole, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
    first, *others = lines.split("\n")
    if len(first) > WIDTH:  # names alone fill it: the arguments begin on a line of their own
        first = first.replace("(", "(\n    ", 1)
    return "\n".join((first, *others)).replace(JOINED, " = ", 1)


def program(model: Model) -> Program:
    """The network's program in training. Raises SizeError where a named size has no number."""
    if model.unbound:
        missing = " ".join(f"--bind {symbol}=..." for symbol in model.unbound)
        raise SizeError(f"{model.name}: a program needs a number for every size\n  add {missing}")
    writing = _Writing(model, generate(model))
    order = writing.module.from_loss if model.terms else writing.module.from_output
    owners = dict(zip(order, _owners(order), strict=True))
    layers, back = [], {}
    for layer in model.layers:
        passes = writing.module.training[layer.name].forward
        forward = tuple(writing.call(layer, tensor, name) for tensor, name in passes.items())
        back[layer.name] = tuple(writing.slope(layer, step) for step in order if owners[step] == layer.name)
        layers.append(LayerCalls(layer, forward, back[layer.name]))
    ends = {term.name: term for term in model.terms}
    values = [writing.call(term, name, writing.module.values[name]) for name, term in ends.items()]
    if model.objective is not None:
        values.append(writing.call(model.terms[-1], OBJECTIVE_NAME, writing.module.objective))
    seed = tuple(writing.slope(ends[owners[step]], step) for step in order if owners[step] in ends)
    return Program(model, tuple(layers), tuple(values), seed)


def _owners(order: tuple[Slope, ...]) -> list[str]:
    """The layer, or the loss, under which each step is written; a sum goes with the last of its shares."""
    found: list[str] = []
    for step in order:
        found.append(step.placed or found[-1])
    return found


@dataclass
class _Writing:
    """Functions of one text get one name, after the kind of layer: two dense layers share dense_z."""

    model: Model
    module: Module
    names: dict[str, str] = field(default_factory=dict)  # text of a function, but for its name -> the name

    def call(self, placed: Layer | Ending, target: str, name: str, is_sum: bool = False) -> Assignment:
        """The call of a planned function, of a layer or a term, or a sum over uses."""
        planned = self.module.planned[name]
        body = source_text(planned.function).partition("(")[2]
        wanted = SUM if is_sum else name.replace(identifier(placed.name), placed.kind.kind, 1)
        shared = self.names.setdefault(body, self._free(wanted))
        sizes = (_size(self.model, size) for size in planned.sizes.values())
        arguments = (*(f't["{tensor}"]' for tensor in planned.tensors.values()), *sizes)
        numbers = {symbol: value for symbol, value in placed.binding.items() if isinstance(value, int)}
        comment = formula_comment(planned.function.equation, numbers)
        return Assignment(target, shared, arguments, f"{comment}\ndef {shared}({body}")

    def slope(self, placed: Layer | Ending, step: Slope) -> Assignment:
        """The call of a function that gives a tensor's cotangent."""
        return replace(self.call(placed, step.bar.name, step.function, not step.placed), of=primal(step.bar).name)

    def _free(self, wanted: str) -> str:
        taken, name, number = set(self.names.values()), wanted, 1
        while name in taken:
            number += 1
            name = f"{wanted}_{number}"
        return name


def _size(model: Model, size: Expr) -> str:
    """A size as text: a number, or the batch's length."""
    return f'len(t["{model.inputs[0].name}"])' if size == BATCH else str(model.number(size))


def definitions(calls: tuple[Assignment, ...]) -> Iterator[str]:
    """The functions that the calls use, each once."""
    seen: set[str] = set()
    for call in calls:
        if call.function not in seen:
            seen.add(call.function)
            yield call.definition
