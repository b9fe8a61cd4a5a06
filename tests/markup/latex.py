"""`make latex-check`: pdflatex compiles article, worksheet and key of every shipped spec, nothing too wide or high."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from derive.exercises.sheet import key, make_sheet, worksheet
from derive.export.format import Wish
from derive.export.latex import make, write
from tests.export.verdicts import RECORD
from tests.markup.everything import lessons

OVERFULL = re.compile(r"Overfull \\([hv])box \(([\d.]+)pt too (?:wide|high)\)")
TOLERATED = 1.0  # points, which no eye sees


def sources() -> Iterator[tuple[str, bytes]]:
    """Every .tex file by its name."""
    for lesson in lessons():
        yield from make(replace(lesson, record=RECORD), Wish()).items()
        if not lesson.model.unbound:
            for level in (1, 2, 3):
                sheet = make_sheet(lesson.model, level, 0, 1)
                yield f"{lesson.stem}-worksheet-{level}.tex", write(worksheet(sheet))
                yield f"{lesson.stem}-key-{level}.tex", write(key(sheet))


def problems(name: str, content: bytes, folder: Path) -> list[str]:
    """What pdflatex says against a file: errors, and boxes that stick out."""
    (folder / name).write_bytes(content)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", name]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    log = (folder / name).with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    wide = [found[0] for found in OVERFULL.finditer(log) if float(found[2]) > TOLERATED]
    errors = re.findall(r"^! .*", log, re.MULTILINE)
    return [*errors, *wide, *(["no PDF"] if done.returncode else [])]


def main() -> int:
    """Prints every problem, and the count; 1 where there is one."""
    bad = count = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, content in sources():
            found = problems(name, content, Path(folder))
            bad += bool(found)
            count += 1
            print("".join(f"{name}: {problem}\n" for problem in found), end="")
    print(f"pdflatex: {count - bad} of {count} files compile with nothing too wide or high")
    return int(bad > 0 or not count)


if __name__ == "__main__":
    sys.exit(main())
