"""Worked numbers: the lecture's tables come out of the shipped specs, entry by entry and as matrices."""

import pytest

from derive.document.blocks import Formulas, Matrices, Paragraph, Section, TableBlock
from derive.document.choice import Choice
from derive.document.figures import figure
from derive.document.numbers import backward_numbers, forward_numbers, loss_numbers
from derive.document.show import show_document
from derive.document.worked_values import worked_values
from derive.document.workings import workings
from derive.errors import SizeError
from derive.network.build import build
from derive.network.model import Model
from derive.printing.notation import Notation, write
from derive.printing.style import Style
from derive.spec.read import spec_from_dict
from tests.document.networks import network, shipped

LECTURE = {
    "edge_detection": "-5 -4 0 8 / -10 -2 2 3 / 0 -2 -4 -7 / -3 -2 -3 -16",
    "pooling_avg": "3.75 1.25 / 4 2",
    "pooling_max": "9 2 / 6 3",
    "strided_example": "91 100 88 / 69 91 117 / 44 72 74",
}


def numbers(model: Model) -> Section:
    return forward_numbers(model, model.layers[0], worked_values(model), Style(numbers=model.values))


def rows_of(section: Section) -> list[tuple[str, ...]]:
    tables = [block for block in section.blocks if isinstance(block, TableBlock)]
    return [
        tuple(cell if isinstance(cell, str) else write(cell, Notation.ASCII) for cell in row)
        for table in tables
        for row in table.rows
    ]


@pytest.mark.parametrize("name", LECTURE)
def test_the_tables_of_the_lecture_come_out_exactly(name: str) -> None:
    section = numbers(shipped(name))
    (matrices,) = (block for block in section.blocks if isinstance(block, Matrices))
    shown = " / ".join(" ".join(map(str, row)) for row in matrices.items[-1].rows)
    assert shown.replace("−", "-") == LECTURE[name]
    values = [row[2] for row in rows_of(section)]
    assert values == LECTURE[name].replace(" / ", " ").split()


def test_each_window_shows_its_products_and_their_sum() -> None:
    first = rows_of(numbers(shipped("edge_detection")))[0]
    assert first == ("(0, 0)", "1*3 + 0*0 - 1*1 + 1*1 + 0*5 - 1*8 + 1*2 + 0*7 - 1*2", "-5")


def test_average_pooling_shows_the_sum_over_the_count() -> None:
    assert rows_of(numbers(shipped("pooling_avg")))[0] == ("(0, 0)", "(1 + 3 + 2 + 9)/4", "3.75")


def test_max_pooling_names_the_winner_and_the_first_one_at_a_tie() -> None:
    rows = rows_of(numbers(shipped("pooling_max")))
    assert rows[0] == ("(0, 0)", "max(1, 3, 2, 9)", "9", "(1, 1)")
    tie = network([{"max_pool": {"window": 2}}], side=2, values={"input": [[1, 7], [7, 7]]})
    assert rows_of(numbers(tie)) == [("max(1, 7, 7, 7)", "7", "(0, 1)")]


def test_padding_is_left_out_of_the_products() -> None:
    layer = {"conv": {"filters": 1, "kernel": 2, "padding": 1, "bias": False}}
    values = {"input": [[1, 2], [3, 4]], "conv1.W": [[[[5, 6], [7, 8]]]]}
    rows = rows_of(numbers(network([layer], side=2, values=values)))
    assert rows[0] == ("(0, 0)", "8*1", "8")
    assert rows[4] == ("(1, 1)", "5*1 + 6*2 + 7*3 + 8*4", "70")


def test_backward_numbers_follow_from_the_loss() -> None:
    values = {"input": [1, 2], "dense1.W": [[3, -1]], "dense1.b": [4], "target": [2]}
    spec = {"name": "line", "input": {"features": 2}, "layers": [{"dense": {"units": 1}}], "values": values}
    model = build(spec_from_dict({**spec, "loss": {"mean_squared_error": {"reduction": "sum"}}}))
    found = worked_values(model)
    assert found.made == ()
    assert found.loss == 9.0
    section = backward_numbers(model, model.layers[0], found, Style(numbers=model.values))
    assert section is not None
    assert rows_of(section) == [
        ("0", "6*1", "6"),
        ("1", "6*2", "12"),
        ("6", "6"),
        ("0", "6*3", "18"),
        ("1", "6*(-1)", "-6"),
    ]
    assert model.loss is not None
    (formulas,) = loss_numbers(model.loss.stated, found, Style()).blocks
    assert isinstance(formulas, Formulas)
    assert write(formulas.formulas[0].tree, Notation.ASCII) == "J = (5 - 2)^2 = 9"


