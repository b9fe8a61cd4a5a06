"""The chain rule for one weight: as the lecture writes it, and with the values that dual numbers give."""

from typing import Any

import pytest

from derive.algebra.evaluate import evaluate
from derive.algebra.tensor import bar_name
from derive.document.blocks import Formulas, Paragraph, TableBlock
from derive.document.chain import chain_section
from derive.document.chain_numbers import summands
from derive.document.lookup import find_entry
from derive.document.worked_values import worked_values
from derive.errors import NameNotFoundError
from derive.network.chain import chain
from derive.network.links import ways
from derive.network.model import Model
from derive.printing.notation import Notation, write
from derive.printing.style import Style
from derive.verification.exact_network import derived_cotangents, exact_point, slopes
from derive.verification.sizing.network import smallest
from tests.document.networks import network, shipped

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
CASES = [
    (shipped("sigmoid_cnn"), "out.W", (0, 1)),
    (shipped("sigmoid_cnn"), "conv1.W", (1, 0, 1, 2)),
    (shipped("sigmoid_cnn"), "conv1.b", (1,)),
    (shipped("sigmoid_cnn_max"), "conv1.W", (0, 0, 2, 1)),
    (shipped("sigmoid_cnn_max"), "input", (1, 0, 2, 3)),
    (shipped("unrolled_3x3"), "conv1.W", (0, 0, 1, 1)),
    (shipped("mlp_sigmoid"), "dense1.W", (2, 1)),
    (PADDED, "conv1.W", (3, 0, 1, 0)),
]
SEVERAL_PATHS = [("stem.W", (0, 0, 1, 1)), ("first.W", (1, 0, 2, 0)), ("input", (1, 0, 1, 2))]


@pytest.mark.parametrize(("model", "tensor", "place"), CASES, ids=lambda value: getattr(value, "name", str(value)))
def test_the_composed_formula_of_one_weight_has_the_slope_of_the_whole_network(
    model: Model, tensor: str, place: tuple[int, ...]
) -> None:
    small = model if model is PADDED else smallest(model)
    point = exact_point(small, seed=1)
    found = chain(small, tensor, place)
    assert evaluate(found.composed, point.world) == {place: slopes(point, [(tensor, {place: 1})])[0]}
    (way,) = found.ways
    assert way.links
    assert way.factors


@pytest.mark.parametrize(("tensor", "place"), SEVERAL_PATHS, ids=str)
def test_over_several_paths_the_composed_formula_is_the_sum_over_them(tensor: str, place: tuple[int, ...]) -> None:
    small = smallest(shipped("residual_block"))
    point = exact_point(small, seed=1)
    found = chain(small, tensor, place)
    assert evaluate(found.composed, point.world) == {place: slopes(point, [(tensor, {place: 1})])[0]}
    through = {"first.W": [()], "input": [("joined",), ("first",)]}.get(tensor, [("joined",), ("first",)])
    assert len(found.composed.terms) == len(found.ways)
    assert [way.through for way in found.ways] == through
    shares = [evaluate(way.factored, point.world) for way in found.ways]
    assert sum(share[place] for share in shares) == slopes(point, [(tensor, {place: 1})])[0]


def test_a_way_alone_is_not_said_to_be_the_derivative() -> None:
    shown = printed(shipped("residual_block"), "stem.W[0,0,0,0]")
    assert [label for label in shown if label.endswith("the chain")] == [
        "way 1 of 2, through joined: the chain",
        "way 2 of 2, through first: the chain",
    ]
    lefts = {label: formula.partition(" = ")[0] for label, (formula, *_) in shown.items() if "factors:" not in label}
    assert lefts["way 1 of 2, through joined: the chain"] == "∂J/∂W^[stem][0, 0, 0, 0]|joined"
    assert lefts["all ways together"] == "∂J/∂W^[stem][0, 0, 0, 0]"


def deep(blocks: int) -> Model:
    """Residual blocks one behind the other: 2 to their number ways from the first to the loss."""
    layers: list[Any] = [{"dense": {"units": 2, "name": "b0"}}]
    for block in range(1, blocks + 1):
        layers.append({"dense": {"units": 2, "name": f"c{block}"}})
        layers.append({"add": {"from": [f"c{block}", f"b{block - 1}"], "name": f"b{block}"}})
    return network(layers, input={"features": 2}, loss="mean_squared_error")


