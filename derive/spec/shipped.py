"""The example specs that come with derive: in its package, or in the checkout that it runs from."""

from functools import cache
from pathlib import Path

from derive.errors import SpecError
from derive.spec.complaint import suggestion
from derive.spec.file_text import refusal

PREFIX = "example:"
PLACES = (Path(__file__).parents[1] / "examples", Path(__file__).parents[2] / "specs")


@cache
def examples() -> dict[str, Path]:
    """The files of all examples by name, in alphabetical order."""
    folder = next((place for place in PLACES if place.is_dir()), None)
    found = () if folder is None else folder.rglob("*.yaml")
    return {path.stem: path for path in sorted(found, key=lambda path: path.stem)}


def example(source: str) -> Path:
    """The file of `example:digits`. Raises SpecError for a name that is none."""
    name = source.removeprefix(PREFIX)
    found = examples().get(name)
    if found is None:
        raise unknown(source, name)
    return found


def unknown(source: str, name: str) -> SpecError:
    """The refusal of a name that is no example's."""
    hints = (suggestion(name, tuple(examples())), "derive examples lists them")
    return refusal(source, "there is no such example", "; ".join(filter(None, hints)))
