"""The curves of training: what they show stands in the words, too, and a grey print tells them apart."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from derive.export.figures.axis import ChartAxis, fitted
from derive.export.figures.curves import training_curves
from derive.training.loop import Epoch
from derive.training.tally import Score

SVG = "{http://www.w3.org/2000/svg}"
HISTORY = tuple(Epoch(Score(1 / n, 1 - 1 / (n + 1)), Score(1.5 / n, 1 - 1.5 / (n + 1))) for n in range(1, 8))
ALONE = tuple(Epoch(Score(10.0**-n, None), None) for n in range(6))


def lines(history: tuple[Epoch, ...]) -> list[ET.Element]:
    return list(ET.fromstring(training_curves("net", history).svg).iter(f"{SVG}polyline"))


def points(line: ET.Element) -> list[tuple[float, float]]:
    return [tuple(map(float, pair.split(","))) for pair in line.attrib["points"].split()]  # type: ignore[misc]


def test_there_is_one_line_for_each_score_and_one_point_for_each_epoch() -> None:
    found = lines(HISTORY)
    assert [len(points(line)) for line in found] == [7] * 4
    assert len(lines(ALONE)) == 1


def test_losses_fall_and_accuracies_rise_in_the_picture() -> None:
    loss, _, accuracy, _ = (points(line) for line in lines(HISTORY))
    assert all(later[1] > earlier[1] for earlier, later in pairwise(loss)), "y grows downwards"
    assert all(later[1] < earlier[1] for earlier, later in pairwise(accuracy))
    assert all(later[0] > earlier[0] for earlier, later in pairwise(loss))


def test_training_and_held_out_differ_in_more_than_colour() -> None:
    assert ["stroke-dasharray" in line.attrib for line in lines(HISTORY)] == [False, True, False, True]


def test_the_words_tell_first_and_last_values() -> None:
    figure = training_curves("net", HISTORY)
    assert "7 epochs. The loss of the training examples goes from 1 in the first epoch to 0.143" in figure.description
    assert "The accuracy of the held out examples goes from 25 % in the first epoch to 81.25 %" in figure.description
    root = ET.fromstring(figure.svg)
    assert [root.find(f"{SVG}{tag}").text for tag in ("title", "desc")] == [figure.title, figure.description]  # type: ignore[union-attr]


def test_nothing_is_drawn_outside_the_picture() -> None:
    root = ET.fromstring(training_curves("net", HISTORY).svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for line in root.iter(f"{SVG}polyline"):
        assert all(0 <= x <= width and 0 <= y <= height for x, y in points(line))


@pytest.mark.parametrize("history", [HISTORY[:1], ALONE[:1], (HISTORY[0],) * 3])
def test_one_epoch_and_constant_scores_are_drawn(history: tuple[Epoch, ...]) -> None:
    assert all(len(points(line)) == len(history) for line in lines(history))


def test_far_spread_losses_get_a_logarithmic_axis_and_equal_steps() -> None:
    steps = [later[1] - earlier[1] for earlier, later in pairwise(points(lines(ALONE)[0]))]
    assert steps == pytest.approx([steps[0]] * 5, abs=0.2)
    assert "(logarithmic)" in training_curves("net", ALONE).svg


def test_ticks_are_round_and_on_the_axis() -> None:
    assert ChartAxis(0, 20, 0, 100).ticks(8) == (0, 5, 10, 15, 20)
    assert ChartAxis(0.913, 0.991, 0, 1).ticks(5) == (0.92, 0.94, 0.96, 0.98)
    assert fitted([1e-6, 1], 0, 1, logarithmic=True).ticks(4) == (1e-6, 1e-4, 1e-2, 1)
    assert not fitted([0.0, 1], 0, 1, logarithmic=True).logarithmic, "0 has no logarithm"
