"""Shifts: a layer of windows commutes with them away from the border, exactly; a dense layer does not."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from derive.algebra.evaluate import World, evaluate
from derive.algebra.size import named, value_of
from derive.calculus.translation import Translation, translation
from derive.calculus.untranslatable import dense_translation
from tests.structures import Structure, avg_pool_structures, conv_structures, max_pool_structures, structure
from tests.worlds import random_cells, shape_of, sizes_of, world_of

SIZES = {"M": 1, "C": 2, "n_h": 8, "n_w": 10, "n": 4, "s": 2, "p": 1, "d": 2, "f": 2, "K": 2, "g": 2}
SHIFT = {named("t_h", 0): 1, named("t_w", 0): 2}
OTHERS = [
    structure("conv", 3, filters=2, kernel=3, stride="s", padding="p"),
    structure("avg_pool", 3, window=2, stride=1),
]


WINDOWED = [*conv_structures(), *max_pool_structures(), *avg_pool_structures()]
PROVED = [chosen for chosen in WINDOWED if "padding" in dict(chosen.options)] + OTHERS


def found(chosen: Structure) -> Translation | None:
    declaration = chosen.declared.declaration
    stated = declaration.stated or declaration.equations[-1]
    return translation(stated, declaration.input_variable, declaration.facts, declaration.equations)


@pytest.mark.parametrize("chosen", PROVED, ids=str)
def test_each_step_from_the_shifted_input_to_the_shifted_output_is_exact(chosen: Structure) -> None:
    derived = found(chosen)
    assert derived is not None
    sizes = sizes_of(chosen.declared, SIZES) | SHIFT
    for edge, definition in derived.edges:
        sizes[edge] = value_of(definition, sizes)
    world = world_of(chosen.declared, sizes)
    shifted = evaluate(derived.shift, world)
    world = replace(world, tensors={**world.tensors, derived.shift.left.tensor.name: shifted})
    values = evaluate(derived.derivation.steps[0].before, world)
    assert values, "the shift leaves something inside"
    for step in derived.derivation.steps:
        assert evaluate(step.before, world) == evaluate(step.after, world) == values


@pytest.mark.parametrize("chosen", PROVED, ids=str)
def test_the_result_holds_of_the_layer_run_on_the_shifted_input(chosen: Structure) -> None:
    """z_shifted by the layer's own equation, at all positions, agrees with the last formula where that speaks."""
    derived = found(chosen)
    assert derived is not None
    declaration = chosen.declared.declaration
    sizes = sizes_of(chosen.declared, SIZES) | SHIFT
    for edge, definition in derived.edges:
        sizes[edge] = value_of(definition, sizes)
    world = world_of(chosen.declared, sizes)
    moved = evaluate(derived.shift, world)
    name = declaration.input.name
    later = evaluate(
        declaration.stated or declaration.equations[-1], replace(world, tensors={**world.tensors, name: moved})
    )
    claimed = evaluate(derived.derivation.equation, world)
    assert claimed.items() <= later.items()
    assert later != world.tensors[declaration.output.name], "the shift does something"


def test_with_same_padding_and_rounding_up_the_border_is_what_both_ends_ask_for() -> None:
    """By hand: n = 9, f = 4, s = 2 and o = 5 in `same` padding has 3 cells missing, p = 1 of them before: window 0
    starts at -1, window 4 ends at 10, windows 1 to 3 lie inside."""
    derived = found(structure("conv", 3, filters=1, kernel="f", stride="s", padding="same"))
    assert derived is not None
    edges = {str(edge): definition for edge, definition in derived.edges}
    names = {"n": 9, "o": 5, "f": 4, "s": 2}
    sizes = {named(f"{letter}_h", 1): number for letter, number in names.items()} | {named("p_h", 0): 1}
    assert value_of(edges["e_h"], sizes) == 1
    assert value_of(edges["e_h"], sizes | {named("f_h", 1): 8, named("p_h", 0): 3}) == 2
    rounded = found(structure("max_pool", 3, window=2, stride=2, ceil_mode=True))
    assert rounded is not None
    sizes = {named(f"{letter}_h", 1): number for letter, number in {"n": 7, "o": 4, "f": 2, "s": 2}.items()}
    assert [value_of(definition, sizes) for edge, definition in rounded.edges if str(edge) == "e_h"] == [1]


