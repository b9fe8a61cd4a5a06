"""Blocks are put in place of their uses, with names, formulas and errors of their own; sizes may be formulas."""

import numpy as np
import pytest

from derive.errors import SizeError, SpecError
from derive.kernels.network import kernels
from derive.network.build import bind, build
from derive.spec.read import parse_spec
from derive.spec.spec import LayerSpec

RESIDUAL = """input: {channels: 3, height: 8, width: 8}
blocks:
  residual:
    parameters: [out, {step: 1}]
    layers:
      - conv: {filters: out, kernel: 3, stride: step, padding: 1, name: main}
      - conv: {from: input, filters: out, kernel: 1, stride: step, name: shortcut}
      - add: [main, shortcut]
layers:
"""


def layers(text: str) -> list[LayerSpec]:
    return list(parse_spec(text).layers)


def message(text: str) -> str:
    with pytest.raises(SpecError) as refused:
        build(parse_spec(text))
    return str(refused.value)


def test_a_block_stands_in_place_of_each_use_with_names_and_weights_of_its_own() -> None:
    found = layers(
        RESIDUAL + "  - residual: {out: 4, repeat: 2}\n  - residual: {out: 2*4, step: 2, name: stage}\n  - relu\n"
    )
    assert [layer.name for layer in found] == [
        f"{use}.{inner}" for use in ("residual1", "residual2", "stage") for inner in ("main", "shortcut", "add1")
    ] + ["relu1"]
    assert [layer.sources for layer in found] == [
        *(("input",), ("input",), ("residual1.main", "residual1.shortcut")),
        *(("residual1.add1",), ("residual1.add1",), ("residual2.main", "residual2.shortcut")),
        *(("residual2.add1",), ("residual2.add1",), ("stage.main", "stage.shortcut")),
        ("stage.add1",),
    ]
    assert [(layer.options.filters, layer.options.stride) for layer in found[:9] if layer.kind == "conv"] == [
        *((4, 1),) * 4,
        *((8, 2),) * 2,
    ]
    model = build(parse_spec(RESIDUAL + "  - residual: {out: 4, repeat: 2}\n"))
    assert {"residual1.main.W", "residual2.main.W"} <= set(model.parameters)


def test_a_block_may_use_others_and_be_read_from_outside() -> None:
    text = """input: {features: 3}
blocks:
  pair: {layers: [relu, tanh]}
  twice:
    parameters: [units]
    layers:
      - pair
      - dense: {units: units}
      - pair: {from: input, name: side}
      - add: [side, dense1]
layers:
  - twice: {units: 3, repeat: 2, name: part}
  - multiply: [part_1.side.relu1, part_2]
"""
    found = {layer.name: layer.sources for layer in layers(text)}
    assert found["part_1.pair1.tanh1"] == ("part_1.pair1.relu1",)
    assert found["part_2.side.relu1"] == ("part_1.add1",)
    assert found["part_1.add1"] == ("part_1.side.tanh1", "part_1.dense1")
    assert found["multiply1"] == ("part_1.side.relu1", "part_2.add1")


