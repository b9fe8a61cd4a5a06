"""The generated module of a network: one function for each equation, its formula above it."""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sympy import Expr, Symbol

from derive.algebra.equation import Equation
from derive.algebra.tensor import Entry, Tensor, bar_name, cotangent, primal
from derive.kernels.lowering.careful import careful
from derive.kernels.lowering.function import Function
from derive.kernels.lowering.lower import Numbers, lower
from derive.kernels.lowering.mean import mean_function
from derive.kernels.lowering.peak import peak_of
from derive.kernels.lowering.source import NUMPY, RUNTIME, formula_comment, identifier, source_text
from derive.network.backward import stable_loss
from derive.network.formulas import OBJECTIVE, TOTAL, Formulas, backward_order, chosen, joined
from derive.network.model import AT_INFERENCE, OBJECTIVE_NAME, Ending, Layer, Loss, Model, Placed
from derive.network.schedule import Total, loss_behind, schedule, without_objective


@dataclass(frozen=True, slots=True)
class Planned:
    """How the network calls a function: the tensor and the size behind each of its arguments."""

    function: Function
    tensors: Mapping[str, str]
    sizes: Mapping[str, Expr]


@dataclass(frozen=True, slots=True)
class Passes:
    """One layer's functions: forward by the tensor that each gives, backward by the letter of the tensor whose
    cotangent it gives (the input's and the parameters'), and the new values of its state by tensor."""

    forward: Mapping[str, str]
    backward: Mapping[str, str]
    updates: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Slope:
    """One step of the backward pass: the cotangent that it gives, and the function that does so in training.

    `placed` is the layer or the loss whose function it is, "" for a sum over uses; `letter` that of the tensor in the
    layer's own letters, where its passes hold the function; `renamed` are cotangents that it reads by other names than
    its function says.
    """

    bar: Tensor
    function: str
    placed: str = ""
    letter: str = ""
    renamed: tuple[tuple[str, str], ...] = ()


Made = dict[tuple[Hashable, ...], tuple[Planned, str]]


@dataclass
class Module:
    """The functions of a network by name. `training` holds every layer's passes, `inference` those of the
    layers that differ there; the loss has its value, its derivative, and, where that is simpler, the
    derivative by the last layer's input. `from_loss` and `from_output` are the backward pass in order.
    `made` are functions with their texts that were planned before, of the same network with other formulas."""

    made: Made
    planned: dict[str, Planned] = field(default_factory=dict)
    training: dict[str, Passes] = field(default_factory=dict)
    inference: dict[str, Passes] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    term_slopes: dict[tuple[str, str], str] = field(default_factory=dict)
    through_loss: dict[str, str] = field(default_factory=dict)
    objective: str = ""
    from_loss: tuple[Slope, ...] = ()
    from_output: tuple[Slope, ...] = ()
    text: str = ""


def generate(model: Model, replaced: Formulas | None = None, made: Made | None = None) -> Module:
    """Plans and prints every function of a network; `replaced` are formulas to compute in place of its own."""
    module, equations = Module({} if made is None else made), chosen(model, replaced or {})
    texts: list[str] = []
    for layer in model.layers:
        texts.append(f"# {layer.name}: {layer.kind.summary}\n")
        module.training[layer.name] = _passes(module, equations, layer, "", texts)
        if layer.later is not None:
            texts.append(f"# {layer.name}, at inference\n")
            module.inference[layer.name] = _passes(module, equations, layer.at_inference, "_inference", texts)
    for term in model.terms:
        texts.append(f"# {term.name}: {term.kind.summary}\n")
        _term(module, equations, model, term, texts)
    if model.objective is not None:
        module.objective = _identifier(OBJECTIVE_NAME, module)
        equation = equations[OBJECTIVE, model.objective.left.tensor.letter]
        texts.append("# the objective\n")
        _add_named(module, module.objective, equation, _by_name(equation), texts)
    sums = _sums(module, equations, model, texts, {})
    bare = without_objective(model)
    seeded = _sums(module, {}, bare, texts, sums)
    module.from_loss = tuple(_slopes(module, model, model, sums))
    module.from_output = tuple(_slopes(module, model, bare, seeded))
    module.text = "\n\n".join((_header(model, texts), *texts))
    return module


