"""The unrolled view: the sparse matrix and the sums of a shared weight, read off it."""

import re

from derive.document.blocks import Block, Formulas, Matrices, Paragraph
from derive.document.choice import Choice
from derive.document.latex import latex
from derive.document.show import Selection, show_document
from derive.document.unrolled import unrolled_section
from derive.document.views import COMPARE_DENSE
from derive.export.figures.unrolled import unrolled
from derive.network.build import bind
from derive.network.model import Model
from derive.network.sharing import connection_letter, connections, sharing, size_of_matrix
from derive.printing.notation import Notation, write
from tests.document.networks import network, shipped


def blocks(model: Model) -> tuple[Block, ...]:
    section = unrolled_section(model, model.layers[0], Choice())
    assert section is not None
    return section.blocks


def formulas(model: Model, label: str, notation: Notation = Notation.ASCII) -> list[str]:
    (found,) = (each for each in blocks(model) if isinstance(each, Formulas) and each.label.startswith(label))
    return [write(formula.tree, notation) for formula in found.formulas]


def test_the_gradient_of_a_shared_weight_reads_as_in_the_lecture() -> None:
    model = shipped("unrolled_3x3")
    assert formulas(model, "the gradient of a shared weight") == [
        "dJ/df_1 = dJ/dw_11 + dJ/dw_22 + dJ/dw_34 + dJ/dw_45",
        "dJ/df_2 = dJ/dw_12 + dJ/dw_23 + dJ/dw_35 + dJ/dw_46",
        "dJ/df_3 = dJ/dw_14 + dJ/dw_25 + dJ/dw_37 + dJ/dw_48",
        "dJ/df_4 = dJ/dw_15 + dJ/dw_26 + dJ/dw_38 + dJ/dw_49",
    ]
    first = formulas(model, "the gradient of a shared weight", Notation.UNICODE)[0]
    assert first == "∂J/∂f₁ = ∂J/∂w₁₁ + ∂J/∂w₂₂ + ∂J/∂w₃₄ + ∂J/∂w₄₅"


def test_the_weight_of_a_connection_is_the_filter_at_the_distance() -> None:
    (found,) = formulas(shipped("symbolic_conv"), "the weight between")
    assert found.startswith(
        "w[(k, i, j), (c, r, q)] = W^[1][k, c, r+p-s*i, q+p-s*j] * [0 <= r + p - s*i < f] * [0 <= q + p - s*j < f]"
    )


def test_the_matrix_has_the_filter_once_in_each_row() -> None:
    (matrices,) = (each for each in blocks(shipped("unrolled_3x3")) if isinstance(each, Matrices))
    rows = [
        [write(c, Notation.ASCII) if c != "" and not isinstance(c, str) else "." for c in row]
        for row in matrices.items[0].rows
    ]
    assert [" ".join(row) for row in rows] == [
        "f_1 f_2 . f_3 f_4 . . . .",
        ". f_1 f_2 . f_3 f_4 . . .",
        ". . . f_1 f_2 . f_3 f_4 .",
        ". . . . f_1 f_2 . f_3 f_4",
    ]


def test_numbers_of_two_digits_are_kept_apart_by_commas_and_then_all_numbers_of_the_layer_are() -> None:
    model = network([{"conv": {"filters": 1, "kernel": 3}}], side=4)
    assert formulas(model, "the gradient")[0] == "dJ/df_1 = dJ/dw[1, 1] + dJ/dw[2, 2] + dJ/dw[3, 5] + dJ/dw[4, 6]"
    assert formulas(model, "the gradient")[8] == "dJ/df_9 = dJ/dw[1, 11] + dJ/dw[2, 12] + dJ/dw[3, 15] + dJ/dw[4, 16]"


def test_stride_padding_and_dilation_join_what_the_forward_formula_reads() -> None:
    for options in ({"stride": 2}, {"padding": 1}, {"dilation": 2}, {"stride": 2, "dilation": 2, "padding": 1}):
        model = network([{"conv": {"filters": 1, "kernel": 2, **options}}], side=5)
        found = sharing(model.layers[0])
        assert found is not None
        step, space, pad = (
            options.get(name, default) for name, default in (("stride", 1), ("dilation", 1), ("padding", 0))
        )
        for (unit, pixel), weight in connections(model, found).items():
            assert pixel[1] == step * unit[1] + space * weight[2] - pad
            assert pixel[2] == step * unit[2] + space * weight[3] - pad
        rows = int(model.values[model.layers[0].rules[0].symbol])
        assert size_of_matrix(model, found) == (rows * rows, 25)


def test_a_large_matrix_is_not_shown_but_its_size_is_said() -> None:
    texts = [block.text for block in blocks(shipped("sigmoid_cnn")) if isinstance(block, Paragraph)]
    assert texts[-1] == (
        "The matrix has 32 rows (units) and 36 columns (pixels), 1152 entries in all: too many to show."
    )


def test_layers_without_shared_weights_have_no_unrolled_view() -> None:
    model = shipped("sigmoid_cnn_max")
    shown = [layer.name for layer in model.layers if unrolled_section(model, layer, Choice()) is not None]
    assert shown == ["conv1"]


def test_of_many_weights_the_first_are_shown_and_the_others_counted() -> None:
    model = network([{"conv": {"filters": 3, "kernel": 2}}], side=3)
    assert len(formulas(model, "the gradient")) == 9
    assert blocks(model)[-1] == Paragraph("and 3 more weights, in the same way.")


def test_nine_units_on_an_image_of_five_by_five_are_shown() -> None:
    (matrices,) = (
        each for each in blocks(network([{"conv": {"filters": 1, "kernel": 3}}], side=5)) if isinstance(each, Matrices)
    )
    assert (len(matrices.items[0].rows), len(matrices.items[0].rows[0])) == (9, 25)


def test_beside_a_size_called_w_the_connections_have_another_letter() -> None:
    conv = {"conv": {"filters": 1, "kernel": 2}}
    model = network([conv], input={"channels": 1, "height": "h", "width": "w"})
    for view in (Selection(model.layers), Selection(views=(COMPARE_DENSE,))):
        document = show_document(model, Choice(unroll=not view.views), view)
        text = latex(document)
        assert "\\omega_{" in text
        assert not re.search(r"\bw_\{", text)
    assert connection_letter(model) == "omega"
    assert connection_letter(network([conv], side=3)) == "w"


def test_the_sums_over_connections_and_the_picture_take_the_same_letter() -> None:
    image = {"channels": 1, "height": 3, "width": "w"}
    model = bind(network([{"conv": {"filters": 1, "kernel": 2}}], input=image), {"w": 3})
    assert formulas(model, "the gradient")[0] == "dJ/df_1 = dJ/domega_11 + dJ/domega_22 + dJ/domega_34 + dJ/domega_45"
    assert "ω₁₁" in "".join(figure.svg for figure in unrolled(model))