def test_what_the_spec_does_not_give_is_made_up_and_said_so() -> None:
    model = shipped("sigmoid_cnn")
    values = worked_values(model)
    assert values.made == ("input", "conv1.W", "conv1.b", "dense1.W", "dense1.b", "out.W", "out.b", "target")
    document = show_document(model, Choice(values=values))
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].text.startswith("Small integers made up from a fixed seed: input, conv1.W")
    assert all(float(value).is_integer() for value in values.arrays["conv1.W"].ravel())


def test_of_a_larger_network_the_first_windows_are_worked_out_and_the_others_counted() -> None:
    section = numbers(shipped("sigmoid_cnn"))
    assert len(rows_of(section)) == 4
    assert section.blocks[-1] == Paragraph("and 28 more, in the same way.")


def test_of_a_large_map_a_corner_is_shown() -> None:
    section = numbers(network([{"conv": {"filters": 1, "kernel": 3}}], side=20))
    (matrices,) = (block for block in section.blocks if isinstance(block, Matrices))
    assert len(matrices.items[0].rows) == 9
    assert Paragraph("Of large maps only a corner is shown.") in section.blocks


def test_a_network_with_named_sizes_asks_for_numbers() -> None:
    with pytest.raises(SizeError) as caught:
        worked_values(shipped("symbolic_dense"))
    assert str(caught.value) == (
        "symbolic-dense: worked numbers need a number for n, K\n  add --bind n=... --bind K=..."
    )


FIGURES = [
    (-5.0, "-5"),
    (3.75, "3.75"),
    (-0.0, "0"),
    (1 / 9, "0.1111"),
    (0.42, "0.42"),
    (-1e-6, "-1.000e-06"),
    (3.21654e-5, "3.217e-05"),
    (1e6, "1000000"),
]


@pytest.mark.parametrize(("value", "text"), FIGURES)
def test_integers_print_as_integers_and_others_with_four_significant_digits(value: float, text: str) -> None:
    assert figure(value) == text


def test_dropout_is_worked_out_with_a_mask_that_is_made_up_and_said_to_be() -> None:
    values = worked_values(shipped("digits"))
    assert "dropout1.mask" in values.made
    mask, x, y = (values.arrays[name] for name in ("dropout1.mask", "relu2", "dropout1"))
    assert set(mask.ravel()) == {0.0, 1.0}
    assert (y == x * mask * 1.25).all()


def test_what_the_spec_gives_is_shown_in_full_and_what_is_made_up_in_part() -> None:
    def pictures(name: str) -> int:
        return sum(isinstance(block, Matrices) for block in numbers(shipped(name)).blocks)

    assert pictures("half_bright") == 2, "both examples"
    assert pictures("rgb_two_filters") == 2, "both filters"
    assert pictures("filter_gallery") == 7, "all seven filters"
    assert pictures("digits") == 2, "two of 28"
    first = next(block for block in numbers(shipped("rgb_two_filters")).blocks if isinstance(block, Matrices))
    assert len(first.items) == 3 * 2 + 1, "three channels with their filters, and the result"


def test_every_term_of_two_filters_on_a_colour_image_is_written_out() -> None:
    rows = rows_of(numbers(shipped("rgb_two_filters")))
    assert len(rows) == 2 * 4 * 4
    assert all(row[1].count("*") == 27 for row in rows)


def test_a_piece_that_is_not_there_is_not_read_in_the_numbers() -> None:
    """Of a concatenation one input is read at each place; NumPy would read the other from its end."""
    spec = {
        "inputs": {"x1": {"features": 2}, "x2": {"features": 3}},
        "layers": [{"concat": ["x1", "x2"]}],
        "values": {"x1": [[1, 2]], "x2": [[3, 4, 5]]},
    }
    model = build(spec_from_dict(spec))
    found = worked_values(model)
    (layer,) = model.layers
    shown = [write(each.expression, Notation.UNICODE) for each in workings(layer.stated, found, {}, Style())]
    assert shown == ["1", "2", "3", "4", "5"]
