"""Worksheets: seeded, different for every student, and with keys that the engine computes again."""

from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from derive.document.blocks import Block, Formulas, Matrices, Note, Paragraph, Space
from derive.document.figures import DIGITS, figure
from derive.document.markdown import markdown
from derive.document.rewriting import rebuilt
from derive.engine import Engine
from derive.exercises.backward_by_hand import BACKWARD
from derive.exercises.branches import FIELDS, SHAPES
from derive.exercises.by_hand import MOST, work
from derive.exercises.catalogue import KINDS
from derive.exercises.draw import draw
from derive.exercises.exercise import Exercise, ExerciseKind, Task
from derive.exercises.fan_out import FAN_OUT
from derive.exercises.find_mistake import FIND_MISTAKE, askable
from derive.exercises.forward_by_hand import POOLING
from derive.exercises.missing_piece import MISSING_PIECE, nodes, without
from derive.exercises.order_of_steps import ORDER_OF_STEPS
from derive.exercises.output_size import OUTPUT_SIZE
from derive.exercises.parameter_count import PARAMETER_COUNT
from derive.exercises.sheet import Sheet, key, make_sheet, worksheet
from derive.exercises.small import small_layers, windowed
from derive.exercises.values_by_hand import NORMALISATION
from derive.exercises.wording import options_in_words
from derive.exercises.worked_entries import sign
from derive.faults.catalogue import FAULTS
from derive.layers.batch_norm import BatchNormOptions
from derive.network.backward import gradient
from derive.network.build import build
from derive.network.model import Model
from derive.printing.compose import statement
from derive.printing.formula import Relation, Sign
from derive.printing.names import BLANK
from derive.printing.notation import Notation, write
from derive.spec.read import read_spec, spec_from_dict
from derive.verification.case import make_engine

SPECS = (
    "sigmoid_cnn",
    "sigmoid_cnn_max",
    "mlp_sigmoid",
    "symbolic_conv",
    "batch_norm_cnn",
    "digits",
    "symbolic_softmax",
    "learn_edge_filter",
)
AWKWARD: tuple[dict[str, Any], ...] = (
    {"max_pool": {"window": 3, "stride": 2, "padding": "same"}},
    {"max_pool": {"window": [3, 2], "stride": [1, 2], "padding": [1, 0], "ceil_mode": True}},
    {"avg_pool": {"window": 3, "stride": 2, "padding": 1, "count_include_pad": False}},
    {"conv": {"filters": 8, "kernel": 3, "groups": 4, "padding": "same", "dilation": 2}},
    {"conv": {"filters": 8, "kernel": 11, "stride": 4, "padding": 2}},
    {"conv": {"filters": 2, "kernel": 1, "bias": False}},
    {"max_pool": {"window": 2, "stride": 1, "dilation": [2, 1]}},
)
CLOSE = 1e-12  # a few roundings of numbers near 1
SHIPPED = tuple(sorted(path.stem for path in Path("specs").glob("*.yaml")))
LEVELS = (1, 2, 3)
BOXES = {
    Notation.UNICODE: "□",
    Notation.ASCII: "blank",
    Notation.LATEX: r"\boxed{\phantom{0}}",
    Notation.MATHML: "□",
    Notation.TYPST: "□",
}


@cache
def network(stem: str) -> Model:
    return build(read_spec(Path("specs") / f"{stem}.yaml"))


def engine_of(problem: Task) -> Engine:
    return make_engine(build(spec_from_dict(problem.spec)))


def by_the_engine(problem: Task) -> dict[str, Any]:
    """Everything that a problem may ask, from the hand-written engine."""
    engine, model = engine_of(problem), build(spec_from_dict(problem.spec))
    params = {name: problem.given[name] for name in model.parameters}
    x, (layer,) = problem.given["input"], model.layers
    trace = engine.forward(x, params)
    found: dict[str, Any] = {layer.output.name: trace.output, **trace.state}
    if "target" in problem.given:
        loss, gradients = engine.loss_and_gradients(x, problem.given["target"], params)
        return found | {"loss": loss, "input_bar": gradients.cotangents["input"]}
    if f"{layer.output.name}_bar" in problem.given:
        _, cache = engine.layer_forward(layer.name, (x,), params)
        (x_bar,), slopes = engine.layer_backward(layer.name, problem.given[f"{layer.output.name}_bar"], cache, params)
        found |= {"input_bar": x_bar} | {f"{name}_bar": array for name, array in slopes.items()}
    return found


