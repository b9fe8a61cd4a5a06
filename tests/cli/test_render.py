"""Documents on a terminal: colour only where it is wanted, tables that fit, matrices with their points aligned."""

import io
import re

from derive.cli.look import Look
from derive.cli.render import document_lines, print_document
from derive.cli.terminal import Terminal
from derive.document.blocks import Block, Document, Kind, Matrices, Matrix, Note, Paragraph, Section, TableBlock
from derive.printing.formula import Group, Letter
from derive.printing.notation import Notation

DOCUMENT = Document("net", "a title", (Paragraph("Words."),), (Section("part", (Paragraph("More words."),)),))


def lines(block: Block, width: int = 80, notation: Notation = Notation.UNICODE) -> list[str]:
    document = Document("t", "", (block,))
    return [line.text for line in document_lines(document, Look(notation, width))][3:]


def text(color: bool) -> str:
    stream = io.StringIO()
    print_document(DOCUMENT, Notation.UNICODE, Terminal(unicode=True, color=color, width=80), stream)
    return stream.getvalue()


def test_colours_change_no_word() -> None:
    assert "\x1b[1m" in text(color=True)
    assert "\x1b" not in text(color=False)
    assert re.sub("\x1b\\[[0-9;]*m", "", text(color=True)) == text(color=False)


def test_titles_are_underlined_and_parts_kept_apart() -> None:
    assert text(color=False) == "net: a title\n════════════\n\nWords.\n\npart\n────\nMore words.\n"


def test_matrices_stand_side_by_side_with_their_points_aligned() -> None:
    before = Matrix((("1", "10"), ("2", "3")), "x")
    after = Matrix((("3.75", "1"), ("4", "−2")), "y")
    assert lines(Matrices((before, after), ("→",))) == [
        "     x              y",
        "  ⎡ 1 10 ⎤  →  ⎡ 3.75  1 ⎤",
        "  ⎣ 2  3 ⎦     ⎣ 4    −2 ⎦",
    ]
    assert lines(Matrices((before, after), ("→",)), notation=Notation.ASCII)[1] == "  [ 1 10 ]  ->  [ 3.75  1 ]"


def test_matrices_that_do_not_fit_go_to_the_next_line() -> None:
    wide = Matrix((tuple("1234567890123456789"),), "x")
    shown = lines(Matrices((wide, wide), ("→",)), width=60)
    assert [line.strip()[:3] for line in shown] == ["x", "[ 1", "", "x", "→  "]


def test_a_table_that_does_not_fit_becomes_records() -> None:
    shape = Group(tuple(Letter(f"unbroken{place}") for place in range(3)))
    table = TableBlock(("name", "kind", "shape"), (("first", "conv", shape), ("second", "", "2")))
    assert lines(table, 44) == [
        "first",
        "  kind   conv",
        "  shape  (unbroken0, unbroken1, unbroken2)",
        "",
        "second",
        "  shape  2",
    ]
    assert lines(table, 60)[0] == "name    kind  shape"


def test_long_words_in_tables_wrap_and_numbers_stay_right() -> None:
    table = TableBlock(("name", "meaning", "count"), (("a", "many words " * 6, "7"),), frozenset({2}))
    shown = lines(table, 40)
    assert max(map(len, shown)) <= 40
    assert shown[2].endswith(" 7")


def test_notes_follow_each_other_without_gaps() -> None:
    document = Document("t", "", (), (Section("s", (Note(Kind.CONVENTION, "one"), Note(Kind.CHECK, "two"))),))
    shown = [line.text for line in document_lines(document, Look(Notation.UNICODE, 80))]
    assert shown[-2:] == ["· one", "✓ two"]


def test_a_matrix_that_is_too_wide_shows_its_first_columns_and_dots() -> None:
    row = tuple(str(1000 + number) for number in range(10))
    shown = lines(Matrices((Matrix((row, row)), Matrix((row, row))), ("+",)), 40)
    assert [line.strip("+ ") for line in shown if "⎡" in line] == ["⎡ 1000 1001 1002 1003 1004 … ⎤"] * 2
    assert max(map(len, shown)) <= 40
    named = lines(Matrices((Matrix((row,), "", ("1",), row),)), 40, Notation.ASCII)
    assert named[-2:] == ["      1000 1001 1002 1003 1004 ...", "  1 [ 1000 1001 1002 1003 1004 ... ]"]
