"""Convolution arithmetic: each entry has one frame, the marked cells are those of plain loops, the sums are right."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

import numpy as np
import pytest

from derive.document.figures import figure
from derive.export.figures.arithmetic import Scene, conv_arithmetic, scenes
from derive.network.build import build
from derive.network.model import Model
from derive.spec.read import spec_from_dict
from tests.export.figures.pictures import SVG, frames, is_frames, network, read, words


def _network(name: str, height: int, width: int, **options: object) -> Model:
    layer = {"conv": {"name": "conv1", "filters": 2, **options}}
    source = {"channels": 3, "height": height, "width": width}
    return build(spec_from_dict({"name": name, "title": "Tried", "input": source, "layers": [layer]}))


MODELS = {
    "the lecture's stride": network("strided_example"),
    "the lecture's edges": network("edge_detection"),
    "letters with numbers": network("symbolic_conv+numbers"),
    "a large image": network("cats_dogs"),
    "stride by axis": _network("tried0", 5, 7, kernel=[2, 3], stride=[1, 2]),
    "padding by axis": _network("tried1", 4, 3, kernel=[3, 2], padding=[2, 1]),
    "stride, padding and dilation": _network(
        "tried2", 7, 6, kernel=[3, 2], stride=[2, 1], padding=[1, 2], dilation=[2, 3]
    ),
    "same, odd cells": _network("tried3", 5, 6, kernel=[2, 4], stride=[2, 1], padding="same"),
}
each_model = pytest.mark.parametrize("name", MODELS)
Pairs = dict[tuple[int, int], Counter[tuple[tuple[int, int], tuple[int, int]]]]


def _loops(scene: Scene) -> Iterator[tuple[tuple[int, int], tuple[int, int], tuple[int, int]]]:
    """(output position, tap, input cell), by the textbook's own definition."""
    rows, columns = scene.trial.axes
    for i in range(rows.outputs):
        for j in range(columns.outputs):
            for u in range(rows.kernel):
                for v in range(columns.kernel):
                    r = i * rows.stride + u * rows.dilation - rows.before
                    q = j * columns.stride + v * columns.dilation - columns.before
                    if 0 <= r < rows.inputs and 0 <= q < columns.inputs:
                        yield (i, j), (u, v), (r, q)


def _expected(scene: Scene) -> Pairs:
    """For each entry of the result the pairs of cells that meet."""
    roles = {"forward": (0, 2, 1), "input-gradient": (2, 0, 1), "filter-gradient": (1, 2, 0)}
    result, first, second = roles[scene.motion.name]
    found: Pairs = {}
    for found_in_loops in _loops(scene):
        pair = found_in_loops[first], found_in_loops[second]
        found.setdefault(found_in_loops[result], Counter())[pair] += 1
    return found


@each_model
def test_each_entry_has_one_frame_and_joins_the_cells_of_plain_loops(name: str) -> None:
    for scene, _ in _drawn(name):
        shown = [(join.result[-2], join.result[-1]) for join in scene.joined]
        rows, columns = scene.trial.arrays[scene.tensors[2].name].shape[-2:]
        assert shown == [(r, q) for r in range(rows) for q in range(columns)]
        expected = _expected(scene)
        for place, join in zip(shown, scene.joined, strict=True):
            assert Counter((a[-2:], b[-2:]) for a, b in join.reads) == expected.get(place, Counter())


@each_model
def test_every_product_of_a_window_is_shown_once_over_all_frames(name: str) -> None:
    for scene, _ in _drawn(name):
        assert sum(len(join.reads) for join in scene.joined) == len(list(_loops(scene)))


@each_model
def test_the_results_numbers_are_the_sums_of_the_products(name: str) -> None:
    for scene, _ in _drawn(name):
        first, second, result = (scene.trial.arrays[tensor.name] for tensor in scene.tensors)
        for join in scene.joined:
            assert result[join.result] == sum(first[a] * second[b] for a, b in join.reads)


@cache
def _drawn(name: str) -> tuple[tuple[Scene, Element], ...]:
    model = MODELS[name]
    return tuple(zip(scenes(model), (read(each.svg) for each in conv_arithmetic(model)), strict=True))


@each_model
def test_the_picture_holds_the_numbers_of_all_three_maps(name: str) -> None:
    for scene, root in _drawn(name):
        groups = [[text.text or "" for text in part] for part in root.iter(f"{SVG}g") if part.get("display") is None]
        for tensor in scene.tensors:
            array = scene.trial.arrays[tensor.name].reshape(-1)
            assert [figure(float(value)).replace("-", "−") for value in array] in groups


