"""Worksheets: seeded, different for every student, and with keys that the engine computes again."""

from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from derive.document.blocks import Matrices
from derive.document.markdown import markdown
from derive.document.rewriting import rebuilt
from derive.engine import Engine
from derive.exercises.by_hand import MOST, small_layers, ties, work
from derive.exercises.catalogue import KINDS
from derive.exercises.exercise import Problem
from derive.exercises.missing_piece import nodes, without
from derive.exercises.sheet import Sheet, key, make_sheet, worksheet
from derive.faults.catalogue import FAULTS
from derive.layers.conv import ConvOptions
from derive.layers.max_pool import MaxPoolOptions
from derive.network.backward import gradient
from derive.network.build import build
from derive.network.model import Model
from derive.printing.compose import statement
from derive.printing.names import BLANK
from derive.printing.notation import Notation, write
from derive.spec.read import read_spec, spec_from_dict
from derive.verification.case import make_engine

SPECS = ("sigmoid_cnn", "sigmoid_cnn_max", "mlp_sigmoid", "symbolic_conv")
LEVELS = (1, 2, 3)
BOXES = {
    Notation.UNICODE: "□",
    Notation.ASCII: "blank",
    Notation.LATEX: r"\boxed{\phantom{0}}",
    Notation.MATHML: "□",
    Notation.TYPST: "□",
}


def network(stem: str) -> Model:
    return build(read_spec(Path("specs") / f"{stem}.yaml"))


def engine_of(problem: Problem) -> Engine:
    return make_engine(build(spec_from_dict(problem.spec)))


def by_the_engine(problem: Problem) -> dict[str, Any]:
    """Everything that a problem may ask, from the hand-written engine."""
    engine, model = engine_of(problem), build(spec_from_dict(problem.spec))
    params = {name: problem.given[name] for name in model.parameters}
    (layer,) = model.layers
    y, cache = engine.layer_forward(layer.name, problem.given["input"], params)
    found = {layer.output.name: y}
    y_bar = problem.given.get(f"{layer.output.name}_bar")
    if y_bar is not None:
        x_bar, slopes = engine.layer_backward(layer.name, y_bar, cache, params)
        found |= {"input_bar": x_bar} | {f"{name}_bar": array for name, array in slopes.items()}
    return found


def sheets(stem: str, level: int, count: int) -> list[Sheet]:
    model = network(stem)
    return [make_sheet(model, level, 7, number) for number in range(1, count + 1)]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("stem", SPECS)
def test_every_number_in_a_key_is_the_engines(stem: str, level: int) -> None:
    problems = [each.problem for sheet in sheets(stem, level, 5) for each in sheet.exercises if each.problem]
    worked = [problem for problem in problems if problem.given]
    assert worked
    for problem in worked:
        theirs = by_the_engine(problem)
        for name, asked in problem.asked.items():
            np.testing.assert_array_equal(asked, theirs[name])


@pytest.mark.parametrize("level", LEVELS)
def test_sizes_and_counts_in_a_key_are_the_engines(level: int) -> None:
    for sheet in sheets("sigmoid_cnn", level, 5):
        for each in sheet.exercises:
            if each.problem is None or each.problem.given:
                continue
            engine = engine_of(each.problem)
            params = engine.init(0)
            if "parameters" in each.problem.asked:
                assert each.problem.asked["parameters"] == sum(array.size for array in params.values())
            else:
                image = each.problem.spec["input"]
                x = np.zeros((1, image["channels"], image["height"], image["width"]))
                output = engine.forward(x, params).output
                assert tuple(each.problem.asked["shape"]) == output.shape[1:]


def test_thirty_students_get_thirty_sheets_and_keys() -> None:
    made = sheets("sigmoid_cnn", 2, 30)
    assert len({markdown(worksheet(sheet)).partition("1. ")[2] for sheet in made}) == 30
    assert len({markdown(key(sheet)).partition("1. ")[2] for sheet in made}) == 30


def test_the_same_seed_gives_the_same_sheet_and_another_seed_another() -> None:
    model = network("sigmoid_cnn")
    first, again, other = (markdown(worksheet(make_sheet(model, 1, seed, 1))) for seed in (7, 7, 8))
    assert first == again
    assert first.partition("1. ")[2] != other.partition("1. ")[2]


def test_a_network_with_everything_is_asked_every_kind() -> None:
    for level in LEVELS:
        for sheet in sheets("sigmoid_cnn_max", level, 3):
            assert len(sheet.exercises) == len(KINDS)


