"""What is shown of layers on request: three ways to join volumes, the use of pixels, shifted input."""

import numpy as np
import pytest

from derive.document.blocks import Document, Formulas, Matrices, Paragraph, Section, Steps, TableBlock
from derive.document.choice import Choice
from derive.document.shifted import moved
from derive.document.show import Selection, show_document
from derive.document.translation import EMPTY
from derive.document.view import View
from derive.document.views import COMPARE_DENSE, PIXEL_USES, TRANSLATION, UPDATES
from derive.errors import NameNotFoundError
from derive.kernels.network import kernels
from derive.network.model import Model
from derive.network.pixels import pixel_uses
from derive.printing.notation import Notation, write
from derive.printing.style import Style
from tests.document.networks import network, shipped


def sections(model: Model, view: View) -> tuple[Section, ...]:
    document: Document = show_document(model, Choice(Style(numbers=model.values)), Selection(views=(view,)))
    return document.sections


def viewed(model: Model, view: View) -> tuple[Section, ...]:
    """Without what is said of the layers that are left out."""
    return tuple(section for section in sections(model, view) if not section.title.endswith("left out"))


def table(section: Section) -> list[tuple[str, ...]]:
    (found,) = (block for block in section.blocks if isinstance(block, TableBlock))
    return [tuple(str(cell) for cell in row) for row in found.rows]


def formulas(section: Section) -> list[str]:
    return [
        write(formula.tree, Notation.ASCII)
        for block in section.blocks
        if isinstance(block, Formulas)
        for formula in block.formulas
    ]


def test_three_layers_that_map_the_same_volumes_are_counted() -> None:
    (conv1,) = viewed(shipped("digits"), COMPARE_DENSE)
    units, pixels = 28 * 26 * 26, 28 * 28
    assert table(conv1) == [
        ("convolution", "252", "28", "280", "1"),
        ("locally connected", f"{units * 9:,}", f"{units:,}", f"{units * 10:,}", "676"),
        ("dense", f"{units * pixels:,}", f"{units:,}", f"{units * (pixels + 1):,}", "53,066"),
    ]


def test_the_counts_are_formulas_where_sizes_are_letters() -> None:
    (section,) = viewed(shipped("symbolic_conv"), COMPARE_DENSE)
    counts = [text for text in formulas(section) if text.startswith(("weights", "biases"))]
    assert counts == [
        "weights = K*C*f^2",
        "biases = K",
        "weights = K*C*(n^[1])^2*f^2",
        "biases = K*(n^[1])^2",
        "weights = K*C*n^2*(n^[1])^2",
        "biases = K*(n^[1])^2",
    ]


def test_the_uses_of_every_pixel_are_those_of_the_lecture() -> None:
    (section,) = viewed(shipped("padding_uses"), PIXEL_USES)
    (matrices,) = (block for block in section.blocks if isinstance(block, Matrices))
    without, padded = (
        " / ".join(" ".join(str(cell) for cell in row) for row in matrix.rows) for matrix in matrices.items
    )
    assert without == "1 2 3 3 2 1 / 2 4 6 6 4 2 / 3 6 9 9 6 3 / 3 6 9 9 6 3 / 2 4 6 6 4 2 / 1 2 3 3 2 1"
    assert padded == "4 6 6 6 6 4 / 6 9 9 9 9 6 / 6 9 9 9 9 6 / 6 9 9 9 9 6 / 6 9 9 9 9 6 / 4 6 6 6 6 4"
    texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    assert texts[-2].endswith("a corner pixel is used once, a central one 9 times.")
    assert texts[-1].endswith("a corner pixel is used 4 times, a central one 9 times.")


@pytest.mark.parametrize("options", [{"padding": 1}, {"padding": "same"}, {"stride": 2}, {"dilation": 2, "padding": 2}])
def test_the_counts_are_the_gradient_of_the_sum_of_a_layer_of_ones(options: dict[str, object]) -> None:
    """The kernels' backward pass with weights and cotangents of 1 counts the uses in another way."""
    model = network([{"conv": {"filters": 1, "kernel": 3, "bias": False, **options}}], side=7)
    found = pixel_uses(model, model.layers[0])
    assert found is not None
    rows, columns = found.counts(found.own)
    made = kernels(model)
    params = {"conv1.W": np.ones((1, 1, 3, 3))}
    y = made.forward(np.zeros((1, 1, 7, 7)), params)
    counted = made.vjp(np.zeros((1, 1, 7, 7)), params, np.ones_like(y))["input"][0, 0]
    np.testing.assert_array_equal(np.outer(rows, columns), counted)