def test_a_chain_of_many_ways_ends_where_they_part() -> None:
    model = deep(40)
    (way,) = chain(model, "b0.W", (0, 1)).ways
    assert (way.ends, len(way.links)) == ("b0", 1)
    assert ways(model)["b0"] == 2**40
    shown = chain_section(model, "b0.W", (0, 1), Style())
    text = [block.text for block in shown.blocks if isinstance(block, Paragraph)]
    assert text[-1].startswith("b0 acts on the loss on 1,099,511,627,776 ways: their sum, the derivative by b0,")


def test_two_blocks_have_four_ways() -> None:
    small = deep(2)
    point = exact_point(small, seed=1)
    found = chain(small, "b0.W", (0, 1))
    assert [way.through for way in found.ways] == [("b1", "b2"), ("b1", "c2"), ("c1", "b2"), ("c1", "c2")]
    total = sum(evaluate(way.factored, point.world)[0, 1] for way in found.ways)
    assert total == slopes(point, [("b0.W", {(0, 1): 1})])[0]


def test_without_a_loss_the_given_cotangent_stays() -> None:
    model = network([{"conv": {"filters": 2, "kernel": 2, "stride": 2}}, "sigmoid"], side=4)
    point = exact_point(model, seed=2)
    found = chain(model, "conv1.W", (1, 0, 0, 1))
    world = point.world.__class__(
        {**point.world.tensors, "sigmoid1_bar": point.y_bars["sigmoid1"]}, point.world.sizes, point.world.functions
    )
    derived = derived_cotangents(point)["conv1.W"]
    assert evaluate(found.composed, world) == {(1, 0, 0, 1): derived[1, 0, 0, 1]}
    assert found.ways[0].links[0].of is not None


def printed(model: Model, entry: str) -> dict[str, list[str]]:
    tensor, place = find_entry(model, entry)
    section = chain_section(model, tensor, place, Style(numbers=model.values))
    blocks = [block for block in section.blocks if isinstance(block, Formulas)]
    return {block.label: [write(each.tree, Notation.UNICODE) for each in block.formulas] for block in blocks}


def test_the_chain_of_an_output_weight_reads_as_in_the_lecture() -> None:
    shown = printed(shipped("sigmoid_cnn"), "out.W[0,0]")
    assert shown["the chain"] == [
        "∂J/∂W^[3][0, 0] = Σ_m ∂J/∂a^[3][m, 0] · ∂a^[3][m, 0]/∂z^[3][m, 0] · ∂z^[3][m, 0]/∂W^[3][0, 0]\n"
        "    sum over  m = 0…M−1"
    ]
    assert shown["its factors"][1:] == [
        "∂a^[3][m, 0]/∂z^[3][m, 0] = a^[3][m, 0] · (1 − a^[3][m, 0])",
        "∂z^[3][m, 0]/∂W^[3][0, 0] = a^[2][m, 0]",
    ]
    assert shown["all factors together; the loss and sigmoid3 fold into one"] == [
        "∂J/∂W^[3][0, 0] = Σ_m (a^[3][m, 0] − t[m, 0]) · a^[2][m, 0]\n    sum over  m = 0…M−1"
    ]


ERRORS = [
    ("out.w[0,0]", "sigmoid-cnn has no derivative by `out.w`\n  did you mean `out.W`? there is one by: "),
    ("out.W[0]", "out.W has 2 subscripts, shape (1, 3); write it like out.W[0,0]"),
    ("out.W[0,3]", "out.W[0,3] does not exist: out.W has shape (1, 3), counted from 0"),
    ("out.W", "out.W names a whole tensor\n  name one entry of it, such as out.W[0,0]"),
]


@pytest.mark.parametrize(("entry", "text"), ERRORS)
def test_an_entry_that_does_not_exist_is_refused(entry: str, text: str) -> None:
    with pytest.raises(NameNotFoundError) as caught:
        printed(shipped("sigmoid_cnn"), entry)
    assert str(caught.value).startswith(text)


def test_a_layer_of_several_equations_stops_the_chain_of_links(monkeypatch: Any) -> None:
    """A body with two cotangents cannot be one factor: what is left is said to be linked by name."""
    model = shipped("sigmoid_cnn")
    for module in ("chain", "links"):
        monkeypatch.setattr(f"derive.network.{module}.insert_equation", lambda *arguments: None)
    shown = printed(model, "conv1.W[0,0,0,0]")
    assert list(shown) == ["as far as one formula can be put into the next; the rest is linked by name"]


def test_a_difference_under_the_sum_sign_stands_in_brackets() -> None:
    shown = printed(shipped("sigmoid_cnn"), "out.b[0]")
    assert shown["all factors together; the loss and sigmoid3 fold into one"] == [
        "∂J/∂b^[3][0] = Σ_m (a^[3][m, 0] − t[m, 0])\n    sum over  m = 0…M−1"
    ]


