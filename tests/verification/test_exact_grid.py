"""Two formulas agree only if every entry does, at points with ties and at points without."""

import pytest

from derive.faults.catalogue import BY_ID
from derive.faults.formula import formulas_in
from derive.network.model import Model
from derive.verification.trial import Made, equivalent
from tests.kernels.networks import image, network


def _made(model: Model, fault: str, tensor: str) -> Made:
    place, formula = next((place, f) for place, f in formulas_in(model).items() if place[1] == tensor)
    wrong = BY_ID[fault].apply(formula)
    assert wrong is not None
    return Made(model, BY_ID[fault], {place: wrong}, formula)


def _conv(**options: object) -> Model:
    return network(image(2, 5, 6), {"conv": {"filters": 3, "kernel": 2, **options}})


@pytest.mark.parametrize(
    ("model", "fault", "tensor"),
    [
        (_conv(padding=1), "window.crop-hard-coded", "W_bar"),
        (_conv(stride=2), "window.height-width-swapped", "x_bar"),
        (network(image(2, 5, 6), {"max_pool": {"window": 2}}), "pooling.overwrites", "x_bar"),
        (network(image(2, 4, 6), {"avg_pool": {"window": 2}}), "pooling.divisor-squared-side", "y"),
        (network(image(1, 1, 6), {"conv": {"filters": 2, "kernel": 1}}), "bias.inside-window-sum", "z"),
    ],
)
def test_a_mistake_that_changes_nothing_there_is_equivalent(model: Model, fault: str, tensor: str) -> None:
    assert equivalent(_made(model, fault, tensor))


@pytest.mark.parametrize(
    ("model", "fault", "tensor"),
    [
        (_conv(padding=2), "window.crop-hard-coded", "W_bar"),
        (_conv(stride=[2, 1]), "window.height-width-swapped", "x_bar"),
        (network(image(2, 5, 6), {"max_pool": {"window": 2, "stride": 1}}), "pooling.overwrites", "x_bar"),
        (network(image(2, 4, 6), {"avg_pool": {"window": [2, 3]}}), "pooling.divisor-squared-side", "y"),
        (network({"features": 3}, "batch_norm"), "normalisation.epsilon-outside", "r"),
        (network({"features": 3}, "batch_norm"), "running.momentum-swapped", "running_mean"),
        (network({"features": 3}, "sigmoid", loss="mean_squared_error"), "scale.doubled", "a_bar"),
    ],
)
def test_a_mistake_that_changes_an_entry_is_not(model: Model, fault: str, tensor: str) -> None:
    assert not equivalent(_made(model, fault, tensor))


def test_ties_are_among_the_points() -> None:
    """On distinct numbers it changes nothing; it must not pass for equivalent."""
    model = network(image(1, 2, 2), {"max_pool": {"window": 2}})
    assert not equivalent(_made(model, "pooling.ties-multiplied", "x_bar"))


def test_a_formula_that_reads_out_of_range_is_not_equivalent() -> None:
    assert not equivalent(_made(_conv(), "weights.channels-not-swapped", "z"))