def sheets(stem: str, level: int, count: int) -> list[Sheet]:
    model = network(stem)
    return [make_sheet(model, level, 7, number) for number in range(1, count + 1)]


def asked(kind: ExerciseKind, stem: str, level: int, count: int) -> list[Exercise]:
    """The exercises of one kind on the same sheets, which all have one; no others are worked out."""
    found = asked_if_any(kind, stem, level, count)
    assert len(found) == count
    return found


def asked_if_any(kind: ExerciseKind, stem: str, level: int, count: int) -> list[Exercise]:
    model = network(stem)
    made = (kind.make(model, draw(model.name, level, 7, number, kind.name)) for number in range(1, count + 1))
    return [each for each in made if each is not None]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("stem", SPECS)
def test_every_number_in_a_key_is_the_engines(stem: str, level: int) -> None:
    problems = [each.problem for sheet in sheets(stem, level, 5) for each in sheet.exercises if each.problem]
    worked = [problem for problem in problems if problem.given]
    assert worked
    for problem in worked:
        theirs = by_the_engine(problem)
        for name, asked in problem.asked.items():
            np.testing.assert_allclose(asked, theirs[name], rtol=CLOSE, atol=CLOSE)


@pytest.mark.parametrize("level", LEVELS)
def test_sizes_and_counts_in_a_key_are_the_engines(level: int) -> None:
    for each in (each for kind in (OUTPUT_SIZE, PARAMETER_COUNT) for each in asked(kind, "sigmoid_cnn", level, 5)):
        assert each.problem is not None
        engine = engine_of(each.problem)
        params = engine.init(0)
        wanted = each.problem.asked
        if "parameters" in wanted:
            own = [array.size for name, array in params.items() if name.partition(".")[0] in wanted["of"]]
            assert wanted["parameters"] == sum(own)
        else:
            image = each.problem.spec["input"]
            x = np.zeros((1, image["channels"], image["height"], image["width"]))
            assert tuple(wanted["shape"]) == engine.forward(x, params).output.shape[1:]


@pytest.mark.parametrize("stem", SHIPPED)
def test_sizes_and_counts_are_asked_of_the_networks_own_layers_and_options(stem: str) -> None:
    model = network(stem)
    own = {item.name.replace(".", "_"): item.options for item in model.spec.layers}
    assert sheets(stem, 2, 1)[0].exercises
    for each in (each for kind in (OUTPUT_SIZE, PARAMETER_COUNT) for each in asked_if_any(kind, stem, 2, 2)):
        assert each.problem is not None
        for item in build(spec_from_dict(each.problem.spec)).spec.layers:
            for name, value in item.options:
                said = getattr(own[item.name], name)
                assert value == said or name == "name" or letters(said), (item.name, name)


def letters(said: object) -> bool:
    """Whether a size is a letter, so that it takes any number."""
    return isinstance(said, str) or (isinstance(said, tuple) and any(isinstance(part, str) for part in said))


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
        for sheet in sheets("batch_norm_cnn", level, 2):
            graphs = {SHAPES, FIELDS, FAN_OUT}
            # an activation alone is asked where there is no loss, and of branches where there are some
            assert len(sheet.exercises) == len(KINDS) - 1 - len(graphs)


@pytest.mark.parametrize("level", LEVELS)
def test_branches_are_asked_about_what_they_share_and_where_they_meet(level: int) -> None:
    model = network("squeeze_excite")
    for number in range(1, 3):
        own = draw("squeeze_excite", level, 7, number, "meeting")
        shapes, uses = SHAPES.make(model, own), FAN_OUT.make(model, own)
        assert shapes is not None
        assert uses is not None
        assert "which multiply1 joins" in str(shapes.question)
        assert uses.points == len(uses.answer)


