"""LaTeX, MathML and Typst: well-formed, names escaped, long lines broken."""

import re
import xml.etree.ElementTree as Xml

import pytest
from sympy import Symbol

from derive.algebra.tensor import Tensor, TensorRole, cotangent
from derive.printing import latex, mathml, typst
from derive.printing.bodies import body
from derive.printing.building import equation, product
from derive.printing.chains import products
from derive.printing.compose import statement
from derive.printing.entries import entry, flat
from derive.printing.formula import (
    Addend,
    Derivative,
    Extent,
    Fraction,
    Group,
    Letter,
    Note,
    Number,
    Relation,
    Statement,
    Sum,
    Trace,
    Tree,
)
from derive.printing.height import tall
from derive.printing.measure import measure
from derive.printing.notation import Notation, write
from derive.printing.rows import ROOM, Lead, Row, lines
from derive.printing.style import Style
from tests.printing.cases import CASES
from tests.structures import structure

TREES = [(f"{case}: {title}", tree) for case in CASES for title, tree in CASES[case]()]
ODD = entry(Tensor("z", (2,), TensorRole.ACTIVATION, "z", 'my_conv#1 "a"')[1], Style())
SCRIPTS = {"mfrac": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}
CORE = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msqrt", "mtable", "mtr", "mtd", *SCRIPTS}


def named_trees(kind: type) -> list[tuple[str, Tree]]:
    return [(name, tree) for name, tree in TREES if isinstance(tree, kind)]


@pytest.mark.parametrize(("name", "tree"), TREES, ids=[name for name, _ in TREES])
def test_markup_is_well_formed(name: str, tree: Tree) -> None:
    root = Xml.fromstring(mathml.render(tree))
    assert {element.tag.rsplit("}")[-1] for element in root.iter()} <= CORE
    assert root.get("display") == "block"
    assert root.get("alttext")
    written = latex.render(tree)
    assert balanced(written, "{", "}")
    assert written.count(r"\begin{aligned}") == written.count(r"\end{aligned}") <= 1
    assert written.count(r"\left") - written.count(r"\left\l") == written.count(r"\right") - written.count(r"\right\r")
    assert balanced(re.sub(r'"[^"]*"', "", typst.render(tree)), "(", ")")


def balanced(text: str, start: str, end: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == start) - (sign == end)
        if depth < 0:
            return False
    return depth == 0


def test_scripts_have_as_many_parts_as_their_element_needs() -> None:
    for name, tree in TREES:
        for element in Xml.fromstring(mathml.render(tree)).iter():
            tag = element.tag.rsplit("}")[-1]
            assert len(element) == SCRIPTS.get(tag, len(element)), f"{name}: {tag}"


def test_names_are_escaped() -> None:
    assert latex.render(ODD) == r'z^{[\mathrm{my\_conv\#1 "a"}]}_{1}'
    assert typst.render(ODD) == r'z_(1)^(["my_conv#1 \"a\""])'
    assert "<mi>my_conv#1 &quot;a&quot;</mi>" in mathml.render(ODD)
    assert latex.escape(r"a\b^c~d{e}%$&") == r"a\textbackslash{}b\textasciicircum{}c\textasciitilde{}d\{e\}\%\$\&"
    assert Xml.fromstring(mathml.render(Letter("a<b&c"))).find("*").text == "a<b&c"  # type: ignore[union-attr]


def test_a_power_of_a_name_with_a_superscript_is_put_in_parentheses() -> None:
    square = body(Symbol("f[avg_pool1]") ** 2, Style())
    assert latex.render(square) == r"(f^{[\mathrm{avg\_pool1}]})^{2}"


def test_levels_and_subscripts_are_real_scripts() -> None:
    z = Tensor("z", (2, 2), TensorRole.ACTIVATION, "z", "1")
    barred = entry(cotangent(z)[1, 0], Style("bar"))
    assert latex.render(barred) == r"\bar{z}^{[1]}_{1, 0}"
    assert typst.render(barred) == "macron(z)_(1, 0)^([1])"
    assert "<msubsup><mover" in mathml.render(barred)


def test_long_lines_are_broken_before_operators() -> None:
    pairs = [(str(number), str(number + 1)) for number in range(40)]
    rows = [line for line in lines(products(Letter("z"), pairs, "21320")) if isinstance(line, Row)]
    assert len(rows) > 2
    assert all(sum(measure(node) + 3 for _, node in row.parts) <= ROOM for row in rows)
    assert {row.parts[0][0] for row in rows[1:-1]} <= {Lead.PLUS}


