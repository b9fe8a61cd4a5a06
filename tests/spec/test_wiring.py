"""What layers read: the one before, or what they name; every wrong name is one clear error at its place."""

import pytest

from derive.errors import SpecError
from derive.spec.read import parse_spec

HEAD = "input: {features: 3}\nlayers:\n"


def sources(layers: str, head: str = HEAD) -> list[tuple[str, ...]]:
    return [item.sources for item in parse_spec(head + layers).layers]


def message(layers: str, head: str = HEAD) -> str:
    with pytest.raises(SpecError) as refused:
        parse_spec(head + layers)
    return str(refused.value)


def test_a_layer_reads_the_one_before_it_or_what_it_names() -> None:
    layers = "  - dense: {units: 3, name: a}\n  - relu\n  - tanh: {from: a}\n  - add: [relu1, tanh1]\n"
    assert sources(layers) == [("input",), ("a",), ("a",), ("relu1", "tanh1")]
    assert sources("  - relu: {name: a}\n  - add: {from: [a, input], name: b}\n") == [("input",), ("a", "input")]


def test_several_inputs_are_read_by_name() -> None:
    head = "inputs: {x1: {features: 3}, x2: {features: 3}}\nlayers:\n"
    assert sources("  - subtract: [x2, x1]\n", head) == [("x2", "x1")]
    assert sources("  - relu\n  - add: [relu1, x1]\n", head) == [("x2",), ("relu1", "x1")], (
        "the one before: the last input"
    )


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ("  - relu: {name: main}\n  - add: [mian, input]\n", "4:11: layer add1: there is no layer `mian` above it"),
        ("  - add: [input, later]\n  - relu: {name: later}\n", "3:18: layer add1 reads later, which stands below it"),
        ("  - relu: {name: a, from: a}\n", "3:27: layer a reads itself"),
        ("  - add\n", "layer add1: add reads 2 to 16 layers, and none is named"),
        ("  - add: [input]\n", "layer add1: add reads 2 to 16 layers, and 1 is named"),
        ("  - subtract: [input, input, input]\n", "layer subtract1: subtract reads 2 layers, and 3 are named"),
        ("  - relu: {from: [input, input]}\n", "layer relu1: relu reads 1 layer, and 2 are named"),
        ("  - relu: {from: 3}\n", "layer relu1: from is 3, expected a layer's name"),
        ("  - relu: {name: a}\n  - tanh: {from: input}\n", "nothing reads layer a"),
    ],
)
def test_a_wrong_name_is_refused_where_it_stands(layers: str, expected: str) -> None:
    assert expected in message(layers)


@pytest.mark.parametrize(
    ("head", "layers", "expected"),
    [
        (
            "inputs: {x1: {features: 3}, x2: {features: 3}}\nlayers:\n",
            "  - relu: {from: x1}\n",
            "nothing reads the input x2",
        ),
        (
            "inputs: {x1: {features: 3}}\ninput: {features: 3}\nlayers:\n",
            "  - relu\n",
            "`input` and `inputs` exclude each other",
        ),
        (
            "inputs: {loss: {features: 3}}\nlayers:\n",
            "  - relu\n",
            "the input name `loss` already means the network's own loss",
        ),
        ("inputs: {1x: {features: 3}}\nlayers:\n", "  - relu\n", "`1x` is no name for an input"),
        ("inputs: {}\nlayers:\n", "  - relu\n", "inputs is an empty mapping"),
        (
            "inputs: {x1: {features: 2}, a: {features: 2}}\nlayers:\n",
            "  - add: {from: [x1, a], name: a}\n",
            "called a, as an input is",
        ),
    ],
)
def test_inputs_that_are_wrong_are_refused(head: str, layers: str, expected: str) -> None:
    assert expected in message(layers, head)


def test_shapes_that_do_not_meet_are_named() -> None:
    from derive.network.build import build

    head = "input: {channels: 1, height: 8, width: 8}\nlayers:\n"
    layers = (
        "  - conv: {filters: 2, kernel: 3, padding: 1, name: main}\n"
        "  - conv: {from: input, filters: 2, kernel: 1, stride: 2, name: shortcut}\n"
        "  - add: [main, shortcut]\n"
    )
    with pytest.raises(SpecError, match="main is 2x8x8 and shortcut is 2x4x4; add needs equal shapes"):
        build(parse_spec(head + layers))