def test_a_layer_without_padding_is_shown_beside_the_padding_that_would_keep_its_size() -> None:
    (section,) = viewed(shipped("edge_detection"), PIXEL_USES)
    texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    assert texts[-1].startswith("Padding 1: 6×6 pixels give 6×6 outputs")


def test_the_output_of_a_convolution_moves_along_and_that_of_a_dense_layer_does_not() -> None:
    conv, pool, dense = viewed(shipped("translation"), TRANSLATION)
    said = [[block.text for block in each.blocks if isinstance(block, Paragraph)] for each in (conv, pool, dense)]
    assert said[0][-1].startswith("30 of the 30 outputs")
    assert said[2][-1] == "3 of the 3 outputs that have one before them differ from it."
    assert table(pool) == [
        ("one pixel right", "18 of 36", "5 of 9"),
        ("one pixel left", "19 of 36", "2 of 9"),
        ("one pixel down", "18 of 36", "5 of 9"),
        ("one pixel up", "19 of 36", "2 of 9"),
    ]
    assert all(any(isinstance(block, Steps) for block in each.blocks) for each in (conv, pool, dense))


@pytest.mark.parametrize("name", ["padding_uses", "strided_example", "filter_gallery", "sigmoid_cnn", "pooling_avg"])
def test_in_numbers_only_outputs_at_the_border_do_not_move_along(name: str) -> None:
    for section in viewed(shipped(name), TRANSLATION):
        said = [block.text for block in section.blocks if isinstance(block, Paragraph)][-1]
        assert "right by one." in said or "at the border, in column" in said or "differ" in said


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("kernel", [2, 4, 5])
def test_with_same_padding_the_outputs_away_from_the_border_move_along(kernel: int, stride: int) -> None:
    model = network([{"conv": {"filters": 1, "kernel": kernel, "stride": stride, "padding": "same"}}], side=13)
    (section,) = viewed(model, TRANSLATION)
    said = [block.text for block in section.blocks if isinstance(block, Paragraph)][-1]
    own = {text.partition(" = ")[0] for text in formulas(section)}
    assert {"e_h", "e_w"} <= own
    assert "right by one." in said or "at the border, in column" in said


def test_where_the_borders_leave_nothing_the_statement_is_said_to_be_empty() -> None:
    """Three outputs, of which one at each border reads padding: there is no output that another could be shifted to."""
    (section,) = viewed(network([{"conv": {"filters": 1, "kernel": 3, "padding": "same"}}], side=3), TRANSLATION)
    assert EMPTY in section.blocks
    (section,) = viewed(network([{"conv": {"filters": 1, "kernel": 3, "padding": "same"}}], side=4), TRANSLATION)
    assert EMPTY not in section.blocks


LEFT_OUT = {
    TRANSLATION: [
        "sigmoid1: computed entry by entry, so the output is shifted as the input is.",
        "dropout1, flatten1, softmax1: neither windows nor one weight for each pair of an output and an entry.",
    ],
    PIXEL_USES: ["sigmoid1, dropout1, flatten1, dense1, softmax1: no windows."],
    COMPARE_DENSE: ["sigmoid1, dropout1, max_pool1, flatten1, dense1, softmax1: no shared weights."],
    UPDATES: ["sigmoid1, dropout1, max_pool1, flatten1, softmax1: no parameters."],
}
EVERY_KIND = [
    {"conv": {"filters": 2, "kernel": 3}},
    "sigmoid",
    {"dropout": {"rate": 0.5}},
    {"max_pool": {"window": 2}},
    "flatten",
    {"dense": {"units": 2}},
    "softmax",
]


@pytest.mark.parametrize("view", LEFT_OUT, ids=lambda view: view.title)
def test_a_layer_that_a_view_leaves_out_is_named_with_the_reason(view: View) -> None:
    *_, last = sections(network(EVERY_KIND, side=4), view)
    assert last.title == f"{view.title}: layers left out"
    assert [block.text for block in last.blocks if isinstance(block, Paragraph)] == LEFT_OUT[view]