def test_a_long_sum_in_parentheses_opens_in_one_line_and_closes_in_another() -> None:
    summands = tuple(Addend(place % 2 == 1, Letter("long_name_of_a_summand")) for place in range(12))
    tree = equation(Letter("z"), product((Letter("a"), Group((Sum(summands),)), Letter("b"))))
    rows = [line for line in lines(tree) if isinstance(line, Row)]
    assert len(rows) > 2
    assert all(measure(row.parts[0][1]) <= ROOM for row in rows)
    assert latex.render(tree).count("(") == latex.render(tree).count(")") == 1
    assert latex.render(tree).replace("\n", " ").endswith(r") \cdot b \end{aligned}")
    assert typst.render(tree).count(r"lr(\( ") == typst.render(tree).count(r" \))") == 1
    Xml.fromstring(mathml.render(tree))


def test_a_fraction_with_a_long_sum_above_becomes_a_multiple_of_the_sum() -> None:
    summands = tuple(Addend(False, Letter("long_name_of_a_summand")) for _ in range(12))
    tree = equation(Letter("J"), Fraction(Sum(summands), Number("100")))
    rows = [line for line in lines(tree) if isinstance(line, Row)]
    assert all(measure(row.parts[0][1]) <= ROOM for row in rows)
    assert typst.render(tree).startswith("J & = frac(1, 100)")
    assert typst.render(tree).count("long_name_of_a_summand") == 12
    short = equation(Letter("J"), Fraction(Sum(summands[:2]), Number("100")))
    assert "frac(1, 100)" not in typst.render(short)


def test_the_signs_of_products_and_the_primes_of_letters_take_room() -> None:
    numbers = tuple(Number("3") for _ in range(4))
    assert measure(product(numbers, tight=True)) == measure(product(numbers)) > 4
    assert measure(Letter("m", 2)) > measure(Letter("m", 1)) > measure(Letter("m"))


def test_a_formula_is_broken_to_the_room_that_is_given() -> None:
    pairs = [(str(number), str(number + 1)) for number in range(20)]
    tree = products(Letter("z"), pairs, "2660")
    assert typst.render(tree, 60).count("\n") > typst.render(tree, 120).count("\n")
    assert latex.render(tree, 60).count("\n") > latex.render(tree, 120).count("\n")


def test_ranges_leave_room_for_the_left_side_that_they_stand_beside() -> None:
    long, short = (Letter("word" * 15), Letter("z"))
    ranges = Note("for all", tuple(Extent(Letter(letter), Letter("N")) for letter in "abcdefghi"))
    notes = [
        sum(isinstance(line, Note) for line in lines(Statement(equation(left, Letter("x")), (ranges,))))
        for left in (short, long)
    ]
    assert notes[0] == 1 < notes[1]


def test_rows_hold_what_was_given() -> None:
    for name, tree in named_trees(Statement) + named_trees(Relation) + named_trees(Trace):
        assert any(isinstance(line, Row) for line in lines(tree)), name  # type: ignore[arg-type]


def test_limits_stand_at_the_sums() -> None:
    (tree,) = (tree for name, tree in TREES if name == "dense: forward")
    assert r"\sum_{c = 0}^{n - 1}" in latex.render(tree)
    assert "sum_(c = 0)^(n - 1)" in typst.render(tree).replace("−", "-")
    assert "<munderover><mo" in mathml.render(tree)
    assert "sum over" not in latex.render(tree)


@pytest.mark.parametrize(
    ("notation", "written"),
    [
        (Notation.UNICODE, "μ_run[c]"),
        (Notation.LATEX, r"\mu_{\mathrm{run}, c}"),
        (Notation.MATHML, '<mi>run</mi><mo separator="true">,</mo><mi>c</mi>'),
        (Notation.TYPST, 'μ_("run", c)'),
    ],
)
def test_a_labelled_tensor_keeps_its_subscripts(notation: Notation, written: str) -> None:
    update = structure("batch_norm", 3).declared.updates[0]
    assert written in write(statement(update), notation)


def test_a_flat_derivative_stands_in_one_line_in_every_notation() -> None:
    slope = Derivative(Letter("J"), Letter("W"))
    assert latex.render(slope) == r"\frac{\partial J}{\partial W}"
    assert latex.render(flat(slope)) == r"\partial J / \partial W"
    assert typst.render(flat(slope)) == r"∂ J \/ ∂ W"
    assert "mfrac" in mathml.render(slope)
    assert "mfrac" not in mathml.render(flat(slope))
    assert write(flat(slope), Notation.UNICODE) == write(slope, Notation.UNICODE) == "∂J/∂W"
    assert tall(slope)
    assert not tall(flat(slope))
    assert flat(Letter("J")) == Letter("J")