def test_what_branches_see_is_asked_where_it_is_known_and_inside_the_input() -> None:
    text = {
        "input": {"channels": 1, "height": 9, "width": 8},
        "layers": [
            {"conv": {"filters": 1, "kernel": 3, "padding": 1, "name": "one"}},
            {"conv": {"filters": 1, "kernel": 5, "padding": 2, "name": "two"}},
            {"add": ["one", "two"]},
        ],
    }
    found = FIELDS.make(build(spec_from_dict(text)), draw("x", 1, 1, 1, "fields"))
    assert found is not None
    assert [str(block.text).split(":")[0] for block in found.answer if isinstance(block, Paragraph)][:2] == [
        "Through one",
        "Through two",
    ]
    assert "3 × 3" in str(found.answer[0])
    assert "7 × 7" in str(found.answer[1])
    assert "7 × 7" in str(found.answer[2])
    assert FIELDS.make(network("squeeze_excite"), draw("x", 1, 1, 1, "fields")) is None


@pytest.mark.parametrize("level", LEVELS)
def test_numbers_are_small_enough_for_the_hand(level: int) -> None:
    model = network("sigmoid_cnn")
    for seed in range(10):
        for spec in small_layers(model, level, Random(seed), windowed):
            arrays = work(spec, Random(seed)).values.arrays
            given = [array for name, array in arrays.items() if name in ("input", "conv1.W", "conv1.b")]
            assert all(np.all((np.abs(array) <= 3) & (array == np.round(array))) for array in given)
            assert all(
                np.all((np.abs(array) <= MOST) & (100 * array == np.round(100 * array))) for array in arrays.values()
            )


def test_no_window_of_an_easy_sheet_has_two_largest_entries() -> None:
    made = (each for kind in (POOLING, BACKWARD) for each in asked(kind, "sigmoid_cnn_max", 1, 30))
    pools = [each.problem for each in made if each.problem and each.title.startswith("Max pool")]
    assert len(pools) > 30
    assert all(len(np.unique(pool.given["input"])) == pool.given["input"].size for pool in pools)


@pytest.mark.parametrize("options", AWKWARD)
def test_a_layer_with_awkward_options_is_worked_by_hand_too(options: dict[str, Any]) -> None:
    model = build(spec_from_dict({"input": {"channels": 4, "height": 23, "width": 17}, "layers": [options]}))
    for level in LEVELS:
        for number in (1, 2):
            sheet = make_sheet(model, level, 3, number)
            problems = [each.problem for each in sheet.exercises if each.problem and each.problem.given]
            assert len(problems) == 2  # forward and backward
            for problem in problems:
                theirs = by_the_engine(problem)
                for name, asked in problem.asked.items():
                    np.testing.assert_array_equal(asked, theirs[name])


def test_a_small_layer_has_its_own_options_where_the_hand_allows() -> None:
    pool = {"max_pool": {"window": 2, "stride": 1, "dilation": [2, 1], "padding": 1}}
    large = {"conv": {"filters": 6, "kernel": [11, 2], "stride": "s", "groups": 3, "dilation": 4}}
    spec = {"input": {"channels": 6, "height": 40, "width": 40}, "layers": [pool, large]}
    (first, second) = small_layers(build(spec_from_dict(spec)), 1, Random(1), windowed)
    assert {**pool["max_pool"], "ceil_mode": False} == first["layers"][0]["max_pool"]
    drawn = second["layers"][0]["conv"]
    assert (drawn["kernel"], drawn["groups"], drawn["dilation"], drawn["filters"]) == (2, 2, 1, 2)
    assert drawn["stride"] in (1, 2)
    assert second["input"]["channels"] == 2


@pytest.mark.parametrize(("level", "told"), [(1, "ε = 0.00001."), (2, "ε = 0.00001, η = 0.1.")])
def test_every_number_that_a_batch_norm_by_hand_needs_is_told(level: int, told: str) -> None:
    made = next(each for each in sheets("batch_norm_cnn", level, 1)[0].exercises if each.title == "Batch norm by hand")
    assert Paragraph(told) in made.question


@pytest.mark.parametrize("level", LEVELS)
def test_no_result_of_batch_norm_by_hand_needs_more_digits_than_are_asked_for(level: int) -> None:
    for made in asked(NORMALISATION, "batch_norm_cnn", level, 12):
        assert made.problem is not None
        values = [float(value) for array in made.problem.asked.values() for value in np.ravel(array)]
        assert all(len(figure(value).lstrip("-0.").replace(".", "")) <= DIGITS for value in values)


