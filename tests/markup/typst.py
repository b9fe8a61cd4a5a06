"""`make typst-check`: handout and slides of every shipped spec compile, nothing outside a page, nothing too small."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace

import typst

from derive.export.slides.deck import deck
from derive.export.typst.handout import handout
from derive.export.typst.pdf import pdf
from derive.export.typst.slides import slides
from tests.export.pages import pages
from tests.export.verdicts import RECORD
from tests.markup.everything import lessons

MARGINS = {"handout": 36.0, "slides": 20.0}  # points
SMALLEST = {"handout": 0.9, "slides": 0.7}  # of the size that formulas have where there is room


def sources() -> Iterator[tuple[str, str, str]]:
    """Spec, kind and text of every document."""
    for lesson in lessons():
        judged = replace(lesson, record=RECORD)
        yield lesson.stem, "handout", handout(judged)
        yield lesson.stem, "slides", slides(deck(judged))


def problems(kind: str, source: str) -> list[str]:
    """What is wrong with the pages of a document."""
    pdf(source)
    found = [f"page {n}: outside" for n, page in enumerate(pages(source), 1) if page.outside(MARGINS[kind])]
    scales = json.loads(typst.query(source.encode(), "<shrunk>", field="value"))
    return found + [f"a formula at {scale:.0%}" for scale in scales if scale < SMALLEST[kind]]


def main() -> int:
    """Prints every problem, and the count; 1 where there is one."""
    bad = count = 0
    for stem, kind, source in sources():
        found = problems(kind, source)
        bad += bool(found)
        count += 1
        print("".join(f"{stem}, {kind}: {problem}\n" for problem in found), end="", flush=True)
    print(f"Typst: {count - bad} of {count} documents compile with nothing outside a page and nothing too small")
    return int(bad > 0 or not count)


if __name__ == "__main__":
    sys.exit(main())
