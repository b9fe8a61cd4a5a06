"""A layer that does not fit its input is refused with the numbers."""

from typing import Any

import pytest

from derive.errors import SpecError
from derive.network.build import bind, build
from derive.spec.read import spec_from_dict


def load(layer: dict[str, Any], side: int | str = 3) -> Any:
    document = {"input": {"channels": 1, "height": side, "width": side}, "layers": [layer]}
    return build(spec_from_dict(document))


OF_PADDING_ALONE = [
    ({"max_pool": {"window": 2, "padding": 2, "stride": 3}}, "window 0 (height) covers only padding: cells -2 to -1"),
    ({"max_pool": {"window": 2, "padding": 1, "dilation": 4}}, "covers only padding"),
    (
        {"avg_pool": {"window": 1, "padding": 1, "count_include_pad": False}},
        "window 0 (height) covers only padding: cells -1 to -1 in steps of 1 of an input of 3",
    ),
]


@pytest.mark.parametrize(("layer", "message"), OF_PADDING_ALONE)
def test_a_window_of_padding_alone_has_no_maximum_and_no_mean(layer: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError) as refused:
        load(layer)
    assert message in str(refused.value)
    assert "use a smaller padding or dilation, or a larger window" in str(refused.value)


def test_a_mean_that_counts_padding_is_0_where_a_window_covers_padding_alone() -> None:
    load({"avg_pool": {"window": 1, "padding": 1}})


def test_a_window_of_padding_alone_is_found_when_a_named_size_gets_its_number() -> None:
    model = load({"avg_pool": {"window": 2, "padding": "p", "stride": 3, "count_include_pad": False}}, "n")
    bind(model, {"n": 3, "p": 1})
    with pytest.raises(SpecError, match="covers only padding"):
        bind(model, {"n": 3, "p": 2})


@pytest.mark.parametrize("kind", ["max_pool", "avg_pool"])
def test_same_padding_never_makes_a_window_of_padding_alone(kind: str) -> None:
    for window in (1, 2, 3, 5):
        for stride in (1, 2, 3, 4):
            for side in (1, 2, 3, 4, 5):
                load({kind: {"window": window, "stride": stride, "padding": "same"}}, side)
