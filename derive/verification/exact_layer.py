"""Check 2, first half: each layer's derived products against SymPy's derivative of the unrolled layer."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

import sympy
from sympy import Symbol

from derive.algebra.dual import Scalar, value_part
from derive.algebra.equation import Reduction
from derive.algebra.evaluate import Position, Values, World, evaluate
from derive.algebra.opaque import Opaque
from derive.algebra.size import Size, named, value_of
from derive.algebra.tensor import Fact, Tensor, TensorRole, cotangent
from derive.calculus.derivation import Derivation
from derive.errors import EvaluationError
from derive.layers.declaration import BATCH, Declaration
from derive.network.backward import derive_declaration
from derive.network.model import Model, Placed
from derive.verification.record import Check, Kind, Verdict
from derive.verification.unroll import derivative_at, symbols, unroll

MOST_SYMBOLS = 40
POINTS = 3
Counts = tuple[int, int, int, int]  # examples, channels, filters, extra positions
WIDE = (((2, 3), (2, 2), (1, 2)), ((2, 2, 3, 1), (2, 1, 2, 1), (2, 1, 1, 1), (1, 2, 1, 1), (1, 1, 2, 0), (1, 1, 1, 0)))
DEEP = (((1, 2), (2, 2), (2, 3)), ((2, 2, 3, 0), (2, 2, 2, 0), (1, 2, 2, 0), (1, 2, 1, 0), (1, 1, 1, 0)))


def check_layers(model: Model) -> Iterator[Check]:
    """One check for each structure of layer in the network."""
    done: set[tuple[int, tuple[tuple[str, int], ...]]] = set()
    for placed in model.placed:
        for sizes in small_sizes(placed, model):
            key = (id(placed.declaration), tuple(sorted((str(symbol), value) for symbol, value in sizes.items())))
            if key not in done:
                done.add(key)
                yield _check(placed, sizes)


def _check(placed: Placed, sizes: dict[Symbol, int]) -> Check:
    declaration = placed.declaration
    entries = sum(len(positions(target.entry.tensor, sizes)) for target in declaration.targets)
    wrong = [text for seed in range(POINTS) for text in mismatches(declaration, sizes, seed)]
    return Check(
        Kind.EXACT,
        placed.name,
        "each layer's derived products = SymPy's derivatives of the unrolled layer, exactly",
        Verdict.FAILED if wrong else Verdict.VERIFIED,
        f"{entries} entries at {POINTS} points; {sizes_text(sizes)}",
        reason="; ".join(wrong[:2]),
    )


def sizes_text(sizes: Mapping[Symbol, int]) -> str:
    """The sizes in short: M=2 C=1 n=3x5 f=2x3 s=1 p=0."""
    shown: dict[str, str] = {}
    for letter in ["M", "C", "K", "G", "n", "f", "s", "p", "d", "o"]:
        axes = [sizes.get(named(f"{letter}_{suffix}", least)) for suffix in "hw" for least in (0, 1)]
        values = [value for value in axes if value is not None]
        one = sizes.get(named(letter))
        if one is not None:
            shown[letter] = str(one)
        elif values:
            shown[letter] = str(values[0]) if len(set(values)) == 1 else "x".join(map(str, values))
    return " ".join(f"{letter}={value}" for letter, value in shown.items() if (letter, value) != ("d", "1"))


def mismatches(declaration: Declaration, sizes: Mapping[Symbol, int], seed: int) -> list[str]:
    """Where a derived formula, gathered or scattered, differs from SymPy's derivative; empty if nowhere."""
    point = random_point(declaration, sizes, seed)
    functions = Opaque(seed)
    world = World(point, sizes, functions)
    numeric = forward_values(declaration, world)
    seeds = cotangent_values(declaration, sizes, seed)
    found = []
    oracle = _oracle(declaration, world, numeric, seeds)
    known = World({**numeric, cotangent(declaration.output).name: seeds}, sizes, functions)
    for name, derivation in in_backward_order(declaration):
        results = [evaluate(form, known) for form in derivation.forms]
        known = replace(known, tensors={**known.tensors, f"{name}_bar": results[0]})
        expected = oracle.get(name, results[0])
        for form, actual in zip(derivation.forms, results, strict=True):
            place = next((p for p in expected if actual.get(p, 0) != expected[p]), None)
            if place is not None or set(actual) != set(expected):
                where = "the set of entries" if place is None else f"entry {list(place)}"
                values = "" if place is None else f": {actual.get(place, 0)}, SymPy {expected[place]}"
                found.append(f"{name}_bar ({form.reduction.name.lower()} form) differs at {where}{values}")
    return found


