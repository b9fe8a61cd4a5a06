"""The pages that are opened: every shipped network's, worksheets with their keys, and a course's, with its pictures."""

from pathlib import Path

from derive.export.course import Request, index, unit
from derive.export.format import Files, Wish
from derive.export.lesson import Lesson
from derive.export.worksheet import make_keys, make_worksheets
from derive.network.build import build
from derive.spec.read import read_spec
from tests.export.html.reading import text_of

NETWORKS = tuple(sorted(path.stem for path in Path("specs").glob("*.yaml")))
SHEETS = {"digits": 1, "batch_norm_cnn": 2, "rgb_two_filters": 3}  # levels
WORKSHEETS = tuple(f"{stem}-{word}" for stem in SHEETS for word in ("worksheet", "key"))
COURSE = "index"
COURSE_OF = ("pooling_max", "symbolic_relu")
PAGES = (*NETWORKS, *WORKSHEETS, COURSE)


def files(name: str) -> Files:
    """A page, {name}.html, and what lies beside it."""
    if name == COURSE:
        return _course()
    stem, _, word = name.partition("-")
    if not word:
        return {f"{name}.html": text_of(name).encode()}
    make = make_keys if word == "key" else make_worksheets
    return make(Lesson(stem, build(read_spec(f"specs/{stem}.yaml")), None), Wish(level=SHEETS[stem], media=("html",)))


def _course() -> Files:
    """The index with its pictures; the files that it links to are not opened."""
    wish = Wish(students=12)  # more links than stand in a line
    wanted = ("figures", "worksheet")
    specs = {stem: read_spec(f"specs/{stem}.yaml") for stem in COURSE_OF}
    units = [unit(Request(stem, spec, wanted, wish), lambda text: None) for stem, spec in specs.items()]
    shown = {f"{each.stem}/{path}": content for each in units for path, content in each.files.items()}
    pictures = {path: content for path, content in shown.items() if path.endswith("-volumes.svg")}
    return {f"{COURSE}.html": index("A lecture", units), **pictures}