def _header(model: Model, texts: list[str]) -> str:
    body = "\n".join(line for text in texts for line in text.split("\n") if not line.startswith("#"))
    runtime = [name for name in sorted(RUNTIME) if re.search(rf"\b{name}\(", body)]
    numpy = [name for name in sorted(NUMPY) if re.search(rf"\b{name}\b(?!=)", body)]
    lines = [f'"""Kernels of {model.name}, generated by derive. Arrays: (M, C, H, W) or (M, n)."""\n']
    if numpy:
        lines.append(f"from numpy import {', '.join(numpy)}\n")
    if runtime:
        names = ", ".join(runtime)
        wrapped = names if len(names) < 80 else "(\n    " + ",\n    ".join(runtime) + ",\n)"
        lines.append(f"from derive.kernels.runtime import {wrapped}")
    return "\n".join(lines)


def _passes(module: Module, equations: Formulas, layer: Layer, suffix: str, texts: list[str]) -> Passes:
    """Plans and prints a layer's functions in one mode."""
    declaration = layer.declaration
    form = f"{layer.name}{AT_INFERENCE}" if suffix else layer.name

    def add(wanted: str, tensor: str, peak: Entry | None = None) -> str:
        name = _identifier(f"{layer.name}_{wanted}{suffix}", module)
        _add(module, name, equations[form, tensor], layer, texts, peak, own)
        return name

    own = [equations[form, equation.left.tensor.name] for equation in declaration.equations]
    peaks = {equation.left.tensor.name: peak_of(equation, own) for equation in own}
    forward = {}
    for letter in sorted(peaks, key=lambda letter: peaks[letter] is not None):  # a selector behind what it reads
        forward[layer.tensors[letter].name] = add(letter, letter, peaks[letter])
    backward = {}
    for letter in backward_order(declaration):
        backward[letter] = add(bar_name(letter), bar_name(letter))
    updates = {}
    for equation in layer.moves:
        letter = equation.left.tensor.name
        updates[layer.tensors[letter].name] = add(f"{letter}_new", letter)
    return Passes(forward, backward, updates)


def _term(module: Module, equations: Formulas, model: Model, term: Ending, texts: list[str]) -> None:
    """Plans and prints the value of one term of the objective, and its derivatives."""
    stated = equations[term.name, term.declaration.output.name]
    own = stated == term.declaration.equations[-1]
    safe = stable_loss(model, term) if own and isinstance(term, Loss) else None
    module.values[term.name] = name = _identifier(term.name, module)
    if safe is None:
        _add(module, name, stated, term, texts)
    else:
        _add_named(module, name, safe.equation, _letters(safe.equation), texts)
    for letter in backward_order(term.declaration):
        slope = bar_name(letter)
        module.term_slopes[term.name, letter] = name = _identifier(f"{term.name}_{slope}", module)
        _add(module, name, equations[term.name, slope], term, texts)
    for loss, layer, _ in joined(model):
        if loss is not term:
            continue
        formula = equations.get((loss.name, cotangent(layer.input).name))
        if formula is not None:
            wanted = f"{layer.name}_{cotangent(layer.declaration.input).name}_through_loss"
            module.through_loss[loss.name] = name = _identifier(wanted, module)
            _add_named(module, name, formula, _letters(formula), texts)


def _sums(
    module: Module, equations: Formulas, model: Model, texts: list[str], known: Mapping[Equation, str]
) -> dict[Equation, str]:
    """The functions that add the shares of tensors with several uses, by their equations; those that are `known` are
    there already."""
    found = dict(known)
    for step in schedule(model):
        if isinstance(step, Total) and step.equation not in known:
            found[step.equation] = name = _identifier(step.bar.name, module)
            equation = equations.get((TOTAL, primal(step.bar).name), step.equation)
            parts = {tensor.name: f"part_{number}" for number, tensor in enumerate(_tensors(equation), 1)}
            _add_named(module, name, equation, parts, texts)
    return found


def _slopes(module: Module, whole: Model, model: Model, sums: Mapping[Equation, str]) -> Iterator[Slope]:
    """The steps that kernels take: those that are needed, a layer's with a loss's where the two are one. `model` is the
    `whole`, whose functions they are, or that without its objective."""
    ends = {term.name for term in model.terms}
    behind = {layer.name: loss for layer in model.layers if (loss := loss_behind(model, layer)) is not None}
    joint = {layer: loss for layer, loss in behind.items() if loss.name in module.through_loss}
    alone = {loss.name for layer, loss in joint.items() if not _reads_cotangent(model, layer)}
    for step in schedule(model):
        if isinstance(step, Total):
            yield Slope(step.bar, sums[step.equation])
            continue
        name, letter = step.placed.name, step.variable.tensor.name
        if name in ends:
            if name not in alone or letter != step.placed.declaration.compared[0].name:
                yield Slope(step.bar, module.term_slopes[name, letter], name)
        elif name in joint and step.variable.tensor == step.placed.declaration.input:
            yield Slope(step.bar, module.through_loss[joint[name].name], joint[name].name)
        elif step.placed.declaration.needs_cotangent(letter):
            renamed = _renamed(whole, step.placed)
            yield Slope(step.bar, module.training[name].backward[letter], name, letter, renamed)


