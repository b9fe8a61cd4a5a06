"""A theorem of Coq from a layer's own equations: its hypotheses are the forward and the derived backward formulas.

This file and derive.proof.terms are the trusted part: what they print is what is proved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sympy import Expr, Integer, Symbol

from derive.algebra.equation import Bracket, Equation, Range, Reduction, Term, entries, subscripts_of
from derive.algebra.setting import Setting
from derive.algebra.size import ExactQuotient, Size
from derive.algebra.tensor import Entry, Tensor, TensorRole, cotangent
from derive.calculus.vjp import Variable
from derive.errors import ProofError
from derive.layers.declaration import Declaration, Declared
from derive.proof.names import Names, name_all
from derive.proof.scalar import applications, denominators
from derive.proof.terms import body_text, condition_text, entry_text, factor_text, size_text

HELD = (TensorRole.SELECTOR, TensorRole.TARGET, TensorRole.MASK, TensorRole.STATE)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a certificate says. `forward` are the equations that are differentiated, `backward` the formulas of the
    cotangents with their targets, both as sums; `tensors` are the ones that the theorem speaks of; `hypotheses` are
    (name, text) in order, `units` what is divided by; `goal` is the identity."""

    names: Names
    forward: tuple[Equation, ...]
    backward: tuple[tuple[Variable, Equation], ...]
    tensors: tuple[str, ...]
    functions: tuple[str, ...]
    hypotheses: tuple[tuple[str, str], ...]
    goal: tuple[str, str]


def state(declared: Declared, cotangents: Mapping[str, Equation], linked: Statement | None = None) -> Statement:
    """The theorem of a structure: sum of y_bar D y = sum of x_bar D x + sum of W_bar D W + ..., for all sizes.

    `cotangents` has the formula of each target's cotangent by the target's name: a sum or a scatter. A compact formula
    is stated in the names of the `linked` theorem, which its proof needs, and under the same units.
    """
    declaration = declared.declaration
    forward = tuple(equation for equation in declaration.equations if equation.reduction is Reduction.SUM)
    targets = [target for target in declaration.variables if _name(target) in cotangents]
    backward = tuple((target, as_sum(cotangents[_name(target)], target)) for target in targets)
    equations = (*forward, *(equation for _, equation in backward))
    fixed = fixed_sizes(declared, equations)
    names = _names(declaration, equations, targets, fixed, linked.names if linked else None)
    laws = _laws(forward, names)
    others = tuple(equation for _, equation in linked.backward) if linked else ()
    hypotheses = (
        *_sizes(declaration, fixed, names),
        *_held(equations, names),
        *_units((*forward, *others, *equations), names),
        *laws,
        *((f"H_{names.tensors[e.left.tensor.name]}", equation_text(e, names)) for e in equations),
    )
    functions = tuple(dict.fromkeys(word for _, text in laws for word in _functions(text)))
    spoken = {tensor.name for equation in equations for tensor in _tensors_in(equation)} | {_bar(declaration)}
    tensors = tuple(name for own, name in names.tensors.items() if own in spoken or own in cotangents)
    return Statement(
        names, forward, backward, tensors, functions, hypotheses, _goal(declaration, forward, backward, names)
    )


def _bar(declaration: Declaration) -> str:
    """What the output's cotangent is called; a loss has none."""
    return cotangent(declaration.output).name if declaration.output.shape else ""


def as_sum(equation: Equation, target: Variable) -> Equation:
    """A scatter y[a] += g, written as the sum over its points of [a = r] g: what the scatter means."""
    if equation.reduction is Reduction.SUM:
        return equation
    if equation.reduction is not Reduction.SCATTER:
        raise ProofError(f"{equation.left}: no Coq form of the reduction {equation.reduction.name} is known")
    (term,) = equation.terms
    pairs = list(zip(equation.left.subscripts, target.entry.subscripts, strict=True))
    kept = {index for own, at in pairs if own == at for index in own.indices}
    bound = tuple(item for item in equation.free if item[0] not in kept)
    brackets = tuple(Bracket(own, at) for own, at in pairs if own != at)
    left = Entry(equation.left.tensor, target.entry.subscripts)
    whole = Term((*bound, *term.bound), term.guards, (*term.brackets, *brackets), term.body)
    return Equation(left, target.ranges, (whole,))


def equation_text(equation: Equation, names: Names) -> str:
    """ALL m < M, ALL k < K, z@[m, k] = (b@[k]) + (SUM c < C, [[condition]] W@[k, c] * x@[m, c])."""
    right = _sum([f"({_term(term, names)})" for term in equation.terms])
    return f"{_all(equation.free, names)}{entry_text(equation.left, names)} = {right}"