def test_sizes_are_formulas_of_numbers_and_of_names() -> None:
    (conv,) = layers(
        "input: {channels: 2, height: 8, width: 8}\nlayers:\n  - conv: {filters: (3 + 1)//2*3, kernel: 3}\n"
    )
    assert conv.options.filters == 6
    text = "input: {features: 2*n + 1}\nlayers:\n  - dense: {units: (n + 1)//2}\n  - dense: {units: 2*h - 1}\n"
    model = build(parse_spec(text))
    assert [str(symbol) for symbol in model.unbound] == ["n", "h"]
    bound = bind(model, {"n": 4, "h": 3})
    assert [bound.shape(bound.parameters[name]) for name in ("dense1.W", "dense2.W")] == [(2, 9), (5, 2)]
    small = build(parse_spec(text.replace("2*h - 1", "h - 2")))
    with pytest.raises(SpecError, match=r"4:20: layer dense2: units, h - 2, is -1"):
        bind(small, {"h": 1})


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ("  - residual: {out: outt}\n", None),
        ("  - residual: {outt: 3}\n", "10:16: layer residual1: unknown key `outt`\n  did you mean `out`?"),
        ("  - residual: {step: 3}\n", "10:15: layer residual1: `out` is missing"),
        ("  - residual: {out: 0}\n", "filters is 0, expected a whole number of 1 or more"),
        ("  - residual: {out: 2, repeat: 0}\n", "repeat is 0, expected a whole number from 1 to 1000"),
        ("  - residual: {out: 2, repeat: 400}\n", "the blocks make more than 1000 layers"),
        ("  - residual: 3\n", "layer residual1: residual is 3, expected a mapping"),
        ("  - residul: {out: 3}\n", "layer 1: there is no `residul`\n  did you mean `residual`?"),
        ("  - residual: {out: 3, from: there}\n", "layer residual1: there is no layer `there` above it"),
        ("  - residual: {out: 3}\n  - relu: {from: residual1.man}\n", "did you mean `residual1.main`?"),
        ("  - residual: {out: 3, name: a.b}\n", 'layer a.b: name is text "a.b", expected a name'),
        ("  - relu\n", "3:3: nothing uses block residual"),
        ("  - residual: {out: 3//0}\n", "`3//0` divides by 0"),
        ("  - residual: {out: 3, step: [1, 2], name: a}\n", None),
    ],
)
def test_a_wrong_use_is_refused_where_it_stands(use: str, expected: str | None) -> None:
    if expected is None:
        build(parse_spec(RESIDUAL + use))
    else:
        assert expected in message(RESIDUAL + use)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ("{b: {layers: [dense: {units: unis}], parameters: [units]}}", "`unis` is no parameter of the block"),
        ("{b: {layers: [dense: {units: 2*unis}], parameters: [units]}}", "`unis` is no parameter of the block"),
        ("{b: {layers: [b]}}", "block b uses itself (b -> b)"),
        ("{b: {layers: [c]}, c: {layers: [relu, b]}}", "block b uses itself (b -> c -> b)"),
        ("{conv: {layers: [relu]}}", "block conv: that is the name of a layer's kind"),
        ("{b: {layers: []}}", "block b has no list of layers"),
        ("{b: {layers: [relu], parametrs: [u]}}", "block b: unknown key `parametrs`\n  did you mean `parameters`?"),
        ("{b: {layers: [relu], parameters: [u, u]}}", "parameter `u` is listed twice"),
        ("{b: {layers: [relu], parameters: [from]}}", "parameter `from` is what every use of a block may say"),
        ("{b: {layers: [relu, {tanh: {from: input}}]}}", "nothing reads layer b1.relu1"),
        ("[b]", "blocks is a list of 1, expected a mapping of names"),
    ],
)
def test_a_wrong_block_is_refused_where_it_stands(blocks: str, expected: str) -> None:
    units = ": {units: 3}" if "units: un" in blocks or "2*un" in blocks else ""
    found = message(f"input: {{features: 3}}\nblocks: {blocks}\nlayers:\n  - b{units}\n")
    assert expected in found
    assert found.count(expected) == 1


def test_a_mistake_in_a_block_is_told_once_however_often_it_is_used() -> None:
    found = message(RESIDUAL.replace("kernel: 3", "kernal: 3") + "  - residual: {out: 4, repeat: 3}\n")
    assert found.count("unknown key `kernal`") == 1


def test_blocks_in_blocks_end_at_the_limit_of_layers() -> None:
    blocks = "".join(f"  b{n}: {{layers: [b{n + 1}, b{n + 1}]}}\n" for n in range(30))
    text = f"input: {{features: 3}}\nblocks:\n{blocks}  b30: {{layers: [relu]}}\nlayers: [b0]\n"
    assert "the blocks make more than 1000 layers" in message(text)


def test_formulas_that_are_none_are_refused() -> None:
    for wrong in ("2**k", "k/2", "3-by-3", "f(k)", "k if k else 2", "k.real", "'k'*2", "-k", "2*"):
        said = message(f'input: {{features: 3}}\nlayers:\n  - dense: {{units: "{wrong}"}}\n')
        assert "units is text" in said, wrong
        assert "expected a whole number of 1 or more or a size's name" in said, wrong


def test_kernels_read_the_names_in_formulas_off_arrays() -> None:
    text = "input: {features: 2*n + 1}\nlayers:\n  - dense: {units: (n + 1)//2}\n  - dense: {units: 2*h}\n"
    model = build(parse_spec(text))
    shapes = {"dense1.W": (2, 9), "dense1.b": (2,), "dense2.W": (6, 2), "dense2.b": (6,)}
    x, params = np.ones((1, 9)), {name: np.ones(shape) for name, shape in shapes.items()}
    assert kernels(model).forward(x, params).tolist() == [[21.0] * 6]
    with pytest.raises(SizeError, match=r"dense2.W has shape \[7, 2\]"):
        kernels(model).forward(x, params | {"dense2.W": np.ones((7, 2))})


def test_a_block_that_cannot_be_read_is_read_once() -> None:
    blocks = "".join(f"  b{n}: {{layers: [b{n + 1}, b{n + 1}]}}\n" for n in range(30))
    text = f"input: {{features: 3}}\nblocks:\n{blocks}  b30: {{layers: [*a]}}\nlayers: [b0]\n"
    assert "b30" in message(text) or "alias" in message(text)


def test_names_that_programs_cannot_tell_apart_are_refused() -> None:
    text = """input: {features: 3}
blocks: {b: {layers: [tanh: {name: q}]}}
layers:
  - b: {name: p}
  - tanh: {name: p_q}
"""
    assert "5:5: layer p_q and layer p.q would have one name in programs" in message(text)


def test_sizes_by_formulas_are_whole_numbers_of_one_or_more() -> None:
    assert "1:19: input: features, 2 - 4, is -2" in message("input: {features: 2 - 4}\nlayers: [relu]\n")
    with pytest.raises(SizeError, match="divides 3 by 0"):
        build(parse_spec("input: {features: 3//0}\nlayers: [relu]\n"))
