"""The measured networks are those that they say they are, and every one gives a finite step."""

import math

import numpy as np
import pytest

import derive
from benchmarks.speed.case import Case
from benchmarks.speed.contestants import derived_step
from benchmarks.speed.graphs import DENSENET, GRAPHS, MOBILENET, RESNET, SIGNAL, UNET
from benchmarks.speed.networks import CASES


def parameters(case: Case) -> int:
    model = derive.load(case.spec).model
    return sum(math.prod(int(size) for size in model.shape(tensor)) for tensor in model.parameters.values())


@pytest.mark.parametrize(
    ("case", "count"), [(RESNET, 272_474), (MOBILENET, 64_458), (UNET, 116_753), (DENSENET, 338_122), (SIGNAL, 24_058)]
)
def test_the_graphs_have_the_parameters_of_their_kind(case: Case, count: int) -> None:
    assert parameters(case) == count


def test_no_network_is_measured_under_the_name_of_another() -> None:
    names = [case.name for case in (*CASES, *GRAPHS)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", GRAPHS, ids=lambda case: case.name)
def test_two_steps_of_a_graph_are_finite_and_lower_its_loss(case: Case) -> None:
    small = Case(case.name, case.title, 2, case.goal, case.spec, case.outputs)
    step = derived_step(small)
    first, second = step(), step()
    assert np.isfinite([first, second]).all()
    assert second < first