@pytest.mark.parametrize("level", LEVELS)
def test_numbers_are_small_enough_for_the_hand(level: int) -> None:
    model = network("sigmoid_cnn")
    for seed in range(10):
        for spec in small_layers(model, level, Random(seed), ConvOptions, MaxPoolOptions):
            arrays = work(spec, Random(seed)).values.arrays
            given = [array for name, array in arrays.items() if name in ("input", "conv1.W", "conv1.b")]
            assert all(np.all((np.abs(array) <= 3) & (array == np.round(array))) for array in given)
            assert all(
                np.all((np.abs(array) <= MOST) & (100 * array == np.round(100 * array))) for array in arrays.values()
            )


def test_no_window_of_an_easy_sheet_has_two_largest_entries() -> None:
    pools = [
        each.problem
        for sheet in sheets("sigmoid_cnn_max", 1, 30)
        for each in sheet.exercises
        if each.problem and each.title.startswith("max_pool")
    ]
    assert len(pools) > 30
    assert [ties(build(spec_from_dict(pool.spec)), pool.given["input"]) for pool in pools] == [0] * len(pools)


def test_ties_are_counted_by_windows() -> None:
    pool = build(
        spec_from_dict({"input": {"channels": 1, "height": 2, "width": 4}, "layers": [{"max_pool": {"window": 2}}]})
    )
    assert ties(pool, np.array([[[[3.0, 3, 1, 2], [3, 0, 1, 0]]]])) == 1
    assert ties(pool, np.zeros((1, 1, 2, 4))) == 2


def test_a_sheet_does_not_tell_its_answers() -> None:
    for sheet in sheets("sigmoid_cnn", 2, 3):
        for each in sheet.exercises:
            assert not set(each.answer) & set(each.question) or each.title == "conv, backward"


def test_a_missing_piece_put_back_gives_the_formula_again() -> None:
    whole = statement(gradient(network("symbolic_conv"), "conv1.W").best.equation)
    factor = next(node for node in nodes(whole.relation.rights[-1][1]) if type(node).__name__ == "Derivative")
    holed = without(whole, factor)
    assert BLANK in tuple(nodes(holed))
    assert factor not in tuple(nodes(holed))
    assert rebuilt(holed, lambda node: node, {BLANK: factor}) == whole


@pytest.mark.parametrize("level", LEVELS)
def test_a_missing_piece_is_a_box_in_every_notation_and_nowhere_told(level: int) -> None:
    for sheet in sheets("sigmoid_cnn", level, 12):
        (each,) = (each for each in sheet.exercises if each.title == "A missing piece")
        holed, piece = each.question[1].formulas[0].tree, each.answer[0].formulas[0].tree.rights[0][1]  # type: ignore[union-attr]
        assert piece not in tuple(nodes(holed))
        for notation, box in BOXES.items():
            assert box in write(holed, notation)


def test_the_order_of_steps_in_the_key_is_the_derivations() -> None:
    for sheet in sheets("sigmoid_cnn", 1, 5):
        for each in sheet.exercises:
            if each.title != "Steps in order":
                continue
            labels = {block.label.strip("()"): block.formulas[0].tree.relation for block in each.question[1:]}  # type: ignore[union-attr]
            order = each.answer[0].text.removeprefix("The order is ").removesuffix(".").split(", ")  # type: ignore[union-attr]
            steps = each.answer[1].trace.steps  # type: ignore[union-attr]
            assert [labels[letter] for letter in order] == [step.statement.relation for step in steps]
            assert order != sorted(order)


def test_a_mistake_that_is_asked_changes_the_formula_and_is_no_convention() -> None:
    names = {fault.name.lower(): fault for fault in FAULTS}
    for level in LEVELS:
        for sheet in sheets("sigmoid_cnn_max", level, 4):
            (each,) = (each for each in sheet.exercises if each.title == "Find the mistake")
            wrong, right = each.question[1].formulas[0].source, each.answer[1].formulas[0].source  # type: ignore[union-attr]
            assert write(statement(wrong), Notation.UNICODE) != write(statement(right), Notation.UNICODE)
            assert not names[each.answer[0].text.partition(":")[0].lower()].convention  # type: ignore[union-attr]
            assert any("Hint:" in getattr(block, "text", "") for block in each.question) == (level == 1)


def test_a_key_shows_every_map_of_a_derivative() -> None:
    for sheet in sheets("sigmoid_cnn_max", 3, 4):
        (each,) = (each for each in sheet.exercises if each.title.endswith("backward"))
        (asked,) = each.problem.asked.values()  # type: ignore[union-attr]
        shown = next(block for block in each.answer if isinstance(block, Matrices))
        assert len(shown.items) == np.prod(asked.shape[:2])
        assert not any("more maps" in getattr(block, "text", "") for block in each.answer)


def test_questions_stay_on_a_page_but_for_long_ones() -> None:
    (sheet,) = sheets("sigmoid_cnn_max", 1, 1)
    parted = [section.title for section in worksheet(sheet).sections if not section.whole]
    assert [title.partition(". ")[2] for title in parted] == ["Steps in order"]
