"""No option of `derive show` does nothing in silence: with each view it changes what is printed, or is refused."""

import io
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from itertools import combinations, product

import pytest

from derive.cli import main

LEFT_OUT = "changes nothing"
VIEWS: dict[str, tuple[str, ...]] = {
    "everything": (),
    "layer": ("--layer", "conv1"),
    "layer without weights": ("--layer", "max_pool1"),
    "loss": ("--layer", "loss"),
    "derivative": ("--wrt", "conv1.W"),
    "chain": ("--chain", "conv1.W[0,0,1,2]"),
    "dense": ("--compare-dense",),
    "pixels": ("--pixel-uses",),
    "translation": ("--translation",),
    "updates": ("--updates",),
}
OPTIONS: dict[str, tuple[str, ...]] = {
    "steps": ("--steps",),
    "check-steps": ("--check-steps",),
    "unroll": ("--unroll",),
    "numbers": ("--numbers",),
    "symbolic": ("--symbolic",),
    "bar": ("--notation", "bar"),
    "width": ("--width", "60"),
}
FORMATS = ("unicode", "ascii", "latex", "json", "sympy")
SPEC = """
name: small
input: {channels: 1, height: 4, width: 4}
layers: [{conv: {filters: 2, kernel: 3}}, sigmoid, {max_pool: {window: 2}}, flatten, {dense: {units: 2}}, softmax]
loss: cross_entropy
"""
REFUSED = {
    "steps": {"chain", "dense", "translation"},
    "check-steps": {"chain", "dense", "pixels", "translation", "updates"},
    "unroll": {"layer without weights", "loss", "derivative", "chain", "dense", "pixels", "translation", "updates"},
    "numbers": {"dense", "pixels", "translation", "updates"},
    "symbolic": {"pixels"},
    "bar": {"dense", "pixels", "translation"},
    "width": set(),
}


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("idle") / "small.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return str(path)


@cache
def shown(spec: str, *options: str) -> tuple[int, str, str]:
    """The exit code, the output and the complaint."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["show", spec, *options])
    return code, out.getvalue(), err.getvalue()


def lines(text: str) -> list[str]:
    """Without the comments of a program: what they say is left out changes nothing."""
    return [line for line in text.split("\n") if not line.startswith("#")]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("form", ["ascii", "sympy"])
def test_every_option_changes_every_view_or_is_refused_in_one_line(view: str, form: str, spec: str) -> None:
    start = (*VIEWS[view], "--format", form)
    _, plain, _ = shown(spec, *start)
    for name, option in OPTIONS.items():
        code, text, error = shown(spec, *start, *option)
        if code == 0:
            assert lines(text) != lines(plain), (view, name)
        else:
            assert (code, text) == (2, ""), (view, name)
            said, help_, end = error.split("\n")
            assert f"{option[0]} {LEFT_OUT} " in said
            assert (help_, end) == ("  see derive show --help", "")


@pytest.mark.parametrize("option", OPTIONS)
def test_what_is_refused_is_what_has_nothing_to_say(option: str, spec: str) -> None:
    found = {view for view, start in VIEWS.items() if shown(spec, *start, "--format", "ascii", *OPTIONS[option])[0]}
    assert found == REFUSED[option]


@pytest.mark.parametrize(("first", "second"), list(combinations(["steps", "unroll", "numbers", "symbolic", "bar"], 2)))
def test_of_two_options_together_neither_is_lost(first: str, second: str, spec: str) -> None:
    start = (*VIEWS["layer"], *VIEWS["chain"], "--format", "ascii")
    both = shown(spec, *start, *OPTIONS[first], *OPTIONS[second])
    assert both[0] == 0
    assert both[1] not in {shown(spec, *start, *OPTIONS[each])[1] for each in (first, second)}


TOGETHER = [view for view in VIEWS if view not in ("everything", "layer", "layer without weights")]
INSTEAD = ("dense", "pixels", "translation", "updates")  # of formulas: a loss has no such view


@pytest.mark.parametrize(
    ("one", "other"), [pair for pair in combinations(TOGETHER, 2) if "loss" not in pair or not set(pair) & set(INSTEAD)]
)
def test_of_two_views_together_neither_is_lost(one: str, other: str, spec: str) -> None:
    code, both, _ = shown(spec, *VIEWS[one], *VIEWS[other], "--format", "ascii")
    assert code == 0
    assert both not in {shown(spec, *VIEWS[each], "--format", "ascii")[1] for each in (one, other)}


@pytest.mark.parametrize("view", INSTEAD)
def test_a_view_of_the_loss_alone_is_refused(view: str, spec: str) -> None:
    code, _, error = shown(spec, *VIEWS["loss"], *VIEWS[view])
    assert code == 2
    assert error.startswith("the loss: no layer ")


@pytest.mark.parametrize(("form", "width"), list(product(FORMATS, (None, "60"))))
def test_the_width_is_for_text(form: str, width: str | None, spec: str) -> None:
    options = () if width is None else ("--width", width)
    code, _, error = shown(spec, "--layer", "loss", "--format", form, *options)
    refused = width is not None and form in ("latex", "json", "sympy")
    assert code == (2 if refused else 0)
    assert ("it is for text" in error) == refused


def test_a_network_without_convolutions_has_nothing_to_unroll() -> None:
    code, text, error = shown("specs/mlp.yaml", "--unroll")
    assert (code, text) == (2, "")
    assert error.startswith("derive: Invalid value: --unroll changes nothing here: it is for the formulas of layers ")


def test_letters_may_be_asked_for_where_there_are_no_numbers() -> None:
    assert shown("specs/symbolic_conv.yaml", "--symbolic")[0] == 0