def _sum(terms: list[str]) -> str:
    """a + (b + c), as the library folds a list of terms."""
    *others, last = terms or ["0"]
    for place, term in enumerate(reversed(others)):
        last = f"{term} + {f'({last})' if place else last}"
    return last


def _term(term: Term, names: Names) -> str:
    sums = "".join(f"SUM {names.indices[index]} < {size_text(size, names)}, " for index, size in term.bound)
    condition = condition_text(term, names)
    present = "" if condition == "true" else f"[[{condition}]] "
    body = body_text(term.body, names)
    loose = term.body.is_Add or (term.body.is_Rational and term.body.is_negative)
    return f"{sums}{present}{f'({body})' if loose else body}"


def _all(ranges: Iterable[Range], names: Names) -> str:
    return "".join(f"ALL {names.indices[index]} < {size_text(size, names)}, " for index, size in ranges)


def _name(target: Variable) -> str:
    return target.tensor.name


def fixed_sizes(declared: Declared, equations: tuple[Equation, ...]) -> dict[Symbol, Integer]:
    """What the structure itself fixes: a stride of 1 or no padding, which stands in a size formula and nowhere else."""
    declaration = declared.declaration
    shapes = (size for equation in equations for tensor in _tensors_in(equation) for size in tensor.shape)
    inside = (size for equation in equations for size in _sizes_in(equation))
    varying = {symbol for size in (*shapes, *inside) for symbol in _symbols(size)}
    varying |= {symbol for fact in declaration.facts for symbol in fact.free_symbols}
    varying |= {rule.symbol for rule in declaration.sizes}
    asked = {symbol for rule in declaration.sizes for symbol in rule.definition.free_symbols} - varying
    numbers = {symbol: declared.binding.get(symbol) for symbol in asked}
    return {symbol: Integer(number) for symbol, number in numbers.items() if isinstance(number, int)}


def _symbols(size: Size) -> set[Symbol]:
    return set() if isinstance(size, int) else set(size.free_symbols)


def _names(
    declaration: Declaration,
    equations: tuple[Equation, ...],
    targets: list[Variable],
    fixed: Mapping[Symbol, Integer],
    known: Names | None,
) -> Names:
    """Every size, index and tensor of the theorem, each in the order in which it is first met."""
    sizes: dict[Symbol, None] = {}
    indices: dict[object, None] = {}
    tensors: dict[str, Tensor] = {}
    settings: dict[Setting, None] = {}

    def meet(size: Size) -> None:
        found = sorted(_symbols(size) - set(fixed), key=lambda symbol: str(symbol.name))
        sizes.update(dict.fromkeys(found))

    for equation in equations:
        indices.update(dict.fromkeys(index for index, _ in _ranges(equation)))
        for entry in (equation.left, *(e for term in equation.terms for e in entries(term.body))):
            tensors.setdefault(entry.tensor.name, entry.tensor)
        for term in equation.terms:
            settings.update(dict.fromkeys(sorted(term.body.atoms(Setting), key=lambda setting: setting.option)))
        for size in _sizes_in(equation):
            meet(size)
    for target in targets:
        indices.update(dict.fromkeys(index for index, _ in target.ranges))
        tensors.setdefault(_name(target), target.tensor)
    if declaration.output.shape:
        tensors.setdefault(_bar(declaration), cotangent(declaration.output))
    for rule in declaration.sizes:
        meet(rule.symbol)
        meet(rule.definition)
    for limit in declaration.limits:
        meet(limit.size.xreplace(dict(fixed)))
    return name_all(sizes, settings, indices, tensors.values(), known)  # type: ignore[arg-type]


def _tensors_in(equation: Equation) -> Iterable[Tensor]:
    yield equation.left.tensor
    yield from (entry.tensor for term in equation.terms for entry in entries(term.body))


def _ranges(equation: Equation) -> tuple[Range, ...]:
    return (*equation.free, *(item for term in equation.terms for item in term.bound))


def _sizes_in(equation: Equation) -> Iterable[Size]:
    yield from (size for _, size in _ranges(equation))
    for term in equation.terms:
        for subscript in subscripts_of(term):
            yield from (subscript.const, *(value for _, value in subscript.terms))
        yield from (guard.size for guard in term.guards)
        yield from term.body.free_symbols
    for subscript in equation.left.subscripts:
        yield from (subscript.const, *(value for _, value in subscript.terms))


