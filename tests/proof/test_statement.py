"""What is printed for Coq means what the interpreter means: every hypothesis is read back and worked out."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sympy

from derive.algebra.affine import affine
from derive.algebra.equation import Guard, Term, entries, total
from derive.algebra.evaluate import World, evaluate
from derive.algebra.functions import positive, relu, relu6, sigmoid, softplus
from derive.algebra.index import Index, Role
from derive.algebra.size import named
from derive.algebra.tensor import Tensor, TensorRole
from derive.network.backward import derive_declaration
from derive.proof.certificate import certify
from derive.proof.names import name_all
from derive.proof.statement import Statement, equation_text, state
from derive.verification.exact_point import in_backward_order
from tests.proof.reading import read_equation, read_size, read_unit
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
    "relu6": relu6,
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


@pytest.mark.parametrize("structure", STRUCTURES, ids=str)
def test_every_hypothesis_about_sizes_is_what_the_structure_binds(structure: Structure) -> None:
    for numbers in (SMALL, SMALL | {"n_h": 8, "n_w": 5, "n": 6, "s": 3, "f": 3, "d": 1}):
        sizes = sizes_of(structure.declared, numbers)
        said = next(statements(structure))
        scope = {name: sizes[symbol] for symbol, name in said.names.sizes.items()}
        for label, text in said.hypotheses:
            if label.startswith(("least_", "size_", "limit_")) and all(value > 0 for value in scope.values()):
                assert read_size(text)(scope), f"{text} at {scope}"
        defined = {f"size_{said.names.sizes[rule.symbol]}" for rule in structure.declared.declaration.sizes}
        assert defined == {label for label, _ in said.hypotheses if label.startswith("size_")}
        limits = [text for label, text in said.hypotheses if label.startswith("limit_")]
        assert len(limits) == len(structure.declared.declaration.limits)


@pytest.mark.parametrize("structure", SLICE, ids=str)
def test_what_is_called_a_unit_is_what_the_formulas_divide_by(structure: Structure) -> None:
    sizes = sizes_of(structure.declared, SMALL)
    world = whole_world(structure, sizes)
    for said in statements(structure):
        scope = {name: sizes[symbol] for symbol, name in said.names.sizes.items()}
        scope |= {name: Fraction(int(each.value.p), int(each.value.q)) for each, name in said.names.settings.items()}
        scope |= {name: Inside(world.tensors[own]) for own, name in said.names.tensors.items() if own in world.tensors}
        texts = [text for label, text in said.hypotheses if label.startswith("unit_")]
        equations = (*said.forward, *(each for _, each in said.backward))
        divided = any(" / " in equation_text(each, said.names).split(" = ", 1)[1] for each in equations)
        assert bool(texts) or not divided
        for text in texts:
            assert all(value != 0 for value in read_unit(text, functions(world))(scope)), text


class Inside(dict[tuple[int, ...], Any]):
    """A tensor's entries, and 1 outside, where Coq's tensors are functions that may have any value."""

    def __missing__(self, place: tuple[int, ...]) -> int:
        return 1


HELD = (TensorRole.SELECTOR, TensorRole.TARGET, TensorRole.MASK, TensorRole.STATE)


@pytest.mark.parametrize("structure", STRUCTURES, ids=str)
def test_only_what_is_given_is_held(structure: Structure) -> None:
    declaration = structure.declared.declaration
    said = next(statements(structure))
    tensors = {e.tensor for q in declaration.equations for t in q.terms for e in entries(t.body)}
    given = {said.names.tensors[t.name] for t in tensors if t.role in HELD and t.name in said.names.tensors}
    defined = {said.names.tensors[equation.left.tensor.name] for equation in said.forward}
    wanted = {f"forall l, D ({name} l) = 0" for name in given - defined}
    wanted |= {f"D {name} = 0" for name in said.names.settings.values()}
    assert {text for label, text in said.hypotheses if label.startswith("held_")} == wanted


def test_the_theorem_that_is_explained_is_the_one_that_is_written() -> None:
    declared = structure("dense", 1, units="K").declared
    theorem = certify(declared, "dense").text.partition("Theorem")[2].partition("Proof.")[0]
    assert f"Theorem{theorem}" in Path("docs/proof.md").read_text("utf-8")


def test_a_negative_number_under_a_sum_is_under_the_sum() -> None:
    """SUM binds its body more strongly than a minus: without parentheses -1/2 would be taken off once."""
    m, i = Index("m", Role.BATCH), Index("i", Role.UNIT)
    M, N = named("M"), named("N")
    x, y = (Tensor(name, (M,), TensorRole.ACTIVATION, name) for name in "xy")
    halves = Term(((i, N),), (Guard(affine(i) - 1, N),), (), sympy.Rational(-1, 2))
    own = total(y[m], ((m, M),), Term((), (), (), x[m]), halves)
    names = name_all([M, N], [], [m, i], [x, y])
    given = {"x": {(0,): Fraction(3), (1,): Fraction(5)}}
    sizes = {M: 2, N: 4}
    value = evaluate(own, World(given, sizes))
    scope = {"M": 2, names.sizes[N]: 4, "x": given["x"], "y": value}
    assert value[0,] == Fraction(3, 2)
    assert all(read_equation(equation_text(own, names), {})(scope))
