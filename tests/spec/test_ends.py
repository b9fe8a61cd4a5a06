"""Losses, what is added for weights, and outputs, as a spec says them; every wrong word is one error at its place."""

import pytest

from derive.errors import SpecError
from derive.network.build import build
from derive.spec.read import parse_spec
from derive.spec.spec import Spec

BODY = """inputs: {x1: {features: 4}, x2: {features: 4}}
layers:
  - dense: {name: h1, from: x1, units: 4}
  - add: {from: [h1, x2], name: main}
  - softmax: {name: head}
  - dense: {name: rebuilt, from: h1, units: 4}
"""
LOSSES = "losses: [cross_entropy: {from: head}, mean_squared_error: {target: x1, weight: 0.3}]\n"


def spec(ends: str) -> Spec:
    return parse_spec(BODY + ends)


def message(ends: str) -> str:
    with pytest.raises(SpecError) as refused:
        build(spec(ends))
    return str(refused.value)


def test_losses_have_names_sources_targets_and_weights() -> None:
    first, second = spec(LOSSES).losses
    assert (first.name, first.source, first.target) == ("cross_entropy1", "head", None)
    assert (second.name, second.source, second.target) == ("mean_squared_error1", None, "x1")
    assert second.options.weight == 0.3
    assert not second.held


def test_one_loss_is_called_loss_unless_something_is_added_to_it() -> None:
    chain = "input: {features: 2}\nlayers: [dense: {units: 2}]\nloss: mean_squared_error\n"
    assert [loss.name for loss in parse_spec(chain).losses] == ["loss"]
    assert [loss.name for loss in parse_spec(f"{chain}regularise: {{l2: 0.1}}\n").losses] == ["mean_squared_error1"]


def test_an_output_may_be_read_by_nothing_else() -> None:
    found = parse_spec(
        "input: {features: 3}\nlayers:\n  - tanh: {name: h}\n  - relu: {name: seen}\n"
        "  - dense: {from: h, units: 2}\nloss: mean_squared_error\noutputs: [seen]\n"
    )
    assert found.outputs == ("seen",)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (f"loss: mean_squared_error\n{LOSSES}", "8:1: `loss` and `losses` exclude each other"),
        ("losses: []\n", "losses is an empty list, expected a list of losses"),
        ("losses: cross_entropy\n", 'losses is text "cross_entropy", expected a list of losses'),
        (LOSSES.replace("head", "haed"), "loss cross_entropy1: from: there is no layer `haed`\n  did you mean `head`?"),
        (LOSSES.replace("x1", "x3"), "loss mean_squared_error1: target: there is no layer `x3`"),
        (LOSSES.replace("target", "targte"), "unknown key `targte`"),
        (LOSSES.replace("0.3", "0"), "weight is 0"),
        (LOSSES.replace("from: head", "from: head, stop_gradient: true"), "the target is given"),
        (LOSSES.replace("from: head", "from: head, name: h1"), "loss h1 has the name of a layer or an input"),
        (
            LOSSES.replace("weight: 0.3", "name: cross_entropy1"),
            "loss 2 is called cross_entropy1, as loss 1 is",
        ),
        (
            "losses: [cross_entropy: {from: main}]\noutputs: [head, rebuilt]\n",
            "follows main, an add layer; it needs probabilities",
        ),
        (LOSSES.replace("from: head", "from: head, name: 3"), "name is 3, expected a letter"),
        (LOSSES.replace("from: head", "from: head, name: h1.W"), 'name is text "h1.W", expected a letter'),
        (LOSSES.replace("from: head", "from: x1"), "from is the input x1, expected the name of a layer"),
        (LOSSES.replace("0.3", "1e-300"), "weight is 1e-300, expected a number from 1e-100"),
        (f"{LOSSES}regularise: {{l2: 1e-310}}\n", "1e-310 is too small a factor"),
        (f"{LOSSES}outputs: [x1]\n", "outputs: x1 is an input, expected layers"),
        (
            f"{LOSSES}regularise: {{l2: 0.1}}\ntrain: {{optimiser: {{sgd: {{weight_decay: 0.1}}}}}}\n",
            "weight_decay and l2 of regularise both draw weights towards 0",
        ),
        (f"{LOSSES}outputs: [mian]\n", "outputs: there is no layer `mian`\n  did you mean `main`?"),
        (f"{LOSSES}outputs: main\n", 'outputs is text "main", expected a list of layers'),
        (f"{LOSSES}regularise: 0.1\n", "regularise is 0.1, expected a mapping"),
        (f"{LOSSES}regularise: {{l2: -1}}\n", "regularise: l2 is -1"),
        (f"{LOSSES}regularise: {{l3: 1}}\n", "unknown key `l3`"),
        ("outputs: [head]\nregularise: {l2: 0.1}\n", "regularise adds to a loss, and the spec has none"),
        ("loss: {cross_entropy: {from: head}}\n", "nothing reads layer rebuilt"),
        (
            "loss: {cross_entropy: {from: head, target: head}}\noutputs: [rebuilt]\n",
            "its target is computed, so that nothing says that it sums to 1: set normalised: false",
        ),
        (
            "loss: {cross_entropy: {from: head}}\noutputs: [rebuilt]\n",
            "layer rebuilt: no loss depends on rebuilt.W and rebuilt.b",
        ),
    ],
)
def test_a_wrong_word_is_refused_where_it_stands(ends: str, expected: str) -> None:
    assert expected in message(ends)


def test_a_target_of_another_size_is_refused_with_both_shapes() -> None:
    body = BODY.replace("units: 4}\n  - add: {from: [h1, x2]", "units: 3}\n  - add: {from: [h1, h1]")
    body = body.replace("inputs: {x1: {features: 4}, x2: {features: 4}}", "inputs: {x1: {features: 4}}")
    with pytest.raises(SpecError) as refused:
        build(parse_spec(f"{body}losses: [mean_squared_error: {{target: head}}]\n"))
    assert "rebuilt is 4 features, head is 3 features" in str(refused.value)


def test_a_refused_loss_is_the_only_complaint() -> None:
    assert "nothing reads" not in message("losses: cross_entropy\n")


def test_a_regulariser_without_weights_is_refused() -> None:
    text = "input: {features: 2}\nlayers: [tanh]\nloss: mean_squared_error\nregularise: {l2: 0.1}\n"
    with pytest.raises(SpecError, match="has nothing that l2 counts"):
        build(parse_spec(text))


def test_a_layer_may_not_be_called_as_what_is_added() -> None:
    text = "input: {features: 2}\nlayers: [dense: {units: 2, name: l2}]\nloss: mean_squared_error\n"
    with pytest.raises(SpecError, match="a layer is called l2, as what is added is"):
        parse_spec(f"{text}regularise: {{l2: 0.1}}\n")