@each_model
def test_a_frame_marks_the_cell_that_it_computes_and_the_cells_that_it_reads(name: str) -> None:
    for scene, root in _drawn(name):
        marks = list(next(part for part in root.iter() if is_frames(part)))
        for join, frame in zip(scene.joined, marks, strict=True):
            paths = [part for part in frame if part.tag == f"{SVG}path"]
            result = scene.grids[2].corner((join.result[-2], join.result[-1]))
            assert _corners(paths[-1]) == {result}
            solid = [path for path in paths[:-1] if path.get("stroke-dasharray") is None]
            read_cells = [
                {grid.corner((places[at][-2], places[at][-1])) for places in join.reads}
                for at, grid in enumerate(scene.grids[:2])
            ]
            assert [_corners(path) for path in solid] == [cells for cells in read_cells if cells]


@each_model
def test_a_frames_sum_is_right_as_it_stands_there(name: str) -> None:
    for scene, root in _drawn(name):
        for at, join in enumerate(scene.joined):
            texts = [each.text for each in words(root, at)]
            start = next(row for row, text in enumerate(texts) if " = " in text and "Σ" not in text)
            end = next(row for row, text in enumerate(texts) if "Σ" in text)
            line = " ".join(texts[start:end]).replace("−", "-")
            left, sum_, value = line.split(" = ")
            assert left.endswith(f"[{join.result[-2]}, {join.result[-1]}]")
            products = re.findall(r"\(?(-?\d+)\)?·\(?(-?\d+)\)?", sum_)
            if products:
                assert sum(int(a) * int(b) for a, b in products) == int(value)
                assert len(products) == len(join.reads)
            else:
                assert sum_ in ("empty sum", f"sum of {len(join.reads)} products")


def _corners(path: Element) -> set[tuple[float, float]]:
    return {(float(x), float(y)) for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", path.get("d", ""))}


@each_model
def test_frames_take_turns_without_a_gap_or_an_overlap(name: str) -> None:
    for each in conv_arithmetic(MODELS[name]):
        groups = frames(each.svg)
        assert len(groups) == 2
        for group in groups:
            assert [_shown(part, len(group)) for part in group] == [[at] for at in range(len(group))]


def _shown(frame: Element, count: int) -> list[int]:
    """In which of `count` equal spans of time a frame is visible, by the meaning of discrete animation."""
    turns = frame.find(f"{SVG}animate")
    if turns is None:
        return list(range(count))
    values, times = turns.get("values", "").split(";"), [float(t) for t in turns.get("keyTimes", "").split(";")]
    assert turns.get("calcMode") == "discrete"
    assert turns.get("repeatCount") == "indefinite"
    assert times[0] == 0
    assert times == sorted(set(times))
    found = []
    for span in range(count):
        middle = (span + 0.5) / count
        now = [value for value, time in zip(values, times, strict=True) if time <= middle][-1]
        if now == "visible":
            found.append(span)
    return found


def test_all_parts_of_a_picture_move_at_one_pace() -> None:
    for each in conv_arithmetic(network("unrolled_3x3")):
        assert len(set(re.findall(r'dur="([^"]*)"', each.svg))) == 1


@each_model
def test_texts_do_not_meet_in_any_frame(name: str) -> None:
    for scene, root in _drawn(name):
        for at in range(len(scene.joined)):
            found = words(root, at)
            for here, one in enumerate(found):
                assert not [other.text for other in found[here + 1 :] if one.meets(other)], f"frame {at}: {one.text}"


def test_where_nothing_may_move_the_fullest_window_and_all_results_are_seen() -> None:
    scene, root = next(iter(_drawn("letters with numbers")))
    most = max(len(join.reads) for join in scene.joined)
    assert len(scene.joined[scene.middle].reads) == most == 9
    still = [each.text for each in words(root)]
    assert sum(text in "abcdefghi" for text in still) == 2 * most
    assert any(text.startswith("z[1, 1] = ") for text in still)


def test_a_network_of_one_geometry_gets_one_set_of_pictures() -> None:
    names = [each.name for each in conv_arithmetic(network("cats_dogs"))]
    assert names == ["conv1-forward", "conv1-input-gradient", "conv1-filter-gradient"]


def test_networks_without_filters_and_sizes_without_numbers_get_none() -> None:
    for stem in ("mlp_sigmoid", "pooling_max", "symbolic_conv"):
        assert list(conv_arithmetic(network(stem))) == []


def test_the_lectures_strided_result_is_in_its_picture() -> None:
    (scene, *_) = scenes(network("strided_example"))
    assert np.array_equal(scene.trial.arrays["z"][0, 0], [[91, 100, 88], [69, 91, 117], [44, 72, 74]])


def test_the_formula_of_the_inputs_gradient_says_which_positions_it_sums() -> None:
    found = next(each for each in conv_arithmetic(network("strided_example")) if each.name == "conv1-input-gradient")
    written = " ".join(each.text for each in words(read(found.svg)))
    assert "where 0 ≤ r − 2i < 3 and 0 ≤ q − 2j < 3" in written
    assert "where 0 ≤ r − 2i < 3 and 0 ≤ q − 2j < 3" in found.description
