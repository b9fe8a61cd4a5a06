"""What is printed means what the expression means: the text is read back, and has the value of the expression."""

import random
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Integer, Rational

from derive.algebra.affine import affine
from derive.algebra.equation import Bracket, Equation, Guard, Reduction, Term
from derive.algebra.evaluate import World, evaluate
from derive.algebra.functions import positive, relu, sigmoid, softplus
from derive.algebra.index import Index, Role
from derive.algebra.opaque import Opaque
from derive.algebra.setting import settings as constants_of
from derive.algebra.size import named
from derive.algebra.tensor import Entry, Partial, Tensor, TensorRole, cotangent
from derive.document.blocks import Formulas
from derive.document.chain import chain_section
from derive.network.backward import derive_declaration
from derive.network.model import Model
from derive.printing.compose import statement
from derive.printing.entries import entry as written_entry
from derive.printing.notation import Notation, write
from derive.printing.style import PLAIN, Style
from derive.verification.exact_network import exact_point, slopes
from derive.verification.sizing.network import smallest
from tests.document.networks import network, shipped
from tests.printing.reading import Names, read_formula, read_value
from tests.structures import STRUCTURES, TINY, Structure
from tests.worlds import random_cells, sizes_of, world_of

READABLE = (Reduction.SUM, Reduction.SCATTER, Reduction.MAXIMUM)


def names_of(world: World, tensors: Mapping[str, Tensor]) -> Names:
    """The world's tensors and sizes by what is printed for them."""
    found = Names({}, {}, {symbol.name: value for symbol, value in world.sizes.items()}, world.functions)
    for name, cells in world.tensors.items():
        tensor = tensors[name]
        letter = write(written_entry(Entry(tensor, ()), PLAIN), Notation.ASCII)
        into = found.cotangents if tensor.role is TensorRole.COTANGENT else found.tensors
        into[letter.removeprefix("dJ/d")] = cells  # type: ignore[index]
    return found


def assert_means(equation: Equation, world: World) -> None:
    """The printed equation has the equation's values."""
    tensors = {e.tensor.name: e.tensor for term in equation.terms for e in term.body.atoms(Entry)}
    known = World({n: world.tensors[n] for n in tensors}, world.sizes, world.functions)
    text = write(statement(equation), Notation.ASCII)
    names = names_of(known, tensors)
    constants = {each.letter: Fraction(int(each.value.p), int(each.value.q)) for each in constants_of((equation,))}
    read = read_formula(text, replace(names, sizes={**names.sizes, **constants})).values()
    wanted = evaluate(equation, world)
    assert read == {place: value for place, value in wanted.items() if value != 0 or place in read}, text


def equations(structure: Structure) -> Iterator[Equation]:
    declared = structure.declared
    own = declared.declaration
    yield from own.equations
    if own.stated is not None:
        yield own.stated
    for derivation in derive_declaration(own).values():
        yield from derivation.forms


@pytest.mark.parametrize("structure", STRUCTURES, ids=str)
def test_every_printed_formula_of_a_layer_means_the_equation(structure: Structure) -> None:
    declared = structure.declared
    sizes = sizes_of(declared, TINY)
    world = world_of(declared, sizes)
    for equation in dict.fromkeys(equations(structure)):
        readable = equation.reduction in READABLE and not any(term.body.has(Partial) for term in equation.terms)
        read = {e.tensor.name for term in equation.terms for e in term.body.atoms(Entry)}
        if readable and read <= set(world.tensors):
            assert_means(equation, world)


M, N = named("M"), named("n")
ROW, COLUMN, OTHER = Index("m", Role.BATCH), Index("k", Role.UNIT), Index("i", Role.OUTPUT)
SIZES = {M: 2, N: 3}
A = Tensor("a", (M, N), TensorRole.ACTIVATION, "a")
X = Tensor("x", (M, N), TensorRole.INPUT, "x")
W = Tensor("W", (N, N), TensorRole.PARAMETER, "W")
TENSORS = {t.name: t for t in (A, X, W, cotangent(A))}
ATOMS = [A[ROW, COLUMN], X[ROW, COLUMN], W[COLUMN, COLUMN], Entry(cotangent(A), (affine(ROW), affine(COLUMN))), M, N]
BOUND = [A[ROW, OTHER], X[ROW, OTHER], W[COLUMN, OTHER], W[OTHER, COLUMN]]
FUNCTIONS = (sympy.exp, sympy.tanh, sympy.log, sigmoid, softplus, relu, positive)