def test_a_sheet_of_a_network_that_is_no_chain_asks_for_mistakes_in_its_layers() -> None:
    assert {placed.name for placed, _ in askable(network("residual_block"))} <= {
        placed.name for placed in network("residual_block").placed
    }


def test_a_question_tells_an_option_that_has_no_phrase() -> None:
    options = BatchNormOptions(momentum=0.3, unbiased_running_variance=False)
    assert options_in_words(options) == "epsilon 0.00001, momentum 0.3, without unbiased running variance"


def test_a_sheet_does_not_tell_its_answers() -> None:
    for sheet in sheets("sigmoid_cnn", 2, 3):
        for each in sheet.exercises:
            assert not set(each.answer) & set(each.question) or "backward" in each.title


def test_a_missing_piece_put_back_gives_the_formula_again() -> None:
    whole = statement(gradient(network("symbolic_conv"), "conv1.W").best.equation)
    factor = next(node for node in nodes(whole.relation.rights[-1][1]) if type(node).__name__ == "Derivative")
    holed = without(whole, factor)
    assert BLANK in tuple(nodes(holed))
    assert factor not in tuple(nodes(holed))
    assert rebuilt(holed, lambda node: node, {BLANK: factor}) == whole


@pytest.mark.parametrize("level", LEVELS)
def test_a_missing_piece_is_a_box_in_every_notation_and_nowhere_told(level: int) -> None:
    for each in asked(MISSING_PIECE, "sigmoid_cnn", level, 12):
        holed, piece = each.question[1].formulas[0].tree, each.answer[0].formulas[0].tree.rights[0][1]  # type: ignore[union-attr]
        assert piece not in tuple(nodes(holed))
        for notation, box in BOXES.items():
            assert box in write(holed, notation)


def test_the_order_of_steps_in_the_key_is_the_derivations() -> None:
    for each in asked(ORDER_OF_STEPS, "sigmoid_cnn", 1, 5):
        labels = {block.label.strip("()"): block.formulas[0].tree.relation for block in each.question[1:]}  # type: ignore[union-attr]
        order = each.answer[0].text.removeprefix("The order is ").removesuffix(".").split(", ")  # type: ignore[union-attr]
        steps = each.answer[1].trace.steps  # type: ignore[union-attr]
        assert [labels[letter] for letter in order] == [step.statement.relation for step in steps]
        assert order != sorted(order)


def formulas_of(blocks: tuple[Block, ...]) -> list[Any]:
    return [each for block in blocks if isinstance(block, Formulas) for each in block.formulas]


@pytest.mark.parametrize("stem", ["sigmoid_cnn_max", "digits", "conv_same"])
def test_a_mistake_that_is_asked_can_be_seen_and_is_no_convention(stem: str) -> None:
    names = {fault.name.lower(): fault for fault in FAULTS}
    for level in LEVELS:
        for each in asked(FIND_MISTAKE, stem, level, 4):
            wrong, right = (formulas_of(blocks)[-1].source for blocks in (each.question, each.answer))
            assert statement(wrong).relation != statement(right).relation
            assert wrong.terms
            assert not names[each.answer[0].text.partition(":")[0].lower()].convention  # type: ignore[union-attr]
            assert any("Hint:" in getattr(block, "text", "") for block in each.question) == (level == 1)


def test_the_forward_formula_and_every_convention_stand_above_a_mistake() -> None:
    model = network("digits")
    for each in asked(FIND_MISTAKE, "digits", 2, 12):
        bar = formulas_of(each.answer)[-1].source.left.tensor
        placed = next(own for own in model.placed if bar.bar.of in own.tensors.values() and own.output != bar.bar.of)
        said = {block.text for block in each.question if isinstance(block, Note)}
        assert said in (
            set(placed.declaration.conventions),
            set(getattr(placed, "at_inference", placed).declaration.conventions),
        )
        assert len(formulas_of(each.question)) >= 2


