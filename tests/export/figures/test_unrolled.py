"""The unrolled layer: matrix and graph show each connection once, with its weight."""

import re
from collections import Counter
from xml.etree.ElementTree import Element

import pytest

from derive.export.figures.paint import FILLS
from derive.export.figures.unrolled import BOX, unrolled, unrolled_layer
from tests.export.figures.pictures import PICTURED, SVG, network, read, words

LECTURE = network("unrolled_3x3")


def _joined(stem: str) -> dict[tuple[int, int], int]:
    found = unrolled_layer(network(stem), network(stem).layers[0])
    assert found is not None
    return dict(found.joined)


def test_the_lectures_first_weight_stands_at_its_four_places() -> None:
    joined = _joined("unrolled_3x3")
    assert [key for key, weight in sorted(joined.items()) if weight == 1] == [(1, 1), (2, 2), (3, 4), (4, 5)]
    texts = [each.text for each in words(read(next(iter(unrolled(LECTURE))).svg))]
    assert "∂J/∂f₁ = ∂J/∂w₁₁ + ∂J/∂w₂₂ + ∂J/∂w₃₄ + ∂J/∂w₄₅" in texts


@pytest.mark.parametrize("stem", ["unrolled_3x3", "edge_detection", "strided_example", "padding_uses", "lenet5"])
def test_connections_are_those_of_plain_loops(stem: str) -> None:
    found = unrolled_layer(network(stem), network(stem).layers[0])
    assert found is not None
    rows, columns = found.trial.axes
    expected = {}
    for i in range(rows.outputs):
        for j in range(columns.outputs):
            for u in range(rows.kernel):
                for v in range(columns.kernel):
                    r = rows.stride * i + rows.dilation * u - rows.before
                    q = columns.stride * j + columns.dilation * v - columns.before
                    if 0 <= r < rows.inputs and 0 <= q < columns.inputs:
                        unit, pixel = i * columns.outputs + j + 1, r * columns.inputs + q + 1
                        expected[unit, pixel] = u * columns.kernel + v + 1
    assert found.joined == expected


@pytest.mark.parametrize("stem", ["unrolled_3x3", "edge_detection", "lenet5", "symbolic_conv+numbers"])
def test_the_matrix_has_a_named_cell_for_each_connection_in_its_weights_colour(stem: str) -> None:
    joined = _joined(stem)
    root = read(next(iter(unrolled(network(stem)))).svg)
    names = Counter(each.text for each in words(root) if each.text.startswith("f"))
    digits = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
    stands: dict[str, set[tuple[float, float]]] = {}
    for weight, count in Counter(joined.values()).items():
        name = f"f{str(weight).translate(digits)}"
        assert names[name] == count + 1  # once more in the small filter
        stands.setdefault(FILLS[(weight - 1) % len(FILLS)].light, set()).update(_named(root, name))
    for colour, places in stands.items():
        paths = " ".join(path.get("d", "") for path in root.iter(f"{SVG}path") if path.get("fill") == colour)
        corners = re.findall(r"M(-?[\d.]+) (-?[\d.]+)", paths)
        assert {(float(x) + BOX / 2, round(float(y) + BOX / 2 + 0.36 * 12, 2)) for x, y in corners} == places


def _named(root: Element, name: str) -> set[tuple[float, float]]:
    """Where a text stands."""
    found = (part for part in root.iter(f"{SVG}text") if part.text == name)
    return {(float(part.get("x", "")), float(part.get("y", ""))) for part in found}


def test_the_graph_has_a_line_for_each_connection_and_one_look_for_each_weight() -> None:
    joined = _joined("unrolled_3x3")
    graph = list(unrolled(LECTURE))[1]
    looks = Counter(
        (line.get("stroke"), line.get("stroke-width"), line.get("stroke-dasharray"))
        for line in read(graph.svg).iter(f"{SVG}line")
    )
    assert sorted(looks.values()) == sorted(count + 1 for count in Counter(joined.values()).values())  # and the legend
    assert len({(width, dashes) for _, width, dashes in looks}) == len(looks)  # told apart without colour


def test_a_large_image_is_replaced_by_one_that_can_be_drawn_and_many_weights_get_no_graph() -> None:
    assert [each.name for each in unrolled(network("lenet5"))] == ["conv1-unrolled-matrix"]
    found = unrolled_layer(network("cats_dogs"), network("cats_dogs").layers[0])
    assert found is not None
    assert found.pixels == (4, 4)


def test_networks_without_filters_get_none() -> None:
    assert not [
        each
        for stem in PICTURED
        if stem.startswith(("mlp", "pooling", "symbolic_dense"))
        for each in unrolled(network(stem))
    ]
