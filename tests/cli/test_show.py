"""`derive show`: what it prints, in every format, on every output; and what it says when a name is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sympy

from derive.cli import main
from derive.document.written_out import written_out_section
from derive.network.build import build
from derive.network.sharing import sharing
from derive.printing.style import PLAIN
from derive.printing.wrap import columns
from derive.spec.read import read_spec
from derive.verification import steps
from tests.cli.golden_files import CASES, FOLDER, SPECS, golden, printed
from tests.cli.run_derive import run_derive

UNROLLED = str(SPECS / "unrolled_3x3.yaml")
SYMBOLIC = str(SPECS / "symbolic_conv.yaml")


@pytest.mark.parametrize("case", CASES)
def test_the_output_is_as_the_golden_file_shows(case: str) -> None:
    assert printed(case) == golden(case).read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert set(FOLDER.glob("*.txt")) == {golden(case) for case in CASES}


@pytest.mark.parametrize("spec", sorted(SPECS.glob("*.yaml")), ids=lambda spec: spec.stem)
@pytest.mark.parametrize(
    "options", [[], ["--steps"], ["--steps", "--unroll"], ["--symbolic"], ["--numbers"]], ids=" ".join
)
def test_every_spec_prints_within_eighty_columns(
    spec: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["show", str(spec), *options, "--format", "unicode", "--width", "80"])
    text = capsys.readouterr().out
    model = build(read_spec(spec))
    shared = any(sharing(layer) or written_out_section(model, layer, PLAIN) for layer in model.layers)
    nothing_shared = "--unroll" in options and not shared
    if nothing_shared or ("--numbers" in options and model.unbound):
        assert code == 2
        return
    assert code == 0
    wide = [line for line in text.split("\n") if columns(line) > 80]
    assert [line for line in wide if "argmax" not in line] == []
    assert not any(line != line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("case", CASES)
def test_an_ascii_locale_gets_ascii_alone(case: str) -> None:
    text = printed(case, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert text.isascii()
    assert "\\u" not in text
    assert "\\x" not in text


def test_no_escape_codes_without_a_terminal() -> None:
    assert "\x1b" not in run_derive("show", UNROLLED, FORCE_COLOR="1").stdout


def test_a_closed_pipe_is_no_error_message() -> None:
    command = f"{sys.executable} -m derive.cli show {UNROLLED} --steps | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert done.stderr == ""
    assert done.stdout.startswith("unrolled-3x3: A 3x3 image")


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["show", *arguments]) == 0
    return capsys.readouterr().out


def test_one_derivative_alone(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, UNROLLED, "--wrt", "dense1", "--format", "ascii")
    assert "dJ/dz^[2][m, c] = a^[2][m, c] - t[m, c]" in text
    assert "dJ/da^[2][m, c] * a^[2][m, c] * (1 - a^[2][m, c])" in text
    assert "conv1" not in text


@pytest.mark.parametrize(("notation", "left"), [("partial", "∂J/∂W^[1]["), ("d", "dW^[1]["), ("bar", "W̄^[1][")])
def test_the_derivative_in_three_notations(notation: str, left: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, UNROLLED, "--wrt", "conv1.W", "--notation", notation, "--format", "unicode")
    assert f"  {left}k, c, u, v] = " in text


def test_symbolic_leaves_all_sizes_as_letters(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, UNROLLED, "--layer", "conv1", "--symbolic", "--format", "ascii")
    assert "n_h^[1] = floor((n_h^[0] + 2p^[1] - f^[1])/s^[1]) + 1\n" in text
    assert "i = 0..n_h^[1]-1" in text


def test_bound_sizes_become_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    numbers = [
        part for name, value in {"n": 7, "f": 3, "s": 2, "p": 0}.items() for part in ("--bind", f"{name}={value}")
    ]
    text = shown(capsys, SYMBOLIC, *numbers, "--format", "unicode")
    assert "n^[1] = ⌊(n + 2p − f)/s⌋ + 1 = ⌊(7 + 2·0 − 3)/2⌋ + 1 = 3" in text


def test_json_has_every_formula_in_unicode_and_latex(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(shown(capsys, UNROLLED, "--unroll", "--steps", "--format", "json"))
    assert [section["title"] for section in data["sections"]][-1] == "loss: binary_cross_entropy"
    forward = next(part for part in data["sections"][0]["sections"] if part["title"] == "Forward")
    (formula,) = forward["blocks"][0]["formulas"]
    assert formula["unicode"].startswith("z^[1][m, k, i, j] = b^[1][k] + Σ_{c,u,v} W^[1][k, c, u, v]")
    assert r"\sum_{c = 0}^{0}" in formula["latex"]


def test_sympy_text_is_read_back_by_sympy(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, UNROLLED, "--wrt", "conv1", "--format", "sympy")
    names: dict[str, object] = {name: sympy.IndexedBase(name) for name in ("conv1_bar", "sigmoid1", "sigmoid1_bar")}
    names |= {letter: sympy.Symbol(letter) for letter in "mcij"} | {"Eq": sympy.Eq}
    (line,) = (line for line in text.split("\n") if line.startswith("Eq("))
    equation = eval(line, names)
    assert str(equation.lhs) == "conv1_bar[m, c, i, j]"
    assert str(equation) == line


def test_checked_steps_are_said_to_be_right(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, UNROLLED, "--wrt", "conv1.b", "--check-steps", "--format", "ascii")
    assert "checked: all 3 steps keep the value of every entry, in exact fractions, at M=2" in text
    assert "1. chain rule:" in text


def test_a_wrong_step_ends_with_exit_code_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = steps.StepsChecked("conv1.b", 3, "at M=2", "step 2 (entry rule) changes entry [0]: 1 before, 2 after")
    monkeypatch.setattr(steps, "check_steps", lambda model, tensor: wrong)
    assert main(["show", UNROLLED, "--wrt", "conv1.b", "--check-steps"]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == ("derivation by conv1.b: step 2 (entry rule) changes entry [0]: 1 before, 2 after (at M=2)\n")


def test_the_loss_is_shown_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "specs/mlp.yaml", "--layer", "loss", "--steps"]) == 0
    text = capsys.readouterr().out
    assert "loss: cross_entropy" in text
    assert "dense1" not in text


def test_signs_that_were_asked_for_are_written_in_utf8_where_the_output_lacks_them() -> None:
    command = [sys.executable, "-m", "derive.cli", "show", UNROLLED, "--layer", "conv1"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for kind, sign in (("unicode", "∂"), ("json", "\\u2202")):
        done = subprocess.run(
            [*command, "--format", kind], env=environment, capture_output=True, check=True, timeout=60
        )
        text = done.stdout.decode()
        assert sign in text
        assert ("\\u" in text) == (kind == "json")


ERRORS = [
    (["--layer", "lss"], "unrolled-3x3 has no layer `lss`\n  did you mean `loss`?"),
    (["--layer", "conv2"], "unrolled-3x3 has no layer `conv2`\n  did you mean `conv1`? its layers are: conv1, "),
    (["--wrt", "conv1.w"], "unrolled-3x3 has no derivative by `conv1.w`\n  did you mean `conv1.W`? there is one by: "),
    (["--chain", "conv1.W[0,0,0,2]"], "conv1.W[0,0,0,2] does not exist: conv1.W has shape (1, 1, 2, 2), counted from"),
    (["--chain", "conv1"], "conv1 names a whole tensor\n  name one entry of it, such as conv1[0,0,0,0]\n"),
    (["--bind", "q=3"], "unrolled-3x3 has no named size q; it has: none\n"),
    (
        ["--bind", "q"],
        "derive: Invalid value: --bind q: expected NAME=NUMBER, such as n=28\n  see derive show --help\n",
    ),
    (["--width", "3"], "derive: Invalid value for '--width': "),
    (["--format", "word"], "derive: Invalid value for '--format': "),
]


@pytest.mark.parametrize(
    ("options", "text"), ERRORS, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_wrong_options_are_told(options: list[str], text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", UNROLLED, *options]) == 2
    output = capsys.readouterr()
    assert output.err.startswith(text)
    assert output.out == ""


def test_the_derivative_by_an_output_without_a_loss_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", SYMBOLIC, "--wrt", "conv1"]) == 2
    assert capsys.readouterr().err == (
        "symbolic-conv ends with `conv1` and has no loss: the derivative by conv1 is given, not derived\n"
        "  there is one by: conv1.W, conv1.b and input\n"
    )


def test_showing_formulas_does_not_load_numpy() -> None:
    code = (
        "import sys; from derive.cli import main\n"
        f"main(['show', {UNROLLED!r}]); print('numpy' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == "False\n"


def test_a_graph_is_drawn_in_both_alphabets_and_takes_no_option_for_formulas() -> None:
    drawn = run_derive("show", "specs/residual_block.yaml", "--graph", "--format", "ascii")
    assert drawn.returncode == 0
    assert "  o-+  block\n" in drawn.stdout
    assert "  o-+  joined\n" in drawn.stdout
    assert drawn.stdout.isascii()
    for options in (["--numbers"], ["--layer", "stem"], ["--format", "latex"]):
        refused = run_derive("show", "specs/residual_block.yaml", "--graph", *options)
        assert refused.returncode == 2
        assert "--graph" in refused.stderr


def test_a_chain_in_numbers_says_once_how_subscripts_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(SPECS / "mlp_sigmoid.yaml"), "--chain", "dense1.W[0,0]", "--numbers"]) == 0
    assert capsys.readouterr().out.count("Subscripts count from 0") == 1