def test_a_named_layer_that_a_view_cannot_show_is_not_passed_over_beside_one_that_it_can() -> None:
    model = network(EVERY_KIND, side=4)
    choice = Choice(Style(numbers=model.values))
    shown = show_document(model, choice, Selection((model.layers[0], model.layers[1]), views=(PIXEL_USES,)))
    assert [section.title for section in shown.sections] == [
        "conv1: how often each pixel is used",
        "how often each pixel is used: layers left out",
    ]
    with pytest.raises(NameNotFoundError, match="sigmoid1: no layer with windows"):
        show_document(model, choice, Selection((model.layers[1],), views=(PIXEL_USES,)))


@pytest.mark.parametrize("view", [COMPARE_DENSE, PIXEL_USES, TRANSLATION, UPDATES], ids=lambda view: view.title)
def test_a_view_shows_no_formulas_of_a_loss_that_is_named(view: View) -> None:
    model = shipped("sigmoid_cnn")
    choice = Choice(Style(numbers=model.values))
    with pytest.raises(NameNotFoundError, match=r"^the loss: no layer"):
        show_document(model, choice, Selection(views=(view,), loss=True))
    both = show_document(model, choice, Selection(layers=model.layers[:1], views=(view,), loss=True)).sections
    assert not [section.title for section in both if section.title.startswith("loss")]
    assert [block.text for block in both[-1].blocks if isinstance(block, Paragraph)] == [
        f"the loss: no {view.subject}."
    ]


def test_one_output_cannot_be_shifted() -> None:
    model = network(["flatten", {"dense": {"units": 3}}, {"dense": {"units": 1}}], side=2)
    *_, last = sections(model, TRANSLATION)
    assert Paragraph("dense2: one output, which cannot be shifted.") in last.blocks


def test_padding_leaves_out_as_many_columns_as_it_is_wide() -> None:
    model = network([{"conv": {"filters": 1, "kernel": 5, "padding": 2}}], side=9)
    (section,) = viewed(model, TRANSLATION)
    said = [block.text for block in section.blocks if isinstance(block, Paragraph)][-1]
    assert said.endswith("stand at the border, in columns 7, 8 (counted from 0).")


def test_what_moves_out_is_lost_and_zeros_move_in() -> None:
    image = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(moved(image, 0, 1), [[0, 0, 1], [0, 3, 4]])
    np.testing.assert_array_equal(moved(image, 0, -1), [[1, 2, 0], [4, 5, 0]])
    np.testing.assert_array_equal(moved(image, 1, 0), [[0, 0, 0], [0, 1, 2]])


@pytest.mark.parametrize(
    ("name", "view", "missing"),
    [
        ("mlp_sigmoid", PIXEL_USES, "layer with windows"),
        ("pooling_max", COMPARE_DENSE, "layer that shares weights"),
        ("symbolic_relu", TRANSLATION, "layer with windows or dense layer"),
    ],
)
def test_a_network_without_such_a_layer_is_told_so(name: str, view: View, missing: str) -> None:
    with pytest.raises(NameNotFoundError, match=missing):
        viewed(shipped(name), view)


def test_the_update_is_written_over_the_examples_with_its_minus_and_its_learning_rate() -> None:
    (conv1, dense1) = viewed(shipped("unrolled_3x3"), UPDATES)
    shown = [text.split("\n")[0] for text in formulas(conv1)]
    assert shown[0].startswith("g^[1][m, k, c, u, v] = sum_{i,j} dJ_m/dz^[1][m, k, i, j] * x[m, c, i+u, j+v]")
    assert shown[1] == "W^[1][k, c, u, v] := W^[1][k, c, u, v] - alpha * sum_m g^[1][m, k, c, u, v]"
    assert shown[2] == "W^[1][k, c, u, v] := W^[1][k, c, u, v] - alpha/M * sum_m g^[1][m, k, c, u, v]"
    assert len(formulas(dense1)) == 6


def test_where_examples_are_mixed_no_sum_over_them_is_claimed() -> None:
    for section in viewed(shipped("batch_norm_cnn"), UPDATES):
        assert not formulas(section)
        assert "mixes the examples" in str(section.blocks)