def bodies(atoms: list[Expr]) -> st.SearchStrategy[Expr]:
    """Scalar expressions over the atoms, as deep as the derived ones and deeper."""
    numbers = st.sampled_from([Integer(2), Integer(-1), Rational(1, 4), Rational(-5, 3)])

    def deeper(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
        return st.one_of(
            st.builds(lambda a, b: a + b, inner, inner),
            st.builds(lambda a, b: a - b, inner, inner),
            st.builds(lambda a, b: sympy.Mul(a, b, evaluate=False) if a.is_Add and b.is_Add else a * b, inner, inner),
            st.builds(lambda a, b: a / b if b != 0 else a, inner, inner),
            st.builds(lambda a, power: a**power if a.has(Entry) else a, inner, st.sampled_from([2, 3, -2])),
            st.builds(
                lambda a, power: (a**2 + 1) ** power if a.has(Entry) else a,
                inner,
                st.sampled_from([Rational(1, 2), Rational(-1, 2)]),
            ),
            st.builds(lambda function, a: function(a) if a.has(Entry) else a, st.sampled_from(FUNCTIONS), inner),
        )

    return st.recursive(st.sampled_from(atoms) | numbers, deeper, max_leaves=6)


def terms() -> st.SearchStrategy[Term]:
    """Summands with and without a sum sign, conditions and brackets."""
    guards = st.sampled_from([(), (Guard(affine(OTHER) - affine(COLUMN), N),)])
    brackets = st.sampled_from([(), (Bracket(affine(OTHER), affine(COLUMN)),)])
    summed = st.builds(lambda b, g, k: Term(((OTHER, N),), g, k, b), bodies([*ATOMS, *BOUND]), guards, brackets)
    plain = st.builds(lambda b: Term((), (), (), b), bodies(ATOMS))
    return st.one_of(summed, plain)


@settings(max_examples=200)
@given(st.lists(terms(), min_size=1, max_size=3), st.integers(0, 10**6))
def test_random_formulas_mean_what_they_are(found: list[Term], seed: int) -> None:
    source = random.Random(seed)
    cells = {name: random_cells((2 if t.shape[0] == M else 3, 3), source, 1, 9) for name, t in TENSORS.items()}
    equation = Equation(
        Tensor("y", (M, N), TensorRole.ACTIVATION, "y")[ROW, COLUMN], ((ROW, M), (COLUMN, N)), tuple(found)
    )
    with suppress(ZeroDivisionError):
        assert_means(equation, World(cells, SIZES, Opaque(seed)))


def test_the_reader_takes_a_sum_sign_to_end_before_a_plus() -> None:
    """Else it would read a formula without its brackets as the right one."""
    names = Names({"a": {(0,): 2, (1,): 3}, "t": {(): 10}})
    text = "y = sum_m {}a[m] - t{}\n    sum over  m = 0..1"
    assert read_formula(text.format("", ""), names).values() == {(): -5}
    assert read_formula(text.format("(", ")"), names).values() == {(): -15}
    assert read_value("1 - 2/4*3", names) == Fraction(-1, 2)


PADDED = network(
    [
        {"conv": {"filters": 4, "kernel": 2, "stride": 2, "padding": 1, "groups": 2, "bias": False}},
        "relu",
        {"max_pool": {"window": 2, "stride": 1}},
        "flatten",
        {"dense": {"units": 2}},
    ],
    side=4,
    channels=2,
    loss="mean_squared_error",
)
SOFTMAX = network(
    [{"conv": {"filters": 2, "kernel": 2}}, "tanh", "flatten", {"dense": {"units": 2}}, "softmax"],
    side=3,
    loss="cross_entropy",
)
INSIDE = network(
    ["flatten", {"dense": {"units": 3}}, "softmax", {"dense": {"units": 2}}, "sigmoid"],
    side=2,
    loss="mean_squared_error",
)
BATCH_NORM = network(
    [{"conv": {"filters": 2, "kernel": 2}}, "batch_norm", "relu", "flatten", {"dense": {"units": 2}}],
    side=3,
    loss="mean_squared_error",
)
CHAINS = [
    (smallest(shipped("sigmoid_cnn")), "out.b", (0,)),
    (smallest(shipped("sigmoid_cnn")), "conv1.W", (1, 0, 1, 2)),
    (smallest(shipped("mlp_sigmoid")), "dense1.W", (2, 1)),
    (PADDED, "conv1.W", (3, 0, 1, 0)),
    (PADDED, "input", (0, 1, 2, 1)),
    (SOFTMAX, "conv1.W", (1, 0, 1, 0)),
    (SOFTMAX, "dense1.b", (1,)),
    (INSIDE, "dense1.W", (2, 1)),
    (BATCH_NORM, "conv1.W", (1, 0, 0, 1)),
    (BATCH_NORM, "conv1.b", (0,)),
]


@pytest.mark.parametrize(("model", "tensor", "place"), CHAINS, ids=lambda value: getattr(value, "name", str(value)))
def test_a_whole_printed_chain_means_the_derivative(model: Model, tensor: str, place: tuple[int, ...]) -> None:
    """Three times over: the chain with each partial derivative replaced by what its own line says; the whole formula;
    and dual numbers, which know no formula of ours."""
    point = exact_point(model, seed=4)
    wanted = {place: slopes(point, [(tensor, {place: 1})])[0]}
    section = chain_section(model, tensor, place, Style(numbers=model.values))
    blocks = [block for block in section.blocks if isinstance(block, Formulas)]
    (whole,), factors, (product,) = ([write(f.tree, Notation.ASCII) for f in block.formulas] for block in blocks)
    head, _, chain = whole.partition(" = ")
    for factor in factors:
        name, _, value = factor.partition(" = ")
        assert name in chain, name
        chain = chain.replace(name, f"({value})")
    tensors = model.tensors
    known = replace(point.world, tensors={n: cells for n, cells in point.world.tensors.items() if n in tensors})
    names = names_of(known, tensors)
    letter = head.removeprefix("dJ/d")
    for text in (f"{letter} = {chain}", f"{letter} = {product.partition(' = ')[2]}"):
        assert read_formula(text, names).values() == wanted, text
