"""Text on terminals: widths, places where lines break, plain ASCII, the same bytes under any hash seed."""

import os
import re
import subprocess
import sys
from itertools import pairwise

import pytest

from derive.printing import ascii as plain
from derive.printing import unicode
from derive.printing.formula import Letter, Relation, Statement, Trace
from derive.printing.wrap import columns
from tests.printing.cases import CASES

TREES = [(f"{case}: {title}", tree) for case in CASES for title, tree in CASES[case]()]


@pytest.mark.parametrize("width", [80, 100, 132])
def test_formulas_fit_the_width(width: int) -> None:
    for name, tree in TREES:
        for line in unicode.render(tree, width).splitlines() + plain.render(tree, width).splitlines():
            assert columns(line) <= width, f"{name}: {line}"


def test_lines_break_inside_subscripts_only_where_they_would_be_too_wide() -> None:
    broken = 0
    for name, tree in TREES:
        lines = unicode.render(tree, 60).splitlines()
        for line, after in pairwise(lines):
            if re.search(r"[\w\]]\[[^\]]*$", line):
                broken += 1
                entry = re.match(r"\s*[^\]]*\]", after)
                assert entry is not None, name
                assert columns(line) + 1 + columns(entry[0].strip()) >= 60, f"{name}: {line}"
        assert not any(re.search(r"[\w\]]\[[^\]]*$", line) for line in unicode.render(tree, 80).splitlines()), name
    assert broken


def test_continued_lines_begin_with_an_operator_under_the_right_side() -> None:
    for name, tree in TREES:
        if isinstance(tree, Statement | Relation):
            first, *others = unicode.render(tree, 60).split("\n    ")[0].splitlines()
            start = first.find("= ") + 2
            for line in others:
                assert line[:start].strip() == "", f"{name}: {line}"


def test_a_wide_left_side_leaves_the_right_side_a_line_of_its_own() -> None:
    (tree,) = (tree for name, tree in TREES if name == "conv_grouped: backward x, scatter")
    lines = unicode.render(tree, 80).splitlines()
    assert lines[0].endswith("+=")
    assert lines[1] == "        Σ_k ∂J/∂z[m, K_g·g+k, i, j] · W[K_g·g+k, c, u, v]"


def test_without_a_width_a_formula_stays_on_one_line() -> None:
    for _, tree in TREES:
        if isinstance(tree, Relation):
            assert "\n" not in unicode.render(tree)


def test_accents_take_no_columns() -> None:
    assert columns("z̄[m] = x̂") == len("z[m] = x")


def test_ascii_has_only_ascii_signs() -> None:
    for name, tree in TREES:
        assert plain.render(tree, 80).isascii(), name
    assert plain.plain("σ(z) ≥ 0, an en dash –, a hanzi 学") == "sigma(z) >= 0, an en dash -, a hanzi \\u5b66"


def test_ascii_names_accents_and_greek_letters() -> None:
    from derive.printing.names import letter

    assert plain.render(letter("xhat")) == "x_hat"
    assert plain.render(letter("γ")) == "gamma"
    assert unicode.render(letter("gamma")) == "γ"
    assert unicode.render(Letter("first", 2)) == "first′′"


def test_a_derivation_states_each_range_once() -> None:
    (tree,) = (tree for name, tree in TREES if name == "derivation: derivation of W")
    assert isinstance(tree, Trace)
    text = unicode.render(tree)
    assert text.count("m = 0…M−1") == 1
    assert text.count("for all") == 1
    assert "elimination: the sum has one nonzero summand, where the bracket is 1: k′ = k, c′ = c" in text


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_same_bytes_come_out_under_every_hash_seed(seed: str) -> None:
    program = (
        "from derive.printing.notation import Notation\n"
        "from tests.printing.golden_files import golden_path, golden_text\n"
        "cases = ['conv_strided', 'max_pool', 'binary_cross_entropy', 'derivation']\n"
        "wrong = [c for c in cases for n in Notation if golden_text(c, n) != golden_path(c, n).read_text('utf-8')]\n"
        "raise SystemExit(f'differ: {wrong}' if wrong else 0)\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
