"""The handout in Typst and as PDF: nothing outside the page, the same bytes twice, readable without seeing it."""

import json
import re
import sys
from pathlib import Path

import pytest
import typst

from derive.cli import main
from derive.document.blocks import (
    Document,
    Formula,
    Formulas,
    Kind,
    Matrices,
    Matrix,
    Note,
    Paragraph,
    Section,
    TableBlock,
)
from derive.errors import OutputError
from derive.export.format import Wish
from derive.export.lesson import Lesson
from derive.export.typst.formats import make_pdf, make_source, write_pdf
from derive.export.typst.handout import handout, source
from derive.export.typst.markup import words
from derive.export.typst.pdf import pdf
from derive.network.build import build
from derive.printing.formula import Letter
from derive.printing.names import BLANK
from derive.spec.read import read_spec
from derive.verification.record import Record
from tests.export.pages import pages
from tests.export.verdicts import RECORD

MARGIN = 36.0  # the page numbers stand lowest
LEAD = Paragraph("It is")
FORMULA = Formulas((Formula(Letter("x")),))
ODD = '# = + - / $x$ *b* _i_ `c` <l> @r [b] \\ "q" ~ // -- /* 3. a\n- item\n1. one\n= no heading'


def lesson(name: str, record: Record | None = None) -> Lesson:
    return Lesson(name, build(read_spec(f"specs/{name}.yaml")), record)


@pytest.mark.parametrize("name", ["pooling_max", "edge_detection", "symbolic_pool", "symbolic_conv", "digits"])
def test_nothing_of_a_handout_is_outside_its_page_or_made_smaller(name: str) -> None:
    made = handout(lesson(name, RECORD))
    found = pages(made)
    assert len(found) > 1
    assert all(page.letters for page in found)
    assert [place for place, page in enumerate(found, 1) if page.outside(MARGIN)] == []
    assert json.loads(typst.query(made.encode(), "<shrunk>", field="value")) == []


def test_the_check_of_pages_sees_what_is_outside() -> None:
    wide = source(Document("wide", blocks=(Paragraph("x" * 200),)))
    assert any(page.outside(MARGIN) for page in pages(wide))


def test_matrices_that_do_not_fit_in_a_line_go_to_the_next() -> None:
    matrix = Matrix(tuple(tuple("−12" for _ in range(8)) for _ in range(2)), "x")
    made = source(Document("matrices", blocks=(Matrices((matrix,) * 4, ("⋆", "+", "=")),)))
    assert made.count("#grids(") == 2
    assert not any(page.outside(MARGIN) for page in pages(made))


def foot(filled: int, *sections: Section) -> int:
    """How many letters stand on the first page of a document that begins with so many lines."""
    return len(pages(source(Document("t", blocks=(Paragraph("x"),) * filled, sections=sections)))[0].letters)


def test_a_heading_with_its_sentence_is_never_parted_from_the_formula() -> None:
    led = Section("Title", (Paragraph("Words"),), (Section("Below", (LEAD, FORMULA)),))
    letters = foot(0, led) - foot(0)
    found = {foot(filled, led) - foot(filled) for filled in range(28, 36)}
    assert found == {0, letters}


def test_a_whole_section_moves_to_the_next_page_and_one_that_is_too_long_is_parted() -> None:
    short = Section("Title", (Paragraph("y"),) * 6, whole=True)
    assert {foot(filled, short) - foot(filled) for filled in range(26, 36)} == {0, foot(0, short) - foot(0)}
    long = Section("Title", (Paragraph("y"),) * 60, whole=True)
    assert foot(10, long) > foot(10)


def test_a_grid_to_be_filled_in_keeps_its_rows_and_a_caption_its_size() -> None:
    empty = Matrix(((BLANK, BLANK), (BLANK, BLANK)), "y")
    made = source(Document("t", blocks=(Matrices((empty,)),)))
    assert 'limits(mat(delim: "[", hole, hole; hole, hole))^(inline(' in made
    assert len(pages(made)) == 1


