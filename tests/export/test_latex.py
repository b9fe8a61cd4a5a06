"""The handout as LaTeX: a whole article, tables that go on over pages, nothing that pdflatex does not know."""

import re

import pytest

from derive.document.blocks import (
    Document,
    Formula,
    Formulas,
    Matrices,
    Matrix,
    Note,
    Paragraph,
    Section,
    Steps,
    TableBlock,
)
from derive.document.blocks import (
    Kind as Says,
)
from derive.document.latex import latex
from derive.document.latex_words import words
from derive.export.figures.network import network_drawing, network_picture
from derive.export.figures.svg import element
from derive.export.format import Wish
from derive.export.latex import longtable, make, source
from derive.export.lesson import Lesson
from derive.export.tikz import tikz
from derive.network.build import build
from derive.printing.formula import Letter, Number, Product, Trace
from derive.printing.names import BLANK
from derive.spec.read import read_spec
from derive.verification.record import Check, Kind, Record, Verdict

RECORD = Record("made up", (Check(Kind.ENGINE, "conv1.W", "a claim", Verdict.VERIFIED, "12 entries, n=3"),))


@pytest.fixture(scope="module")
def article() -> str:
    lesson = Lesson("digits", build(read_spec("specs/digits.yaml")), RECORD)
    return make(lesson, Wish())["digits.tex"].decode()


def test_an_article_has_title_contents_numberless_sections_and_verdicts(article: str) -> None:
    assert r"\title{digits: The lecture's digits network}" in article
    assert article.index(r"\maketitle") < article.index(r"\tableofcontents") < article.index(r"\section{Sizes")
    assert r"\section{Checks}" in article
    assert "1 verified, 0 failed" in article
    assert article.endswith("\\end{document}\n")


def test_environments_are_closed_and_only_ascii_and_latin_letters_are_left(article: str) -> None:
    for environment in ("aligned", "longtable", "document"):
        assert article.count(rf"\begin{{{environment}}}") == article.count(rf"\end{{{environment}}}") > 0
    assert article.isascii()


def test_signs_become_commands_and_unknown_letters_their_number() -> None:
    assert words("σ ≤ 3·α → x") == r"$\sigma$ $\le$ 3$\cdot$$\alpha$ $\to$ x"
    assert words("Müller, 50 %, a_b") == r"Müller, 50 \%, a\_b"
    assert words("中") == "[U+4E2D]"


def test_the_header_of_a_table_stands_on_each_page_and_its_total_under_a_line() -> None:
    table = TableBlock(("a", "b"), (("1", "2"), ("3", "4")), frozenset({1}), total=True)
    assert longtable(table).split("\n") == [
        r"\begin{longtable}[l]{lr}",
        r"\hline",
        r"a & b \\",
        r"\hline",
        r"\endhead",
        r"1 & 2 \\",
        r"\hline",
        r"3 & 4 \\",
        r"\hline",
        r"\end{longtable}",
    ]


def test_only_columns_that_are_too_wide_are_folded_and_formulas_may_break_after_commas() -> None:
    long = Product(tuple(Number("12345") for _ in range(30)))
    written = longtable(TableBlock(("name", "worked out", "value"), (("x", long, "3"),)))
    assert r"{l>{\raggedright\arraybackslash}p{" in written
    assert "l}\n" in written
    assert r"\allowbreak" not in written
    pair = longtable(TableBlock(("name",), ((Letter("a, b"),),)))
    assert r"\allowbreak" in pair


def test_a_fragment_is_no_document_and_needs_amsmath_alone() -> None:
    fragment = latex(Document("t", sections=(Section("s", (TableBlock(("a",), (("b",),)),)),)))
    assert r"\section*{t}" in fragment
    assert r"\begin{tabular}{l}" in fragment
    assert not any(word in fragment for word in ("documentclass", "longtable", "maketitle", "arraybackslash"))


def test_matrices_that_do_not_fit_go_on_in_the_next_line_with_their_sign() -> None:
    matrix = Matrix((("12",) * 8,), "x")
    written = source(Document("m", blocks=(Matrices((matrix, matrix, matrix), ("⋆", "=")), Paragraph("end"))))
    assert written.count("\\[\n") == 2
    assert "\\[\n= \\overset{\\textstyle x}" in written


def test_words_stay_on_the_page_of_what_they_lead_to() -> None:
    x, y = Formulas((Formula(Letter("x")), Formula(Letter("y")))), Section("s", (Paragraph("below"),))
    written = source(Document("t", sections=(Section("t", (Paragraph("It is"), x, Paragraph("End")), (y,)),)))
    assert "It is\n\\[\nx\n\\]\n\\[\ny\n\\]\n\n" in written
    assert "End \\nopagebreak\n\n\\subsection{s}\n\nbelow\n" in written
    steps = source(Document("t", blocks=(Steps(Trace(()), "derivation by W"),)))
    assert "derivation by W: \\nopagebreak\n" in steps


def test_conventions_are_a_list_and_a_whole_section_begins_where_it_has_room() -> None:
    notes = (Note(Says.CONVENTION, "one"), Note(Says.CONVENTION, "two"))
    written = source(Document("t", sections=(Section("a", notes, whole=True), Section("b", (Paragraph("c"),)))))
    assert "\\begin{itemize}\n\\item one\n\\item two\n\\end{itemize}" in written
    assert "\\filbreak\n\n\\section{a}" in written
    assert written.count("filbreak") == 1


def test_a_place_to_write_is_a_line_in_words_and_a_box_in_a_matrix() -> None:
    assert words("Name: ________") == r"Name: \rule[-0.4ex]{4em}{0.4pt}"
    assert words("a___b") == r"a\_\_\_b"
    written = source(Document("m", blocks=(Matrices((Matrix(((BLANK, BLANK),), "y"),)),)))
    assert written.count(r"\boxed{\phantom") == 2


def test_the_network_is_drawn_where_tikz_is_installed_and_only_there(article: str) -> None:
    assert r"\IfFileExists{tikz.sty}{\usepackage{tikz}}{}" in article
    drawn = article.partition("\\ifdefined\\tikzpicture\n")[2].partition("\\fi\n\n")[0]
    assert drawn.count(r"\begin{tikzpicture}") == drawn.count(r"\end{tikzpicture}") == 1
    assert "tikz" not in source(Document("t"))


def test_a_picture_in_tikz_has_every_text_box_and_colour_of_the_svg(article: str) -> None:
    elements = network_drawing(build(read_spec("specs/digits.yaml"))).elements
    svg = network_picture(build(read_spec("specs/digits.yaml"))).svg
    assert article.count(r"\node[") == svg.count("<text")
    assert article.count(r"\path[") == sum(svg.count(f"<{tag} ") for tag in ("rect", "polygon", "line", "circle")) - 1
    assert r"{28 maps of 26$\times$26};" in article
    used = set(re.findall(r"(?:fill|draw|text)=([a-z0-9]+)", article))
    assert used == set(re.findall(r"\\definecolor\{([a-z0-9]+)\}\{HTML\}\{[0-9A-F]{6}\}", article))
    assert tikz(elements) == tikz(elements)


def test_an_element_that_tikz_is_not_taught_is_refused() -> None:
    with pytest.raises(ValueError, match="ellipse"):
        tikz((element("ellipse"),))