def test_a_slip_of_array_slicing_is_not_asked_and_neither_is_what_changes_nothing_here() -> None:
    asked = {mistake.fault.id for _, mistake in askable(network("pooling_max"))}
    assert "window.crop-of-nothing" not in asked  # all that is left of the formula is a 0
    assert "pooling.overwrites" not in asked  # its windows do not overlap
    assert "window.height-width-swapped" not in asked  # its strides are equal
    assert "window.stride-missing" in asked
    overlapping = {
        "input": {"channels": 1, "height": 5, "width": 5},
        "layers": [{"max_pool": {"window": 3, "stride": 1}}],
    }
    assert "pooling.overwrites" in {mistake.fault.id for _, mistake in askable(build(spec_from_dict(overlapping)))}


@pytest.mark.parametrize("stem", ["digits", "mlp", "symbolic_conv"])
def test_thirty_sheets_spread_the_kinds_of_mistakes_evenly(stem: str) -> None:
    model = network(stem)
    kinds = {mistake.fault.id for _, mistake in askable(model)}
    asked = Counter(FIND_MISTAKE.make(model, draw(model.name, 1, 7, n, "mistake")).answer[0].text for n in range(1, 31))  # type: ignore[union-attr]
    assert len(asked) == min(30, len(kinds))
    assert max(asked.values()) - min(asked.values()) <= 1


def test_points_are_shown_where_they_are_wanted_and_add_up() -> None:
    (sheet,) = sheets("batch_norm_cnn", 2, 1)
    assert "point" not in " ".join(section.title for section in worksheet(sheet).sections)
    total = sum(each.points for each in sheet.exercises)
    for document in (worksheet(sheet, points=True), key(sheet, points=True)):
        worth = [int(title.rpartition("(")[2].split(" point")[0]) for title in (s.title for s in document.sections)]
        assert sum(worth) == total
        assert min(worth) >= 1
        assert any(str(total) in getattr(block, "text", "") for block in document.blocks)


def test_every_question_leaves_room_to_write() -> None:
    (sheet,) = sheets("batch_norm_cnn", 2, 1)
    for section in worksheet(sheet).sections:
        assert isinstance(section.blocks[-1], Space)
        assert section.blocks[-1].lines >= 2
    assert not any(isinstance(block, Space) for section in key(sheet).sections for block in section.blocks)


def test_a_number_is_equal_only_where_it_is_printed_in_full() -> None:
    assert sign(0.25, 3.0, np.array([-2.0, 0.0]), 1 - 1e-16) is Sign.EQUALS
    for rounded in (1 / 3, 0.99964, 0.999991234, 0.4999994, -1.24996e-6, 1.000000123):
        assert sign(rounded) is Sign.NEARLY, rounded


def test_a_key_says_where_a_result_is_rounded_and_keeps_its_digits() -> None:
    (sheet,) = sheets("batch_norm_cnn", 3, 1)
    for title in ("Batch norm by hand", "Softmax and cross entropy by hand"):
        (each,) = (each for each in sheet.exercises if each.title == title)
        shown = results(each)
        assert {sign_ for _, sign_ in shown} == {Sign.EQUALS, Sign.NEARLY}
        for text in (text for text, sign_ in shown if sign_ is Sign.NEARLY):
            digits = len(text.lstrip("-0.").replace(".", ""))
            would_be_whole = float(f"{float(text):.{DIGITS}g}") == round(float(text))
            assert digits == DIGITS or (would_be_whole and digits > DIGITS), text


def results(each: Exercise) -> list[tuple[str, Sign]]:
    """The last side of every worked line, with its sign."""
    trees = [own.tree for own in formulas_of(each.answer) if isinstance(own.tree, Relation)]
    last = [tree.rights[-1] for tree in trees]
    return [(write(node, Notation.ASCII), sign_) for sign_, node in last]


def test_a_key_shows_every_map_of_a_derivative() -> None:
    for each in asked(BACKWARD, "sigmoid_cnn_max", 3, 4):
        (wanted,) = each.problem.asked.values()  # type: ignore[union-attr]
        shown = next(block for block in each.answer if isinstance(block, Matrices))
        assert len(shown.items) == np.prod(wanted.shape[:2])
        assert not any("more maps" in getattr(block, "text", "") for block in each.answer)


def test_questions_stay_on_a_page_but_for_long_ones() -> None:
    (sheet,) = sheets("sigmoid_cnn_max", 1, 1)
    parted = [section.title for section in worksheet(sheet).sections if not section.whole]
    assert [title.partition(". ")[2] for title in parted] == ["Steps in order"]
