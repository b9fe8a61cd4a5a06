"""Exact worlds for the interpreter: a declared layer at small sizes, with random integers in its tensors."""

import random
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
from sympy import Symbol

from derive.algebra.equation import Equation, Reduction, Term, total
from derive.algebra.evaluate import World, evaluate
from derive.algebra.opaque import Opaque
from derive.algebra.size import value_of
from derive.algebra.substitution import instantiate
from derive.algebra.tensor import Entry, Fact, Tensor, TensorRole, cotangent
from derive.calculus.vjp import Variable
from derive.layers.declaration import Declaration, Declared
from derive.network.backward import derive_declaration

Sizes = dict[Symbol, int]
Cells = dict[tuple[int, ...], Any]


def sizes_of(declared: Declared, numbers: Mapping[str, int]) -> Sizes:
    """A number for every size of a declaration: from its options, by name from `numbers`, by its own rules."""
    declaration = declared.declaration
    sizes: Sizes = {
        symbol: value if isinstance(value, int) else numbers[value] for symbol, value in declared.binding.items()
    }
    for tensor in (*declaration.inputs, declaration.output, *declaration.parameters):
        for symbol in sorted({s for size in tensor.shape for s in getattr(size, "free_symbols", ())}, key=str):
            if symbol not in sizes and str(symbol) in numbers:
                sizes[symbol] = numbers[str(symbol)]
    for rule in declaration.sizes:
        sizes[rule.symbol] = value_of(rule.definition, sizes)
    return sizes


def shape_of(tensor: Tensor, sizes: Mapping[Symbol, int]) -> tuple[int, ...]:
    """The shape in numbers."""
    return tuple(value_of(size, sizes) for size in tensor.shape)


def random_cells(shape: tuple[int, ...], source: random.Random, low: int = -9, high: int = 9) -> Cells:
    """Random integers at every place."""
    return {place: source.randint(low, high) for place in product(*map(range, shape))}


def cells_of(array: npt.NDArray[Any]) -> Cells:
    """An array as the interpreter reads it, with Python's numbers."""
    items = array.tolist() if array.dtype != object else None
    return {place: array[place] if items is None else array[place].item() for place in np.ndindex(array.shape)}


def array_of(cells: Mapping[tuple[int, ...], Any]) -> npt.NDArray[Any]:
    """What the interpreter gives as an array of exact numbers."""
    shape = tuple(max(axis) + 1 for axis in zip(*cells, strict=True))
    array = np.zeros(shape, object)
    for place, value in cells.items():
        array[place] = value
    return array


def world_of(declared: Declared, sizes: Sizes, seed: int = 0) -> World:
    """A world in which every tensor of the layer has its value: random integers, the forward pass, a random
    cotangent of the output, and the cotangents of the layer's sub-equations that follow from it."""
    declaration = declared.declaration
    source = random.Random(seed)
    tensors: dict[str, Cells] = {}
    for tensor in leaves(declaration):
        low, high = (-3, 3) if tensor.role is TensorRole.INPUT else (-9, 9)
        tensors[tensor.name] = random_cells(shape_of(tensor, sizes), source, low, high)
    if declaration.output.role is TensorRole.LOSS:  # logarithms need probabilities
        given = declaration.input.name
        tensors[given] = {place: Fraction(abs(value) + 1, 11) for place, value in tensors[given].items()}
    for tensor in leaves(declaration):
        if Fact.SUMS_TO_ONE in tensor.facts:
            tensors[tensor.name] = _normalised(tensors[tensor.name])
    table = Opaque(seed)
    for equation in declaration.equations:
        tensors[equation.left.tensor.name] = evaluate(equation, World(tensors, sizes, table))
    bar = cotangent(declaration.output)
    tensors[bar.name] = random_cells(shape_of(bar, sizes), source)
    inner = {equation.left.tensor for equation in declaration.equations}
    if declaration.compaction is not None or any(variable.tensor in inner for variable in declaration.variables):
        _add_cotangents(declaration, World(tensors, sizes, table), tensors)
    return World(tensors, sizes, table)


def _add_cotangents(declaration: Declaration, world: World, tensors: dict[str, Cells]) -> None:
    """The cotangents of what the layer's own equations define, last first, and of its parameters."""
    own = derive_declaration(declaration)
    order = [parameter.name for parameter in declaration.parameters]
    order += [equation.left.tensor.name for equation in reversed(declaration.equations)]
    for name in order:
        if name in own:
            derivation = own[name]
            bar = derivation.equation.left.tensor.name
            tensors[bar] = evaluate(derivation.linked or derivation.equation, world)
    for lemma in (lemma for derivation in own.values() for lemma in derivation.lemmas if not lemma.function):
        tensors[lemma.derivation.equation.left.tensor.name] = evaluate(lemma.derivation.equation, world)


def _normalised(cells: Cells) -> Cells:
    """The cells made positive and to sum to 1 over the last axis."""
    positive = {place: abs(value) + 1 for place, value in cells.items()}
    sums: Cells = {}
    for place, value in positive.items():
        sums[place[:-1]] = sums.get(place[:-1], 0) + value
    return {place: Fraction(value, sums[place[:-1]]) for place, value in positive.items()}


def with_definitions(world: World, declaration: Declaration, wrt: str) -> World:
    """The same world, in which partial derivatives by `wrt` can be worked out: each sum or maximum defines its
    tensor, and `wrt` is itself."""
    kinds = (Reduction.SUM, Reduction.MAXIMUM)
    named = {e.left.tensor.name: e for e in declaration.equations if e.reduction in kinds}
    inner = (Variable(e.left, e.free) for e in declaration.equations)
    named |= {v.tensor.name: _identity(v) for v in (*declaration.variables, *inner) if v.tensor.name == wrt}
    equations = {name: instantiate(equation, {}, dict(world.sizes.items())) for name, equation in named.items()}
    return replace(world, equations=equations)


def leaves(declaration: Declaration) -> tuple[Tensor, ...]:
    """The tensors that no equation of the layer defines, in a fixed order."""
    defined = {equation.left.tensor.name for equation in declaration.equations}
    found = {entry.tensor.name: entry.tensor for entry in _entries(declaration)}
    return tuple(found[name] for name in sorted(found) if name not in defined)


def _identity(variable: Variable) -> Equation:
    return total(variable.entry, variable.ranges, Term((), (), (), variable.entry))


def _entries(declaration: Declaration) -> list[Entry]:
    from_terms = [
        entry for equation in declaration.equations for term in equation.terms for entry in term.body.atoms(Entry)
    ]
    return [*from_terms, *(variable.entry for variable in declaration.variables)]