def _sizes(declaration: Declaration, fixed: Mapping[Symbol, Integer], names: Names) -> Iterable[tuple[str, str]]:
    """The least value of each size, what the layer says must hold of them, and the sizes that it defines."""
    for symbol, name in names.sizes.items():
        yield f"least_{name}", f"({1 if symbol.is_positive else 0} <= {name})%Z"
    for number, limit in enumerate(declaration.limits):
        yield f"limit_{number}", f"({limit.least} <= {size_text(limit.size.xreplace(dict(fixed)), names)})%Z"
    for rule in declaration.sizes:
        name = names.sizes[rule.symbol]
        definition = rule.definition.xreplace(dict(fixed))
        if isinstance(definition, ExactQuotient):
            whole, part = (size_text(size, names) for size in definition.args)
            yield f"size_{name}", f"({whole} = {part} * {name})%Z"
        else:
            yield f"size_{name}", f"({name} = {size_text(definition, names)})%Z"


def _held(equations: tuple[Equation, ...], names: Names) -> Iterable[tuple[str, str]]:
    """What nothing is differentiated by: targets, masks, running statistics, and where a maximum stands."""
    defined = {equation.left.tensor.name for equation in equations}
    read = {entry.tensor for e in equations for term in e.terms for entry in entries(term.body)}
    for tensor in sorted(read, key=lambda tensor: tensor.name):
        if tensor.role in HELD and tensor.name not in defined:
            yield f"held_{names.tensors[tensor.name]}", f"forall l, D ({names.tensors[tensor.name]} l) = 0"
    for name in names.settings.values():
        yield f"held_{name}", f"D {name} = 0"


def _units(equations: tuple[Equation, ...], names: Names) -> Iterable[tuple[str, str]]:
    """What is divided by has an inverse, wherever it is divided by."""
    texts = [
        f"{_all(_ranges_of(base, equation, term), names)}unit ({body_text(base, names)} : R)"
        for equation in equations
        for term in equation.terms
        for base in (*denominators(term.body), *(d for _, s in applications(term.body) for d in denominators(s)))
    ]
    return ((f"unit_{number}", text) for number, text in enumerate(dict.fromkeys(texts)))


def _laws(forward: tuple[Equation, ...], names: Names) -> tuple[tuple[str, str], ...]:
    """D (f u) = f'(u) D u, for every function at the places where it is used."""
    texts = []
    for equation in forward:
        for term in equation.terms:
            for node, slope in applications(term.body):
                argument = node.args[0]
                moved = f"D ({body_text(node, names)}) = {factor_text(slope, names)} * D ({body_text(argument, names)})"
                texts.append(f"{_all(_ranges_of(node, equation, term), names)}{moved}")
    return tuple((f"slope_{number}", text) for number, text in enumerate(dict.fromkeys(texts)))


def _functions(text: str) -> list[str]:
    words = ("exp", "log", "tanh", "sigmoid", "softplus", "relu", "relu6", "step", "rsqrt")
    return [word for word in words if f"{word} " in text]


def _ranges_of(body: Expr, equation: Equation, term: Term) -> tuple[Range, ...]:
    used = {index for entry in entries(body) for subscript in entry.subscripts for index in subscript.indices}
    return tuple(item for item in (*equation.free, *term.bound) if item[0] in used)


def pairing_text(bar: str, ranges: tuple[Range, ...], entry: Entry, names: Names) -> str:
    """SUM m < M, SUM k < K, z_bar@[m, k] * D (z@[m, k])."""
    sums = "".join(f"SUM {names.indices[index]} < {size_text(size, names)}, " for index, size in ranges)
    factor = f"{bar} * " if bar != "1" else ""
    return f"{sums}{factor}D ({entry_text(entry, names)})"


def bar_text(entry: Entry, names: Names) -> str:
    """The cotangent's entry at the same place; 1 for a loss."""
    return entry_text(Entry(cotangent(entry.tensor), entry.subscripts), names) if entry.subscripts else "1"


def _goal(
    declaration: Declaration,
    forward: tuple[Equation, ...],
    backward: tuple[tuple[Variable, Equation], ...],
    names: Names,
) -> tuple[str, str]:
    output = next(equation for equation in forward if equation.left.tensor == declaration.output)
    left = pairing_text(bar_text(output.left, names), output.free, output.left, names)
    inner = {equation.left.tensor.name for equation in forward}
    ends = [target for target, _ in backward if _name(target) not in inner]
    right = (pairing_text(bar_text(t.entry, names), t.ranges, t.entry, names) for t in ends)
    return left, " + ".join(f"({text})" for text in right)