def _renamed(whole: Model, placed: Placed) -> tuple[tuple[str, str], ...]:
    """What a layer's own cotangents are called, where it is not as in the whole network."""
    own = next(layer for layer in whole.layers if layer.name == placed.name)
    letters = own.through.keys() ^ placed.through.keys()
    return tuple((own.bar(letter).name, placed.bar(letter).name) for letter in sorted(letters))


def _reads_cotangent(model: Model, layer: str) -> bool:
    """Whether a layer gives more than the cotangent of its input, and so needs that of its output."""
    own = next(each for each in model.layers if each.name == layer)
    return len(backward_order(own.declaration)) > 1


def _add(
    module: Module,
    name: str,
    equation: Equation,
    placed: Placed,
    texts: list[str],
    peak: Entry | None = None,
    own: Sequence[Equation] = (),
) -> None:
    """A function of a declaration's equation, in the declaration's own letters; `own` are its layer's equations."""
    key = (name, placed.name, equation, peak, *own)
    if key not in module.made:
        module.made[key] = _planned(name, equation, placed, peak, own)
    module.planned[name], text = module.made[key]
    texts.append(text)


def _planned(
    name: str, equation: Equation, placed: Placed, peak: Entry | None, own: Sequence[Equation]
) -> tuple[Planned, str]:
    tensors = [*_tensors(equation), *((peak.tensor,) if peak else ())]
    numbers = _numbers(placed)
    identifiers = {tensor.name: tensor.name for tensor in tensors}
    made = mean_function(name, equation, own, identifiers) or lower(name, careful(equation), identifiers, numbers, peak)
    function = replace(made, equation=equation)
    planned = Planned(
        function,
        {identifier: placed.named(tensor).name for identifier, tensor in function.arrays.items()},
        {identifier: placed.sizes.get(symbol, symbol) for identifier, symbol in function.sizes.items()},
    )
    return planned, f"{formula_comment(equation, numbers.literals)}\n{source_text(function)}"


def _letters(equation: Equation) -> dict[str, str]:
    return {tensor.name: tensor.letter for tensor in _tensors(equation)}


def _by_name(equation: Equation) -> dict[str, str]:
    return {tensor.name: identifier(tensor.name) for tensor in _tensors(equation)}


def _add_named(module: Module, name: str, equation: Equation, identifiers: Mapping[str, str], texts: list[str]) -> None:
    """A function of an equation in the network's names, with identifiers for its tensors."""
    function = replace(lower(name, careful(equation), identifiers, Numbers({}, {})), equation=equation)
    module.planned[name] = Planned(
        function, {identifier: tensor.name for identifier, tensor in function.arrays.items()}, dict(function.sizes)
    )
    texts.append(f"{formula_comment(equation, {})}\n{source_text(function)}")


def _tensors(equation: Equation) -> list[Tensor]:
    found = {entry.tensor.name: entry.tensor for term in equation.terms for entry in term.body.atoms(Entry)}
    return [found[name] for name in sorted(found)]


def _numbers(placed: Placed) -> Numbers:
    """Strides and windows are literals where the spec gives numbers; sizes that arrays show are not."""
    shown = {size for tensor in placed.declaration.parameters for size in tensor.shape}
    literals: dict[Symbol, int] = {
        symbol: value for symbol, value in placed.binding.items() if isinstance(value, int) and symbol not in shown
    }
    rules = {rule.symbol: rule.definition for rule in placed.declaration.sizes}
    return Numbers(literals, rules, placed.declaration.facts)


def _identifier(wanted: str, module: Module) -> str:
    """A name that no function has yet: "conv1_W_bar", with a number behind it where that is taken."""
    first = name = identifier(wanted)
    number = 1
    while name in module.planned:
        number += 1
        name = f"{first}_{number}"
    return name