def test_plain_text_stays_plain_text() -> None:
    found = json.loads(typst.query(f"#metadata[{words(ODD)}]<it>".encode(), "<it>", field="value"))
    parts = found[0]["children"]
    assert {part["func"] for part in parts} <= {"text", "space", "smartquote", "symbol"}
    written = "".join({"space": " ", "smartquote": '"'}.get(part["func"]) or part["text"] for part in parts)
    assert written == ODD.replace("\n", " ")


def test_the_same_handout_is_the_same_bytes() -> None:
    first, second = lesson("pooling_max"), lesson("pooling_max")
    assert make_pdf(first, Wish()) == make_pdf(second, Wish())
    assert make_source(first, Wish()) == make_source(second, Wish())


def test_a_pdf_is_tagged_and_says_its_title_and_language() -> None:
    made = make_pdf(lesson("pooling_max"), Wish())["pooling_max.pdf"]
    assert b"/StructTreeRoot" in made
    assert b"/Lang(en)" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"Max pooling" in made


def test_a_formula_without_alternative_text_is_refused() -> None:
    good = source(Document("good"))
    pdf(good)
    with pytest.raises(OutputError, match="Typst refuses the document"):
        pdf(good + "$x$")


def test_formulas_are_read_out_as_their_unicode_line() -> None:
    made = handout(lesson("pooling_max"))
    assert re.search(r'#formula\("y\[m, c, i, j\] = max_\{u,v\} x\[m, c, ', made)
    assert '#m("max(1, 3, 2, 9)"' in made
    assert "#picture(" in made


def test_tables_repeat_their_header_and_checks_stand_out() -> None:
    table = TableBlock(("a", "b"), (("1", "2"), ("3", "4")), frozenset({1}), total=True)
    made = source(Document("t", sections=(Section("s", (table, Note(Kind.CHECK, "all of it"))),)))
    assert "align: (left, right,)" in made
    assert "table.header([a], [b])" in made
    assert made.index("[1]") < made.index("table.hline(stroke: 0.5pt)") < made.index("[3]")
    assert "#check[all of it]" in made


def test_verdicts_stand_in_the_handout() -> None:
    made = handout(lesson("pooling_max", RECORD))
    assert "60 verified, 0 failed, 0 not applicable, 0 could not run" in made
    assert "= Checks" in made
    assert "= Checks" not in handout(lesson("pooling_max"))


def test_worksheets_can_be_written_as_pdf() -> None:
    made = write_pdf(Document("Worksheet", blocks=(Paragraph("Name:"),)))
    assert made.startswith(b"%PDF-")


def test_a_letter_of_a_script_that_typst_has_no_font_for_is_set_in_the_systems_or_named() -> None:
    try:
        assert write_pdf(Document("數", blocks=(Paragraph("한국어"),))).startswith(b"%PDF-")
    except OutputError as error:
        assert re.fullmatch(  # noqa: PT017 - one of the two, by the fonts that this machine has
            r"no font here has (數 \(U\+6578\)|한.* \(U\+D55C.*\)), which a PDF would need\n"
            r"  install a font that has it, such as Noto's, or write the title in other letters",
            str(error),
        )


def test_a_document_is_tried_with_the_systems_fonts_only_where_typsts_own_lack_a_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[bool] = []

    def compiled(source: bytes, ignore_system_fonts: bool, **options: object) -> bytes:
        tried.append(ignore_system_fonts)
        if ignore_system_fonts and "数".encode() in source:
            raise typst.TypstError('the text `"数"` could not be displayed with font `"x"`')
        return b"%PDF-"

    monkeypatch.setattr(typst, "compile", compiled)
    assert (pdf("a"), pdf("数")) == (b"%PDF-", b"%PDF-")
    assert tried == [True, True, False]


def test_without_typst_the_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    assert main(["export", "specs/pooling_max.yaml", "--to", "pdf", "-o", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "the package typst is not installed\n  pip install typst\n"
    assert list(tmp_path.iterdir()) == []
