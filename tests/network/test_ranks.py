"""Networks over one and three axes, from the declarations for two: verified, and refused where axes do not fit."""

import pytest

from derive.document.worked_values import worked_values
from derive.errors import SpecError
from derive.network.build import build
from derive.spec.read import parse_spec
from derive.verification.record import Kind, Verdict
from derive.verification.run import verify

LAYERS = """layers:
  - conv: {filters: 3, kernel: 3, stride: 2, padding: 1}
  - batch_norm
  - relu
  - max_pool: {window: 2, stride: 1}
  - avg_pool: {window: 2, stride: 1, padding: 1}
  - flatten
  - dense: {units: 2}
  - softmax
loss: cross_entropy
"""
INPUTS = {"signal": "{channels: 2, length: 9}", "volume": "{channels: 2, depth: 4, height: 6, width: 5}"}


@pytest.mark.parametrize("given", INPUTS.values(), ids=INPUTS)
def test_a_network_over_one_axis_and_over_three_is_verified_like_one_over_two(given: str) -> None:
    record = verify(build(parse_spec(f"input: {given}\n{LAYERS}", "net.yaml")))
    assert record.failures == ()
    assert {check.kind for check in record.checks if check.verdict is Verdict.VERIFIED} == set(Kind)


def refused(text: str) -> str:
    with pytest.raises(SpecError) as caught:
        build(parse_spec(text, "net.yaml"))
    return str(caught.value)


def test_a_layer_of_features_says_what_it_is_given_and_what_is_missing_between() -> None:
    text = "input: {channels: 3, length: 32}\nlayers:\n  - conv: {filters: 16, kernel: 3}\n  - dense: {units: 2}\n"
    assert refused(text) == (
        "net.yaml:4:5: layer dense1: dense reads features; conv1 gives 16x30 (channels and length)\n"
        "  put flatten or a global pool between"
    )


def test_a_layer_over_positions_says_that_a_vector_has_none() -> None:
    text = "input: {features: 4}\nlayers:\n  - conv: {filters: 16, kernel: 3}\n"
    assert refused(text) == (
        "net.yaml:3:5: layer conv1: conv reads channels over a length, over height and width, or over a volume; "
        "input is 4 features\n"
        "  put conv before flatten, dense and global pools, or give the network an input with such axes"
    )


def test_an_option_gives_a_number_for_each_axis() -> None:
    text = "input: {channels: 3, depth: 8, height: 8, width: 8}\nlayers:\n  - max_pool: {window: 2, stride: [1, 2]}\n"
    assert refused(text) == (
        "net.yaml:3:35: layer max_pool1: stride gives 2 numbers, for 3 axes (depth, height, width)\n"
        "  write one number, or [depth, height, width]"
    )


def test_inputs_that_are_added_have_the_same_axes() -> None:
    text = "inputs: {x1: {channels: 3, length: 8}, x2: {features: 3}}\nlayers:\n  - add: [x1, x2]\n"
    assert refused(text) == (
        "net.yaml:3:10: layer add1: add needs inputs of one shape; x1 is 3x8 (channels and length) and x2 is 3 "
        "features\n  put flatten, or the same layers, before each of them"
    )


def test_causal_padding_is_for_one_axis() -> None:
    text = "input: {channels: 1, height: 4, width: 4}\nlayers:\n  - conv: {filters: 1, kernel: 3, padding: causal}\n"
    assert refused(text) == (
        "net.yaml:3:44: layer conv1: causal padding is for one axis; the input has channels, height and width\n"
        "  pad each axis"
    )


def test_two_numbers_of_padding_along_one_axis_are_a_pair() -> None:
    text = "input: {channels: 1, length: 9}\nlayers:\n  - conv: {filters: 1, kernel: 3, padding: [1, 2]}\n"
    assert refused(text) == (
        "net.yaml:3:44: layer conv1: padding gives 2 numbers, for 1 axis (length)\n"
        "  write one number, or [[before, behind]]"
    )


PADDED = """input: {channels: 2, length: 9}
layers:
  - conv: {filters: 3, kernel: 3, padding: causal, dilation: 2}
  - relu
  - conv: {filters: 2, kernel: 3, stride: 2, padding: [[p, 2]]}
  - max_pool: {window: 2, padding: [[0, 1]]}
  - avg_pool: {window: 2, stride: 1, padding: [[1, 0]], count_include_pad: false}
"""


def test_sides_that_are_padded_otherwise_are_verified_too() -> None:
    record = verify(build(parse_spec(PADDED, "net.yaml")))
    assert record.failures == ()


def test_a_reserved_name_inside_a_pair_is_refused_at_its_place() -> None:
    assert refused(PADDED.replace("[[p, 2]]", "[[1, k]]")).startswith(
        "net.yaml:5:60: layer conv2: the size name `k` is an index of the formulas"
    )


def test_a_signal_of_one_channel_is_given_without_its_channel() -> None:
    text = "input: {channels: 1, length: 4}\nlayers: [conv: {filters: 1, kernel: 2}]\nvalues: {input: [1, 2, 0, 1]}\n"
    assert worked_values(build(parse_spec(text))).arrays["input"].shape == (1, 1, 4)
