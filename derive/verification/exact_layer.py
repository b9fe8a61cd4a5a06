"""Check 2, first half: each layer's derived products against SymPy's derivative of the unrolled layer."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import sympy
from sympy import Symbol

from derive.algebra.dual import Scalar
from derive.algebra.evaluate import Position, Values, World, evaluate
from derive.algebra.opaque import Opaque
from derive.algebra.tensor import TensorRole, bar_name, cotangent
from derive.layers.declaration import Declaration
from derive.network.model import Model, Placed
from derive.verification.exact_point import (
    cotangent_values,
    forward_values,
    in_backward_order,
    positions,
    random_point,
)
from derive.verification.record import Check, Kind, Verdict, counted
from derive.verification.sizing.layer import small_sizes
from derive.verification.sizing.text import sizes_text
from derive.verification.unroll import derivative_at, parts_of, symbols, unroll

POINTS = 3


def check_layers(model: Model) -> Iterator[Check]:
    """One check for each structure of layer in the network."""
    done: set[tuple[int, tuple[tuple[str, int], ...]]] = set()
    for placed in model.forms:
        for sizes in small_sizes(placed, model):
            key = (id(placed.declaration), tuple(sorted((str(symbol), value) for symbol, value in sizes.items())))
            if key not in done:
                done.add(key)
                yield _check(placed, sizes)


def _check(placed: Placed, sizes: dict[Symbol, int]) -> Check:
    declaration = placed.declaration
    entries = sum(len(positions(variable.tensor, sizes)) for variable in declaration.variables)
    wrong = [text for seed in range(POINTS) for text in mismatches(declaration, sizes, seed)]
    return Check(
        Kind.EXACT,
        placed.name,
        "each layer's derived products = SymPy's derivatives of the unrolled layer, exactly",
        Verdict.FAILED if wrong else Verdict.VERIFIED,
        f"{counted(entries, 'entry', 'entries')} at {POINTS} points; {sizes_text(sizes)}",
        reason="; ".join(wrong[:2]),
    )


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
        known = replace(known, tensors={**known.tensors, bar_name(name): results[0]})
        expected = oracle.get(name, results[0])
        for form, actual in zip(derivation.forms, results, strict=True):
            place = next((p for p in expected if actual.get(p, 0) != expected[p]), None)
            if place is not None or set(actual) != set(expected):
                where = "the set of entries" if place is None else f"entry {list(place)}"
                values = "" if place is None else f": {actual.get(place, 0)}, SymPy {expected[place]}"
                found.append(f"{bar_name(name)} ({form.reduction.name.lower()} form) differs at {where}{values}")
    return found


def _oracle(
    declaration: Declaration, world: World, numeric: Mapping[str, Values], seeds: Mapping[Position, Scalar]
) -> dict[str, dict[Position, Scalar]]:
    """d(sum of y_bar y)/d(entry) by SymPy, for every entry of the input and the parameters."""
    given = (*declaration.inputs, *declaration.parameters)
    letters = {tensor.name: symbols(tensor.name, numeric[tensor.name]) for tensor in given}
    selectors = {e.left.tensor.name for e in declaration.equations if e.left.tensor.role is TensorRole.SELECTOR}
    fixed = {name: values for name, values in numeric.items() if name in selectors or _is_given(declaration, name)}
    as_symbols = World({**_sympified(fixed), **letters}, world.sizes)
    output = unroll(declaration.equations, as_symbols)[declaration.output.name]
    whole = sympy.Add(*(sympy.Rational(seeds[place]) * value for place, value in output.items()))
    parts, zero = parts_of(whole), sympy.Integer(0)
    at = {s: numeric[name][place] for name, own in letters.items() for place, s in own.items()}
    return {
        name: {
            place: derivative_at(parts.get(symbol, zero), symbol, at, world.functions) for place, symbol in own.items()
        }
        for name, own in letters.items()
    }


def _is_given(declaration: Declaration, name: str) -> bool:
    """Whether a tensor is a datum that nothing is differentiated by, such as the targets of a loss."""
    computed = {equation.left.tensor.name for equation in declaration.equations}
    return name not in computed


def _sympified(tensors: Mapping[str, Values]) -> dict[str, Values]:
    return {name: {place: sympy.Rational(value) for place, value in values.items()} for name, values in tensors.items()}
