"""The picture in the README is what the command prints."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_committed_picture_is_up_to_date() -> None:
    picture = runpy.run_path(str(ROOT / "docs" / "picture.py"))
    drawn = picture["svg"](picture["printed"]())
    assert drawn == (ROOT / "docs" / "show.svg").read_text(encoding="utf-8"), "run python docs/picture.py"
