"""Every page in a real browser: what it asks for, what it complains about, what is seen at three sizes and in print."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.browser.chromium import Browser
from tests.browser.pages import NETWORKS, WORKSHEETS
from tests.export.html.test_colours import READABLE, contrast

pytestmark = pytest.mark.browser

SIZES = ((360, 800), (1366, 768))
A4 = (595, 842)  # points
SCHEMES = ("light", "dark")
WITH_FORMULAS = (*NETWORKS, *WORKSHEETS)

# Every step being shown, a formula without height or width is hidden, empty, or was not understood.
FLAT = """[...document.querySelectorAll('math')]
  .filter(each => !(each.getBoundingClientRect().height > 4 && each.getBoundingClientRect().width > 2))
  .map(each => each.getAttribute('alttext'))"""
UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"
FOLD = "document.querySelectorAll('details').forEach(each => each.open = false)"
FONTS = """[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family.replaceAll('"', ''))"""
# A Greek sum sign in display style is drawn larger than in a line of text only with a mathematics font.
GROWS = """(() => {
  const sign = display => { const box = document.createElement('div');
    box.innerHTML = `<math displaystyle="${display}"><mo>∑</mo></math>`; document.body.append(box);
    const height = box.querySelector('mo').getBoundingClientRect().height; box.remove(); return height };
  return sign(true) / sign(false) })()"""
# Text in the rendered page with its colour and the ground that it stands on.
COLOURS = """[...new Set([...document.querySelectorAll('body, body *:not(svg, svg *)')]
  .filter(each => each.checkVisibility() && [...each.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(each => { let ground = each;
    while (ground.parentElement && getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)')
      ground = ground.parentElement;
    return getComputedStyle(each).color + '/' + getComputedStyle(ground).backgroundColor }))]"""
HIDDEN = """[...document.querySelectorAll('details *:not(mspace, wbr, svg *)')].filter(each => !each.checkVisibility()
  && getComputedStyle(each).display !== 'contents').map(each => each.outerHTML.slice(0, 80))"""
SCROLLERS = """[...document.querySelectorAll('main *, header *')].filter(each => each.checkVisibility()
  && each.getBoundingClientRect().right > innerWidth + 1
  && !each.closest('.formula, .table, .matrices, figure, pre')).map(each => each.outerHTML.slice(0, 80))"""


def hexadecimal(colour: str) -> str:
    """rgb(1, 2, 3) as #010203."""
    parts = colour.removeprefix("rgb(").removesuffix(")").split(",")
    return "#" + "".join(f"{int(part):02x}" for part in parts)


def complaints(browser: Browser) -> list[object]:
    """What a page writes to the console, and what goes wrong in it."""
    bad = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Network.loadingFailed")
    return [event["params"] for event in browser.events if event.get("method") in bad]


def requests(browser: Browser) -> set[str]:
    """Addresses that were asked for, data in the page itself aside."""
    sent = (e["params"]["request"]["url"] for e in browser.events if e.get("method") == "Network.requestWillBeSent")
    return {url for url in sent if not url.startswith("data:")}


@pytest.mark.parametrize("page", WITH_FORMULAS, indirect=True)
def test_the_fonts_of_the_page_are_in_use(browser: Browser, page: Path) -> None:
    browser.look(1366, 768)
    assert {"Derive Math", "Derive Text"} <= set(browser.run(FONTS))
    assert browser.run(GROWS) > 1.2


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_formula_has_height_and_the_page_fits_its_window(
    browser: Browser, page: Path, width: int, height: int
) -> None:
    formulas = page.read_text(encoding="utf-8").count("<math ")
    assert (formulas > 0) is (page.stem in WITH_FORMULAS)
    for scheme in SCHEMES:
        browser.look(width, height, scheme)
        browser.run(UNFOLD)
        assert browser.run("document.querySelectorAll('math').length") == formulas
        assert browser.run(FLAT) == []
        assert browser.run("document.documentElement.scrollWidth") <= width
        assert browser.run(SCROLLERS) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_text_is_readable_in_both_schemes(browser: Browser, page: Path, scheme: str) -> None:
    browser.look(1366, 768, scheme)
    browser.run(UNFOLD)
    grounds = set()
    for found in browser.run(COLOURS):
        text, ground = map(hexadecimal, found.split("/"))
        assert contrast(text, ground) >= READABLE, found
        grounds.add(ground)
    assert grounds
    assert all((contrast(ground, "#000000") > 10) is (scheme == "light") for ground in grounds)


def test_print_shows_every_step_on_white_and_cuts_no_formula(browser: Browser, page: Path) -> None:
    browser.run(FOLD)
    browser.look(643, 900, "dark", "print")  # A4 less its margins
    assert browser.run(FLAT) == []
    assert browser.run(HIDDEN) == []
    assert browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    wide = "[...document.querySelectorAll('.formula')].filter(each => each.scrollWidth > each.clientWidth + 1)"
    assert browser.run(f"{wide}.map(each => each.textContent.slice(0, 60))") == []


def test_a_page_prints_on_sheets_of_a4(browser: Browser, page: Path) -> None:
    browser.look(1366, 768)
    content = browser.pdf()
    sizes = {
        (round(float(w)), round(float(h))) for w, h in re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", content)
    }
    assert sizes == {A4}


def test_keyboard_reaches_contents_and_derivations(browser: Browser, page: Path) -> None:
    browser.look(1366, 768)
    reached = []
    for _ in range(40):
        for kind in ("keyDown", "keyUp"):
            browser.ask("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
        reached.append(
            browser.run("document.activeElement.tagName + getComputedStyle(document.activeElement).outlineStyle")
        )
    assert reached[0] == "Asolid"
    assert ("SUMMARYsolid" in reached) is ("<summary" in page.read_text(encoding="utf-8"))
    assert all(each.endswith("solid") for each in reached if not each.startswith("BODY"))


def test_sizes_are_real(browser: Browser, page: Path) -> None:
    """A page that would lay out alike at any width would make the checks of sizes say nothing."""
    heights = []
    for width, height in SIZES:
        browser.look(width, height)
        assert browser.run("innerWidth") == width
        heights.append(browser.run("document.documentElement.scrollHeight"))
    assert all(narrow > wide for narrow, wide in pairwise(heights))


def test_a_page_asks_for_nothing_but_its_own_files_and_complains_of_nothing(browser: Browser, page: Path) -> None:
    """The last of a page's checks, so that it hears what the others made the page do."""
    for scheme in SCHEMES:
        browser.look(1366, 768, scheme)
        browser.run(UNFOLD)
    assert requests(browser) == {file.resolve().as_uri() for file in (page, *page.parent.rglob("*.svg"))}
    assert complaints(browser) == []