def test_an_average_counts_every_cell_away_from_the_border() -> None:
    derived = found(structure("avg_pool", 3, window=2, padding=1, count_include_pad=False))
    assert derived is not None
    assert [step.rule.name for step in derived.derivation.steps] == ["shift inserted", "guard", "count", "fold"]


def test_a_count_that_nothing_defines_is_not_taken_for_all_cells() -> None:
    declaration = structure("avg_pool", 3, window=2, padding=1, count_include_pad=False).declared.declaration
    assert translation(declaration.equations[-1], declaration.input_variable, declaration.facts) is None


def test_the_border_left_out_is_as_wide_as_the_padding_asks_and_not_there_without() -> None:
    plain = found(structure("conv", 3, filters=1, kernel=3))
    padded = found(structure("conv", 3, filters=1, kernel=3, padding="p"))
    strided = found(structure("conv", 3, filters=1, kernel=3, stride="s", padding="p"))
    assert plain is not None
    assert padded is not None
    assert strided is not None
    assert "p" not in str(plain.derivation.equation.free)
    assert [str(size) for index, size in padded.derivation.equation.free][2:] == [
        "o_h - 2*p_h - t_h",
        "o_w - 2*p_w - t_w",
    ]
    assert [str(edge) for edge, _ in strided.edges] == ["e_h", "e_w"]


def test_a_dense_layers_formula_over_the_shifted_input_is_exact_and_is_another() -> None:
    chosen = structure("dense", 1, units="K")
    declaration = chosen.declared.declaration
    derived = dense_translation(declaration.equations[-1], declaration.input_variable)
    assert derived is not None
    sizes = sizes_of(chosen.declared, {"M": 2, "n": 5, "K": 4}) | {named("t", 0): 2}
    world = world_of(chosen.declared, sizes)
    world = replace(world, tensors={**world.tensors, "x_shifted": evaluate(derived.shift, world)})
    values = evaluate(derived.derivation.steps[0].before, world)
    for step in derived.derivation.steps:
        assert evaluate(step.before, world) == evaluate(step.after, world) == values
    before = world.tensors[declaration.output.name]
    assert any(value != before[m, k - 2] for (m, k), value in values.items() if k >= 2)
    assert [(str(each.left), str(each.terms[0].body)) for each in derived.conditions] == [
        ("b[1*k + t]", "b[1*k]"),
        ("W[1*k + t, 1*c + t]", "W[1*k, 1*c]"),
    ]


def test_with_weights_that_depend_on_the_distance_alone_the_dense_layer_would_commute() -> None:
    chosen = structure("dense", 1, units="K")
    declaration = chosen.declared.declaration
    derived = dense_translation(declaration.equations[-1], declaration.input_variable)
    assert derived is not None
    sizes = sizes_of(chosen.declared, {"M": 1, "n": 6, "K": 6}) | {named("t", 0): 2}
    source = random.Random(3)
    (w_shape,) = (shape_of(t, sizes) for t in declaration.parameters if len(t.shape) == 2)
    by_distance = {distance: Fraction(source.randint(-9, 9)) for distance in range(-6, 7)}
    tensors = {
        "W": {(k, c): by_distance[k - c] for k in range(w_shape[0]) for c in range(w_shape[1])},
        "b": {(k,): 3 for k in range(w_shape[0])},
        "x": {at: value if at[1] < 4 else 0 for at, value in random_cells((1, 6), source).items()},
    }
    world = World(tensors, sizes)
    before = evaluate(declaration.equations[-1], world)
    later = evaluate(derived.derivation.equation, world)
    assert all(later[0, k + 2] == before[0, k] for k in range(4))