def test_softmax_and_batch_norm_have_factors_of_their_own() -> None:
    model = network(
        ["flatten", {"dense": {"units": 3}}, "batch_norm", {"dense": {"units": 2}}, "softmax"],
        side=2,
        loss="cross_entropy",
    )
    shown = printed(model, "dense1.W[1,0]")
    assert "∂a^[2][m′, c]/∂z^[2][m′, k] = a^[2][m′, k] · ([k = c] − a^[2][m′, c])" in shown["its factors"]
    assert (
        "∂y^[1][m′, 1]/∂z^[1][m, 1] = γ^[1][1] · r^[1][1] · ([m = m′] − 1/M − 1/M · x̂^[1][m′, 1] · x̂^[1][m, 1])"
    ) in shown["its factors"]
    assert list(shown)[-1] == "all factors together; the loss and softmax1 fold into one"


NUMBERS = [
    (shipped("sigmoid_cnn"), "out.W", (0, 1)),
    (shipped("sigmoid_cnn_max"), "conv1.W", (0, 0, 2, 1)),
    (PADDED, "conv1.W", (3, 0, 1, 0)),
    (network(["flatten", {"dense": {"units": 3}}, "softmax"], side=2, loss="cross_entropy"), "dense1.W", (1, 2)),
    (
        network(
            ["flatten", {"dense": {"units": 3}}, "batch_norm", "tanh", {"dense": {"units": 2}}],
            side=2,
            loss="mean_squared_error",
        ),
        "dense1.W",
        (2, 0),
    ),
    (deep(2), "b0.W", (0, 1)),
    (shipped("tied_autoencoder"), "encoder.W", (0, 1)),
]


def test_a_weight_that_two_layers_share_has_a_way_through_each() -> None:
    found = chain(shipped("tied_autoencoder"), "encoder.W", (0, 1))
    assert [(way.through, len(way.links)) for way in found.ways] == [(("decoder",), 2), (("encoder",), 4)]


@pytest.mark.parametrize(("model", "tensor", "place"), NUMBERS, ids=lambda value: getattr(value, "name", str(value)))
def test_the_products_in_numbers_add_up_to_the_derivative_of_the_kernels(
    model: Model, tensor: str, place: tuple[int, ...]
) -> None:
    values = worked_values(model)
    worked = [each for way in chain(model, tensor, place).ways for each in summands(way, values, 10**6)]
    assert sum(each.product for each in worked) == pytest.approx(values.arrays[bar_name(tensor)][place], abs=1e-12)


def numbers_of(model: Model, entry: str) -> tuple[list[TableBlock], dict[str, list[str]]]:
    section = chain_section(model, *find_entry(model, entry), Style(numbers=model.values), worked_values(model))
    tables = [block for block in section.blocks if isinstance(block, TableBlock)]
    blocks = [block for block in section.blocks if isinstance(block, Formulas)]
    return tables, {block.label: [write(each.tree, Notation.UNICODE) for each in block.formulas] for block in blocks}


def test_every_factor_stands_in_numbers_above_their_product() -> None:
    """By hand: a = softmax of equal logits is 1/2, the target [1, 0]."""
    model = network(
        [{"dense": {"units": 2, "bias": False}}, "softmax"],
        input={"features": 1},
        loss="cross_entropy",
        values={"input": [3], "dense1.W": [[1], [1]], "target": [1, 0]},
    )
    (table,), formulas = numbers_of(model, "dense1.W[0,0]")
    rows = [[each if isinstance(each, str) else write(each, Notation.UNICODE) for each in row] for row in table.rows]
    assert rows == [
        ["∂J/∂a^[1][m, c]", "−2"],
        ["∂a^[1][m, c]/∂z^[1][m, 0]", "0.25"],
        ["∂z^[1][m, 0]/∂W^[1][0, 0]", "3"],
        ["product", "−1.5"],
    ]
    assert formulas["the sum of 2 products, of which 1 is 0"] == ["∂J/∂W^[1][0, 0] = −1.5"]


def test_of_more_products_than_can_be_worked_out_the_sum_is_that_of_back_propagation() -> None:
    (table,), formulas = numbers_of(shipped("digits"), "conv1.W[0,0,1,2]")
    assert len(table.rows) == 11
    assert list(formulas)[-1].endswith(": by back-propagation")


def test_without_a_loss_factors_have_numbers_and_the_derivative_has_none() -> None:
    (table,), formulas = numbers_of(shipped("strided_example"), "conv1.W[0,0,1,1]")
    assert [len(row) for row in table.rows] == [4, 4]
    assert list(formulas) == ["the chain", "its factors"]