def in_backward_order(declaration: Declaration) -> list[tuple[str, Derivation]]:
    """The derivations of a declaration, the input's last: it may read those of the sub-equations."""
    own = derive_declaration(declaration)
    return sorted(own.items(), key=lambda item: item[0] == declaration.input.name)


def forward_values(declaration: Declaration, world: World) -> dict[str, Values]:
    """Every tensor of the declaration, selectors included, as exact numbers."""
    tensors: dict[str, Values] = dict(world.tensors)
    for equation in declaration.equations:
        tensors[equation.left.tensor.name] = evaluate(
            equation, World(tensors, world.sizes, world.functions, world.scalars)
        )
    return tensors


def _oracle(
    declaration: Declaration, world: World, numeric: Mapping[str, Values], seeds: Mapping[Position, Scalar]
) -> dict[str, dict[Position, Scalar]]:
    """d(sum of y_bar y)/d(entry) by SymPy, for every entry of the input and the parameters."""
    given = (declaration.input, *declaration.parameters)
    letters = {tensor.name: symbols(tensor.name, numeric[tensor.name]) for tensor in given}
    selectors = {e.left.tensor.name for e in declaration.equations if e.left.tensor.role is TensorRole.SELECTOR}
    fixed = {name: values for name, values in numeric.items() if name in selectors or _is_given(declaration, name)}
    as_symbols = World({**_sympified(fixed), **letters}, world.sizes)
    output = unroll(declaration.equations, as_symbols)[declaration.output.name]
    whole = sympy.Add(*(sympy.Rational(seeds[place]) * value for place, value in output.items()))
    at = {s: numeric[name][place] for name, own in letters.items() for place, s in own.items()}
    return {
        name: {place: derivative_at(whole, symbol, at, world.functions) for place, symbol in own.items()}
        for name, own in letters.items()
    }


def _is_given(declaration: Declaration, name: str) -> bool:
    """Whether a tensor is a datum that nothing is differentiated by, such as the targets of a loss."""
    computed = {equation.left.tensor.name for equation in declaration.equations}
    return name not in computed


def _sympified(tensors: Mapping[str, Values]) -> dict[str, Values]:
    return {name: {place: sympy.Rational(value) for place, value in values.items()} for name, values in tensors.items()}


def positions(tensor: Tensor, sizes: Mapping[Symbol, int]) -> list[Position]:
    """All positions of a tensor, in row-major order."""
    return list(product(*(range(value_of(size, sizes)) for size in tensor.shape)))


def random_point(declaration: Declaration, sizes: Mapping[Symbol, int], seed: int) -> dict[str, Values]:
    """Small random integers for the input and the parameters; probabilities in (0, 1) for a loss."""
    source = random.Random(f"point {seed}")
    loss = declaration.output.role is TensorRole.LOSS
    given = (declaration.input, *declaration.parameters, *((declaration.target,) if loss else ()))
    tensors = {tensor.name: tensor for tensor in given}
    drawn = {
        name: {
            place: Fraction(source.randint(1, 16), 17) if loss else source.randint(-4, 4)
            for place in positions(tensor, sizes)
        }
        for name, tensor in tensors.items()
    }
    return {name: keep_facts(tensors[name], values) for name, values in drawn.items()}


def keep_facts(tensor: Tensor, values: Values) -> Values:
    """Values made to keep the declared fact that they sum to 1 over the last axis."""
    if Fact.SUMS_TO_ONE not in tensor.facts:
        return values
    sums: dict[Position, Fraction] = {}
    for place, value in values.items():
        sums[place[:-1]] = sums.get(place[:-1], Fraction(0)) + Fraction(value_part(value))
    return {place: value_part(value) / sums[place[:-1]] for place, value in values.items()}


