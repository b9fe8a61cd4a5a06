"""What is printed for Coq means what the interpreter means: every hypothesis is read back and worked out."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sympy

from derive.algebra.evaluate import World, evaluate
from derive.algebra.functions import positive, relu, sigmoid, softplus
from derive.network.backward import derive_declaration
from derive.proof.certificate import certify
from derive.proof.statement import Statement, equation_text, state
from derive.verification.exact_point import in_backward_order
from tests.proof.reading import read_equation
from tests.structures import SMALL, STRUCTURES, Structure, structure
from tests.worlds import Sizes, sizes_of, world_of

WINDOWED = ("conv", "max_pool", "avg_pool")
SLICE = (
    *[structure for structure in STRUCTURES if structure.kind in WINDOWED][::6],
    *[structure for structure in STRUCTURES if structure.kind not in WINDOWED],
)
CLASSES = {
    "exp": sympy.exp,
    "log": sympy.log,
    "tanh": sympy.tanh,
    "sigmoid": sigmoid,
    "softplus": softplus,
    "relu": relu,
    "step": positive,
}


def functions(world: World) -> dict[str, Callable[[Any], Any]]:
    found = {name: (lambda value, own=own: world.functions.apply(own, value)) for name, own in CLASSES.items()}
    return {**found, "rsqrt": lambda value: world.functions.power(value, Fraction(-1, 2))}


def whole_world(structure: Structure, sizes: Sizes) -> World:
    """A world in which every cotangent has its value, by the interpreter."""
    world = world_of(structure.declared, sizes)
    tensors = dict(world.tensors)
    for _, found in in_backward_order(structure.declared.declaration):
        equation = found.linked or found.equation
        tensors.setdefault(equation.left.tensor.name, evaluate(equation, World(tensors, sizes, world.functions)))
    return World(tensors, sizes, world.functions)


def statements(structure: Structure) -> Iterator[Statement]:
    """The gathered and the scattered form."""
    own = derive_declaration(structure.declared.declaration)
    yield state(structure.declared, {letter: found.linked or found.equation for letter, found in own.items()})
    yield state(structure.declared, {letter: found.scatter or found.equation for letter, found in own.items()})


@pytest.mark.parametrize("structure", SLICE, ids=str)
def test_every_printed_equation_holds_where_the_interpreter_makes_it_true(structure: Structure) -> None:
    sizes = sizes_of(structure.declared, SMALL)
    world = whole_world(structure, sizes)
    for said in statements(structure):
        scope = {name: sizes[symbol] for symbol, name in said.names.sizes.items()}
        scope |= {name: Fraction(int(each.value.p), int(each.value.q)) for each, name in said.names.settings.items()}
        scope |= {name: world.tensors[own] for own, name in said.names.tensors.items() if own in world.tensors}
        for equation in (*said.forward, *(each for _, each in said.backward)):
            holds = read_equation(equation_text(equation, said.names), functions(world))
            assert all(holds(scope)), equation_text(equation, said.names)


def test_the_theorem_that_is_explained_is_the_one_that_is_written() -> None:
    declared = structure("dense", 1, units="K").declared
    theorem = certify(declared, "dense").text.partition("Theorem")[2].partition("Proof.")[0]
    assert f"Theorem{theorem}" in Path("docs/proof.md").read_text("utf-8")
