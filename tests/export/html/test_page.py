"""Pages as files: well-formed, self-contained, without scripts, with headings in order and addresses that exist."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from derive.document.blocks import Document, Kind, Listing, Matrices, Matrix, Note, Paragraph, Section, TableBlock
from derive.export.html.page import page, write
from derive.printing.formula import Addend, Number, Sum
from derive.printing.names import BLANK
from derive.verification.record import Verdict
from tests.export.html.reading import RECORD, Part, page_of, page_with, read, text_of

STEMS = ("digits", "pooling_max", "rgb_two_filters", "symbolic_batch_norm", "symbolic_conv", "unrolled_3x3")
LARGEST = 1_000_000  # bytes
FONTS = 100_000


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_is_well_formed_and_has_what_a_page_needs(stem: str) -> None:
    root = page_of(stem)
    (html,) = root.all("html")
    assert html.attributes["lang"] == "en"
    assert len(root.all("h1")) == len(root.all("main")) == len(root.all("head")[0].all("title")) == 1
    assert root.all("script") == []
    assert not any(name.startswith("on") for part in root.all() for name in part.attributes)
    assert len(text_of(stem)) < LARGEST


@pytest.mark.parametrize("stem", STEMS)
def test_nothing_is_loaded_from_anywhere(stem: str) -> None:
    text, root = text_of(stem), page_of(stem)
    assert root.all("link", "img", "iframe", "object", "embed") == []
    assert {found[:10] for found in re.findall(r"url\(([^)]*)\)", text)} == {"data:font/"}
    assert "@import" not in text
    assert all(part.attributes["href"].startswith("#") for part in root.all() if "href" in part.attributes)
    assert not any("src" in part.attributes for part in root.all())


@pytest.mark.parametrize("stem", STEMS)
def test_headings_go_down_one_level_at_a_time(stem: str) -> None:
    levels = [int(part.tag[1]) for part in page_of(stem).all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("stem", STEMS)
def test_addresses_are_unique_and_every_link_arrives(stem: str) -> None:
    root = page_of(stem)
    names = [part.attributes["id"] for part in root.all() if "id" in part.attributes]
    assert len(set(names)) == len(names)
    wanted = [part.attributes["href"][1:] for part in root.all("a")]
    wanted += [name for part in root.all() for name in part.attributes.get("aria-labelledby", "").split()]
    assert set(wanted) <= set(names)


def test_the_contents_name_every_section() -> None:
    root = page_of("digits")
    (nav,) = root.all("nav")
    assert [link.text for link in nav.all("a")] == [heading.text for heading in root.all("h2")]
    assert nav.attributes["aria-label"]


@pytest.mark.parametrize("stem", STEMS)
def test_every_formula_and_picture_has_its_words(stem: str) -> None:
    root = page_of(stem)
    assert root.all("math")
    assert all(part.attributes["alttext"] for part in root.all("math"))
    (picture,) = root.all("figure")[0].all("svg")
    assert picture.attributes["role"] == "img"
    assert len(picture.all("title")) == len(picture.all("desc")) == 1


def test_a_derivation_unfolds_step_by_step_without_scripts() -> None:
    root = page_of("symbolic_conv")
    found = [each for each in root.all("details") if "conv1.W" in each.all("summary")[0].text]
    (steps,) = found[0].all("ol")
    rules = [item.all("b")[0].text for item in steps.all("li")]
    assert rules == ["chain rule", "derivative of a sum", "entry rule", "elimination"]
    assert "4 steps" in found[0].all("summary")[0].text
    assert all(item.all("math") for item in steps.all("li"))


def test_a_layer_with_windows_is_folded_away_in_pictures_at_its_own_section() -> None:
    root = page_of("digits")
    shown = {
        section.attributes["aria-labelledby"]: [part.all("figcaption")[0].text for part in folded.all("figure")]
        for section in root.all("section")
        for folded in section.children
        if isinstance(folded, Part) and folded.tag == "details" and folded.all("figure")
    }
    assert shown == {
        "conv1-conv-layer-1": [
            "conv1: the output, entry by entry",
            "conv1: the gradient of the input, entry by entry",
            "conv1: the gradient of the filter, entry by entry",
        ],
        "max-pool1-max-pool-layer-1": ["max_pool1: the maximum of each window, there and back"],
    }
    assert all(len(figure.all("svg")) == 1 for figure in root.all("figure"))


def test_worked_numbers_stand_in_tables_with_captions() -> None:
    tables = [part for part in page_of("pooling_max").all("table") if part.attributes.get("class") == "brackets"]
    before, after = tables[0], tables[1]
    assert [[cell.text for cell in row.all("td")] for row in after.all("tr")] == [["9", "2"], ["6", "3"]]
    assert before.all("caption")[0].text == "x"


def test_the_page_says_what_was_verified_and_what_was_not() -> None:
    root = page_of("pooling_max")
    (verdict,) = [part for part in root.all("p") if "verdict" in part.attributes.get("class", "")]
    assert verdict.text == "✓ Checked: 1 verified, 1 not applicable"
    (row,) = [row for row in root.all("tr") if "a < b" in row.text]
    assert [cell.text for cell in row.all("th", "td")] == ["conv1", "2x4x4, a < b", "✓ verified"]
    assert "nothing to train" in root.text


def test_a_failed_check_is_seen_at_the_top() -> None:
    first, second = RECORD.checks
    failed = replace(RECORD, checks=(replace(first, verdict=Verdict.FAILED), second))
    root = read(page_with("pooling_max", failed))
    (verdict,) = [part for part in root.all("p") if "verdict" in part.attributes.get("class", "")]
    assert verdict.attributes["class"] == "verdict failed"
    assert verdict.text.startswith("✗ Not verified: 1 failed")


def blocks() -> Document:
    """Every block that formulas do not fill, with signs that HTML would take for its own."""
    return Document(
        "a < b",
        "x & y",
        (Paragraph("1 < 2 & 3"), Note(Kind.CONVENTION, "one"), Note(Kind.CONVENTION, "two"), Note(Kind.REMARK, "so")),
        (
            Section("Text", (Listing("python", "if a < b:\n    pass\n"),)),
            Section(
                "Numbers", (Matrices((Matrix((("1", "−2"),)), Matrix((("", "4"),), "", ("1",), ("1", "2"))), ("⋆",)),)
            ),
            Section("Table", (TableBlock(("n", "value"), (("a", "1"), ("total", "1")), frozenset({1}), total=True),)),
        ),
    )


def test_signs_of_plain_text_are_escaped() -> None:
    root = read(page(blocks()))
    assert root.all("title")[0].text == "a < b: x & y"
    assert root.all("main")[0].all("p")[0].text == "1 < 2 & 3"
    assert root.all("pre")[0].text == "if a < b:\n    pass"


def test_conventions_that_follow_each_other_are_one_list() -> None:
    (main,) = read(page(blocks())).all("main")
    assert [[item.text for item in each.all("li")] for each in main.all("ul")] == [["one", "two"]]


def test_matrices_have_their_signs_and_numbered_ones_their_names() -> None:
    first, second = [part for part in read(page(blocks())).all("div") if part.attributes.get("class") == "factor"]
    assert first.text == "1−2"
    assert second.all("span")[0].text == "⋆"
    assert [head.text for head in second.all("th")] == ["1", "2", "1"]
    assert [cell.text for cell in second.all("tbody")[0].all("td")] == ["·", "4"]


def test_words_that_lead_and_sections_that_are_whole_are_marked_for_print() -> None:
    told = (Paragraph("so"), Paragraph("It is"), Matrices((Matrix(((BLANK, "1"),)),)))
    root = read(page(Document("t", sections=(Section("a", told, whole=True), Section("b", told[:1])))))
    (led,) = [part for part in root.all("p") if part.attributes.get("class") == "lead"]
    assert led.text == "It is"
    assert [part.attributes.get("class") for part in root.all("section")] == ["whole", None]
    (hole,) = [part for part in root.all("span") if part.attributes.get("class") == "hole"]
    assert hole.attributes["aria-label"] == "to be filled in"
    printed = page(Document("t")).partition("@media print{")[2]
    assert re.search(r"\.lead,[^}]*\{break-after:avoid\}", printed)
    assert re.search(r"\.whole\{break-inside:avoid\}", printed)


def test_a_long_formula_in_a_table_may_take_more_than_one_line() -> None:
    numbers = tuple(Addend(False, Number(str(number))) for number in range(1, 9))
    table = TableBlock(("n", "worked out"), (("a", Sum(numbers)), ("b", "1 + 2")))
    root = read(page(Document("t", sections=(Section("s", (table,)),))))
    long, plain = root.all("td")
    assert len(long.all("wbr")) == 7
    assert len(long.all("math")) == 8
    assert plain.text == "1 + 2"


def test_totals_stand_in_the_foot_and_rows_have_heads() -> None:
    (table,) = [part for part in read(page(blocks())).all("table") if part.attributes["class"] == "data"]
    assert table.all("tfoot")[0].text.split() == ["total1"]
    assert [head.attributes["scope"] for head in table.all("th")] == ["col", "col", "row", "row"]


def test_any_document_is_a_page_as_a_medium() -> None:
    assert write(blocks()) == page(blocks()).encode()


def test_the_fonts_are_small_and_name_their_licence() -> None:
    folder = Path("derive/export/html/fonts")
    assert (folder / "math.woff2").stat().st_size < FONTS
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8").upper()
    assert "SIL Open Font License" in text_of("pooling_max")


def test_the_reader_sees_what_is_not_well_formed() -> None:
    with pytest.raises(AssertionError):
        read("<p><b>x</p></b>")
    with pytest.raises(AssertionError):
        read("<p>")
    assert isinstance(read("<p>x</p>").children[0], Part)