def cotangent_values(declaration: Declaration, sizes: Mapping[Symbol, int], seed: int) -> dict[Position, Scalar]:
    """A random output cotangent, 1 for a loss."""
    if declaration.output.role is TensorRole.LOSS:
        return {(): 1}
    source = random.Random(f"cotangent {seed}")
    return {place: source.choice((-3, -2, -1, 1, 2, 3)) for place in positions(declaration.output, sizes)}


def small_sizes(placed: Placed, model: Model) -> list[dict[Symbol, int]]:
    """Two sets of sizes at which the unrolled layer has at most 40 symbols.

    Both have the layer's own strides, padding, dilation and groups; the first a rectangular kernel and many
    positions, the second several examples, channels and filters.
    """
    chosen = [_first_fit(placed, model, kernels, counts) for kernels, counts in (WIDE, DEEP)]
    found = [sizes for sizes in chosen if sizes is not None]
    if not found:
        raise EvaluationError(f"no small sizes fit the structure of {placed.name}")
    return found if len(found) == 1 or found[0] != found[1] else found[:1]


def _first_fit(
    placed: Placed, model: Model, kernels: tuple[tuple[int, int], ...], counts: tuple[Counts, ...]
) -> dict[Symbol, int] | None:
    last = None
    for kernel in kernels:
        for count in counts:
            sizes = _sizes(placed, model, count, kernel)
            if sizes is not None:
                last = sizes
                if sum(len(positions(t.entry.tensor, sizes)) for t in placed.declaration.targets) <= MOST_SYMBOLS:
                    return sizes
    return last


def _sizes(placed: Placed, model: Model, counts: Counts, kernel: tuple[int, int]) -> dict[Symbol, int] | None:
    batch, channels, filters, extra = counts
    own = {str(symbol): model.number(size) for symbol, size in placed.sizes.items()}
    sizes: dict[Symbol, int] = {BATCH: batch, named("C"): channels, named("K"): filters, named("n"): 3 + extra}
    groups = int(own.get("G", 1))
    if groups > 1:
        sizes |= {named("G"): groups, named("C"): groups * (1 if channels == 1 else 2), named("K"): groups * filters}
    for suffix, taps in zip("hw", kernel, strict=True):
        window = {letter: int(own.get(f"{letter}_{suffix}", 1)) for letter in "sd"}
        padding = int(own.get(f"p_{suffix}", 0))
        own_taps = own.get(f"f_{suffix}")
        if own_taps is None:
            sizes[named(f"n_{suffix}")] = 2 + extra * (suffix == "w")
            continue
        span = window["d"] * (taps - 1) + 1
        positions_wanted = 2 + extra * (suffix == "w")
        extent = max(1, (positions_wanted - 1) * window["s"] + span - 2 * padding)
        sizes |= {named(f"f_{suffix}"): taps, named(f"n_{suffix}"): extent, named(f"p_{suffix}", 0): padding}
        sizes |= {named(f"{letter}_{suffix}"): value for letter, value in window.items()}
    return _with_defined(placed.declaration, sizes)


def _with_defined(declaration: Declaration, sizes: dict[Symbol, int]) -> dict[Symbol, int] | None:
    """The sizes with the declaration's own, None where an output would be empty or a maximum over nothing."""
    defined = {rule.symbol for rule in declaration.sizes}
    known = {symbol: value for symbol, value in sizes.items() if symbol not in defined}
    for rule in declaration.sizes:
        known[rule.symbol] = value_of(rule.definition, known)
        if known[rule.symbol] < 1 and rule.symbol.is_positive:
            return None
    try:
        world = World(random_point(declaration, known, 0), known)
        if any(equation.reduction is not Reduction.SUM for equation in declaration.equations):
            forward_values(declaration, world)
    except EvaluationError:
        return None
    used = {symbol for target in declaration.targets for size in target.entry.tensor.shape for symbol in _symbols(size)}
    used |= {symbol for rule in declaration.sizes for symbol in (rule.symbol, *rule.definition.free_symbols)}
    used |= {symbol for size in declaration.output.shape for symbol in _symbols(size)}
    return {symbol: value for symbol, value in known.items() if symbol in used}


def _symbols(size: Size) -> set[Symbol]:
    return set() if isinstance(size, int) else set(size.free_symbols)
